"""The configuration as an app, so that the commands of an operator are found and roles are guarded."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class ConfigConfig(AppConfig):
    name = "holdfast.config"
    label = "config"

    def ready(self) -> None:
        from holdfast.config.role_guard import guard_role

        connection_created.connect(guard_role, dispatch_uid="holdfast role guard")
