"""The notices app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "holdfast.obligations.notices"
    label = "notices"
    verbose_name = "Notices"

    def ready(self) -> None:
        from holdfast.obligations.notices import from_ledger, panels, sources, trail

        panels.register()
        trail.register()
        sources.register_notice_source("ledger", from_ledger.owed_before)
