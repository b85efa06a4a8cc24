"""The ledger app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "holdfast.obligations.ledger"
    label = "ledger"
    verbose_name = "Obligations"

    def ready(self) -> None:
        from holdfast.groups.hooks import on_terms_changed
        from holdfast.obligations.ledger import leaving, panels, trail
        from holdfast.obligations.ledger.operations.settling import settle_under_new_terms

        on_terms_changed.register(settle_under_new_terms)
        leaving.register()
        panels.register()
        trail.register()
