"""The escalation app."""

from django.apps import AppConfig


class EscalationConfig(AppConfig):
    name = "holdfast.obligations.escalation"
    label = "escalation"
    verbose_name = "Escalation"

    def ready(self) -> None:
        from holdfast.obligations.escalation import panels, proposing, trail
        from holdfast.obligations.ledger.kinds import on_missed

        on_missed.register(proposing.propose_for_missed)
        panels.register()
        trail.register()
