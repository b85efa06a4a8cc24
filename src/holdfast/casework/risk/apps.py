"""The risk app."""

from django.apps import AppConfig


class RiskConfig(AppConfig):
    name = "holdfast.casework.risk"
    label = "risk"
    verbose_name = "Risk"

    def ready(self) -> None:
        from holdfast.casework.children.reach import register_reach
        from holdfast.casework.risk import events, merging, panels, promises, shared, trail, up_to_date
        from holdfast.casework.risk.queries.recording import asked_of_agency

        trail.register()
        panels.register()
        promises.register()
        up_to_date.register()
        merging.register()
        events.register()
        shared.register()
        register_reach(asked_of_agency)
