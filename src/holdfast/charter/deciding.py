"""Votes, decisions and elections: who may vote or stand, and what the votes come to."""

from collections.abc import Mapping
from datetime import date

from holdfast.kernel.finding import Finding

from .findings import DecisionFinding, ElectionFinding
from .model import Charter
from .room import Room


def assess_vote_right(charter: Charter, room: Room, person: str, *, item: str | None = None) -> Finding:
    """Whether this person may vote here (deputies, invitees, in-attendance and excluded people included)."""
    raise NotImplementedError


def assess_decision(
    charter: Charter,
    room: Room,
    ballots: Mapping[str, str],
    *,
    item: str | None = None,
    kind: str | None = None,
    casting: str | None = None,
    between_meetings: bool = False,
) -> DecisionFinding:
    """What the ballots (person to 'for', 'against' or 'abstain') come to under the rule for this kind.

    Empty ballots under consensus mean that nobody objected. `casting` is the casting vote for a tie.
    Refused (`met` False, outcome 'refused') while there is no quorum.
    """
    raise NotImplementedError


def assess_candidate(charter: Charter, room: Room, person: str, office: str) -> Finding:
    """Whether this person may stand for this elected office."""
    raise NotImplementedError


def assess_election(
    charter: Charter,
    room: Room,
    office: str,
    ballots: Mapping[str, str],
    *,
    casting: str | None = None,
    on: date | None = None,
) -> ElectionFinding:
    """Count an election (voter to candidate): who won, or who is tied and what settles it; the term's end."""
    raise NotImplementedError
