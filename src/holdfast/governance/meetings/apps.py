"""The meetings app."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "holdfast.governance.meetings"
    label = "meetings"
    verbose_name = "Meetings"
