"""The demonstration app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "holdfast.demo"
    label = "demo"
    verbose_name = "Demonstration"
