"""What the records of the work with children show of clauses, in numbers: never a child."""

from __future__ import annotations

from collections.abc import Callable, Collection

from holdfast.insight.compliance.casework import FREQUENT, PATHWAY
from holdfast.insight.compliance.periods import Period
from holdfast.insight.compliance.queries.casework import helping, lives, meeting
from holdfast.insight.compliance.queries.casework.time import Time
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.context import seeing_everything
from holdfast.stewardship.access.permissions import Permission

NOT_SHOWN = "Its figures are for those who may see figures of the casework."
_SAYERS: dict[str, Callable[[Time], str]] = {
    FREQUENT: lives.frequent,
    PATHWAY: helping.pathway,
    "casework: referrals": helping.referrals,
    "casework: screenings": helping.screenings,
    "casework: placed": lives.placed,
    "casework: plans": lives.plans,
    "casework: assessments": lives.assessments,
    "voice: discussions": meeting.discussions,
    "sharing: recorded": meeting.recorded,
    "sharing: disclosures": meeting.disclosures,
    "register: practice": meeting.practice,
    "register: watching": lives.watching,
    "measure: gone from": lives.gone_from,
    "measure: missing and placed": lives.missing_and_placed,
    "measure: health": helping.health,
    "measure: first help": helping.first_help,
    "measure: several areas": lives.several_areas,
}


def casework_shown(actor: Actor, period: Period, names: Collection[str]) -> dict[str, str]:
    """By name what the partnership's records show, counted over everything. At most four queries each."""
    wanted = [name for name in names if name in _SAYERS]
    if not actor.may(Permission.SEE_CASEWORK_FIGURES):
        return dict.fromkeys(wanted, NOT_SHOWN)
    with seeing_everything():
        return {name: _SAYERS[name](Time(period)) for name in wanted}
