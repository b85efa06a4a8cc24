"""The screening app."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "holdfast.casework.screening"
    label = "screening"
    verbose_name = "Screening"

    def ready(self) -> None:
        from holdfast.casework.screening import notices, outside, promises, shell, telling, trail

        trail.register()
        notices.register()
        promises.register()
        outside.register()
        shell.register()
        telling.register()
