"""The app of missing episodes."""

from django.apps import AppConfig


class MissingConfig(AppConfig):
    name = "holdfast.casework.missing"
    label = "missing"
    verbose_name = "Missing"

    def ready(self) -> None:
        from holdfast.casework.missing import hooks, panels, promises, reading, shared, trail

        hooks.register()
        panels.register()
        trail.register()
        promises.register()
        shared.register()
        reading.register()
