"""The names by which a clause states each mechanism."""

from typing import Any

from .mechanism import Mechanism
from .meeting import (
    Absences,
    Attendance,
    Decisions,
    Declarations,
    Extraordinary,
    Minutes,
    Notice,
    Papers,
    Schedule,
)
from .membership import Appointment, Chairing, Cooption, Deputies, Invitees, Office, Seat
from .promises import (
    Approval,
    Attested,
    ClockPromise,
    Consultation,
    Escalation,
    Flag,
    Pathway,
    Report,
    Review,
    Undertaking,
)
from .quorum_rule import Inquorate, Override, QuorumRule

__all__ = ["MECHANISMS", "ONCE", "UNDERTAKINGS", "name_of"]

MECHANISMS: dict[str, type[Any]] = {
    "seat": Seat,
    "office": Office,
    "chairing": Chairing,
    "deputies": Deputies,
    "cooption": Cooption,
    "invitees": Invitees,
    "appointment": Appointment,
    "quorum": QuorumRule,
    "override": Override,
    "inquorate": Inquorate,
    "schedule": Schedule,
    "notice": Notice,
    "papers": Papers,
    "extraordinary": Extraordinary,
    "attendance": Attendance,
    "absences": Absences,
    "declarations": Declarations,
    "decisions": Decisions,
    "minutes": Minutes,
    "report": Report,
    "review": Review,
    "clock": ClockPromise,
    "pathway": Pathway,
    "flag": Flag,
    "consultation": Consultation,
    "approval": Approval,
    "escalation": Escalation,
    "attested": Attested,
}

# Things the system keeps, whose machinery comes with later parts of the product: stated in one common form.
UNDERTAKINGS = (
    "scope",
    "register",
    "measure",
    "document",
    "oversight",
    "sharing",
    "training",
    "campaign",
    "audit",
    "voice",
    "intelligence",
    "disruption",
    "casework",
    "action",
)

# A group has one of each of these; a second would contradict the first.
ONCE = (Schedule, Notice, Extraordinary, Deputies, Declarations, Override)


def name_of(mechanism: Mechanism) -> str:
    """The name by which a clause states this mechanism."""
    if isinstance(mechanism, Undertaking):
        return mechanism.kind
    return next(name for name, made in MECHANISMS.items() if type(mechanism) is made)
