"""The concerns app."""

from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    name = "holdfast.obligations.concerns"
    label = "concerns"
    verbose_name = "Concerns"

    def ready(self) -> None:
        from holdfast.obligations.concerns import panels, promises, telling, trail

        panels.register()
        promises.register()
        telling.register()
        trail.register()
