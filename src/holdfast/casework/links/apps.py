"""The links app."""

from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "holdfast.casework.links"
    label = "links"
    verbose_name = "Links for people outside"

    def ready(self) -> None:
        from holdfast.casework.links import trail

        trail.register()
