"""The minutes app."""

from django.apps import AppConfig


class MinutesConfig(AppConfig):
    name = "holdfast.governance.minutes"
    label = "minutes"
    verbose_name = "Minutes"

    def ready(self) -> None:
        from holdfast.governance.minutes import panels, promises, reconvening, trail

        panels.register()
        trail.register()
        promises.register()
        reconvening.register()
