"""The configuration as an app, so that the commands of an operator are found."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "holdfast.config"
    label = "config"
