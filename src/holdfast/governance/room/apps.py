"""The room app."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    name = "holdfast.governance.room"
    label = "room"
    verbose_name = "Room"
