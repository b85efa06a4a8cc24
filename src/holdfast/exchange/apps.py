"""The app of imports and exports."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Imports and exports."""

    name = "holdfast.exchange"
    label = "exchange"
    verbose_name = "Imports and exports"

    def ready(self) -> None:
        from holdfast.exchange import shell, telling, trail

        trail.register()
        shell.register()
        telling.register()
