"""The compliance app: no tables of its own."""

from django.apps import AppConfig


class ComplianceConfig(AppConfig):
    name = "holdfast.insight.compliance"
    label = "compliance"
    verbose_name = "Assurance"

    def ready(self) -> None:
        from holdfast.insight.compliance import panels

        panels.register()
