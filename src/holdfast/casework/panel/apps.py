"""The panel app: the meeting that discusses children."""

from django.apps import AppConfig


class PanelConfig(AppConfig):
    name = "holdfast.casework.panel"
    label = "panel"
    verbose_name = "Case meeting"

    def ready(self) -> None:
        from holdfast.casework.panel import (
            closing,
            entry_rules,
            events,
            notices,
            open_actions,
            open_lists,
            panels,
            promises,
            reach,
            trail,
        )
        from holdfast.casework.panel.operations import feeding_outside

        entry_rules.register()
        reach.register()
        closing.register()
        promises.register()
        notices.register()
        feeding_outside.register()
        panels.register()
        open_actions.register()
        open_lists.register()
        events.register()
        trail.register()
