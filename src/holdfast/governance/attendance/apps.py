"""The attendance app: no tables of its own."""

from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "holdfast.governance.attendance"
    label = "attendance"
    verbose_name = "Attendance"

    def ready(self) -> None:
        from holdfast.governance.attendance import panels, promises

        panels.register()
        promises.register()
