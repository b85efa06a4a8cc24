"""The ledger app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "holdfast.obligations.ledger"
    label = "ledger"
    verbose_name = "Obligations"

    def ready(self) -> None:
        from holdfast.obligations.ledger import panels, trail

        panels.register()
        trail.register()
