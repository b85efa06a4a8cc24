"""What the charter's rules answer with, beyond met, reason and clauses."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from holdfast.kernel.finding import Finding


@dataclass(frozen=True, kw_only=True)
class ChairFinding(Finding):
    """Who chairs. With `person` None and `nominees`, those present must name one of them."""

    person: str | None = None
    office: str | None = None
    rule: str = ""
    is_acting: bool = False
    nominees: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QuorumFinding(Finding):
    """Whether there is a quorum. `missing` names each thing lacking; `consequence` says what follows.

    `counted` are the people who counted, `chair` who chairs and by which rule.
    """

    consequence: str | None = None
    consequence_kind: str | None = None
    is_overridden: bool = False
    counted: tuple[str, ...] = ()
    chair: ChairFinding | None = None


@dataclass(frozen=True, kw_only=True)
class DecisionFinding(Finding):
    """What a vote or a call for objections came to: carried, lost, tied, none or refused."""

    outcome: str
    votes_for: int = 0
    votes_against: int = 0
    abstentions: int = 0
    needed: int | None = None
    refused_ballots: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ElectionFinding(Finding):
    """The result of an election: the winner, the count, and what settles a tie."""

    winner: str | None = None
    votes: tuple[tuple[str, int], ...] = ()
    tied: tuple[str, ...] = ()
    refused_ballots: tuple[str, ...] = ()
    term_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class ProposedMeeting:
    """A meeting date proposed from the schedule with its deadlines; `moves` says each move in words."""

    on: date
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    notice_by: date | None = None
    papers_by: date | None = None
    draft_agenda_by: date | None = None
    regular_on: date | None = None
    moves: tuple[str, ...] = ()
    is_forecast: bool = False


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """One step that follows from absences."""

    clause: str
    step: int
    then: str
    by: tuple[str, ...]
    to: str | None
    is_needed: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class SeatAttendance:
    """The attendance of one seat, person or agency (or of the whole group)."""

    subject: str
    called: str
    meetings: int
    in_person: int
    by_deputy: int
    share: Fraction | None
    is_met: bool | None
    consecutive_absences: int
    follows: tuple[FollowUp, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AttendanceFinding(Finding):
    """Attendance against the share expected, and what follows from absences."""

    expected: Fraction | None = None
    measured: tuple[SeatAttendance, ...] = ()
    seats: tuple[SeatAttendance, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class ClauseReading:
    """One clause read back: its wording, how the system keeps it, by what, and the reading chosen."""

    clause: str
    says: str
    kept_by: tuple[str, ...]
    kinds: tuple[str, ...]
    readings: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference between two versions of a charter, in words."""

    kind: str
    clause: str | None
    words: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
