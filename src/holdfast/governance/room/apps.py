"""The room app."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    name = "holdfast.governance.room"
    label = "room"
    verbose_name = "Room"

    def ready(self) -> None:
        from holdfast.governance.room import panels, promises

        panels.register()
        promises.register()
