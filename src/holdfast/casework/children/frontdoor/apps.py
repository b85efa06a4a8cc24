"""The front door app."""

from django.apps import AppConfig


class FrontDoorConfig(AppConfig):
    name = "holdfast.casework.children.frontdoor"
    label = "frontdoor"
    verbose_name = "Front door"

    def ready(self) -> None:
        from holdfast.casework.children.frontdoor import trail

        trail.register()
