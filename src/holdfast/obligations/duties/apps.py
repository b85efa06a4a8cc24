"""The duties app: no rows of its own, only what it declares to the ledger."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "holdfast.obligations.duties"
    label = "duties"
    verbose_name = "Duties of a group"

    def ready(self) -> None:
        from holdfast.obligations.duties import promises

        promises.register()
