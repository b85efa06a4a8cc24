"""The actions app."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "holdfast.governance.actions"
    label = "actions"
    verbose_name = "Actions"

    def ready(self) -> None:
        from holdfast.governance.actions import from_concerns, panels, promises, trail

        panels.register()
        trail.register()
        promises.register()
        from_concerns.register()
