"""The notices app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "holdfast.obligations.notices"
    label = "notices"
    verbose_name = "Notices"

    def ready(self) -> None:
        from holdfast.obligations.notices import from_ledger, panels, trail

        panels.register()
        trail.register()
        from_ledger.register()
