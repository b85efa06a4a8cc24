"""The stewardship app."""

from django.apps import AppConfig


class StewardshipConfig(AppConfig):
    name = "holdfast.stewardship"
    label = "stewardship"
    verbose_name = "Stewardship"

    def ready(self) -> None:
        from holdfast.stewardship import shell

        shell.register()
