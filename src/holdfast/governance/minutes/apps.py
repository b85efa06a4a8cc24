"""The minutes app."""

from django.apps import AppConfig


class MinutesConfig(AppConfig):
    name = "holdfast.governance.minutes"
    label = "minutes"
    verbose_name = "Minutes"
