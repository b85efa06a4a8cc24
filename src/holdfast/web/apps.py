"""Registers the shell with Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The shell of every page."""

    name = "holdfast.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
