"""The app of terms reviews."""

from django.apps import AppConfig


class TermsReviewConfig(AppConfig):
    name = "holdfast.governance.terms_review"
    label = "terms_review"
    verbose_name = "Terms reviews"

    def ready(self) -> None:
        from holdfast.governance.terms_review import panels, promises, trail
        from holdfast.governance.terms_review.operations.proposing import end_when_in_force
        from holdfast.groups.hooks import on_terms_changed

        # A review has ended before the ledger is told what happened to its version.
        on_terms_changed.register(end_when_in_force)
        panels.register()
        trail.register()
        promises.register()
