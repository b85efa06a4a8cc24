"""Why nothing shows yet whether a mechanism is kept, in a sentence. Pure."""

from __future__ import annotations

_REGISTERS = "What groups keep in registers comes with a later part of the product."
_ASSURANCE = "Audits, training, campaigns and the record of voices come with a later part of the product."
_INTELLIGENCE = (
    "Places, people of concern and disruption come with the intelligence part; what return interviews mark"
    " for it is kept until then."
)
BECAUSE = {
    "register": _REGISTERS,
    "document": "Documents with their versions and reviews come with a later part of the product.",
    "consultation": "Documents sent round for comment come with a later part of the product.",
    "measure": "Figures of prevalence, outcomes and trends come with the reports, a later part.",
    "scope": "It says what records are about and owes nothing by a time; its figures come with the reports.",
    "oversight": "Reading what lower groups do comes with the reports, except where a page here shows it.",
    "sharing": "What groups send each other is on their page of concerns; nothing measures it by clause.",
    "casework": "Records of contexts, such as a peer group or a place, come with the intelligence part.",
    "voice": _ASSURANCE,
    "training": _ASSURANCE,
    "campaign": _ASSURANCE,
    "audit": _ASSURANCE,
    "intelligence": _INTELLIGENCE,
    "disruption": _INTELLIGENCE,
    "escalation": "What goes up the ladder is on the group's page of escalation; it has no measure here.",
}


def because(name: str) -> str:
    """Why a mechanism of this name is not measured; empty where there is nothing to say."""
    return BECAUSE.get(name, "")
