"""The facts behind attendance obligations, read as far back as the occasions asked about reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from holdfast.charter.meeting import Absences, Attendance
from holdfast.charter.past import PastMeeting, subjects_of
from holdfast.charter.words import plain
from holdfast.governance.attendance.history import History, day_of_last, history_of
from holdfast.governance.attendance.windows import longest
from holdfast.governance.meetings.models import Meeting
from holdfast.groups.models import Group, Seat
from holdfast.kernel.clock import LONDON
from holdfast.obligations.ledger.kinds import Asked
from holdfast.obligations.ledger.parties import Directory, directory_of
from holdfast.obligations.ledger.versions import Version

# So many meetings before the first that changed are read, which tells the absences in a row of nearly every
# seat; where it does not (a seat long vacant), everything is.
BEFORE = 40


@dataclass(frozen=True)
class Held:
    """A meeting that was held and has ended."""

    meeting: Meeting
    past: PastMeeting

    @property
    def ended_at(self) -> datetime:
        """When it was over."""
        return self.meeting.closed_at or self.meeting.ends_at


@dataclass(frozen=True)
class Place:
    """A seat as rows know it: its id, its title and its own agency."""

    id: UUID
    title: str
    agency_id: UUID | None


@dataclass(frozen=True)
class AttendanceRecord:
    """Meetings held under the group's terms, oldest first, with who is meant and which seats there are."""

    group_id: UUID
    versions: tuple[Version, ...]
    held: tuple[Held, ...]
    directory: Directory
    places: dict[str, Place]


def share_rules(version: Version) -> Iterator[Attendance]:
    """The shares of attendance that a version expects."""
    if version.charter is not None:
        yield from (rule for rule in version.charter.each(Attendance) if rule.at_least is not None)


def absence_rules(version: Version) -> tuple[Absences, ...]:
    """The steps that follow from absences, in their order."""
    found = version.charter.each(Absences) if version.charter is not None else ()
    return tuple(sorted(found, key=lambda rule: rule.step))


def record_of(asked: Asked) -> AttendanceRecord:
    """No query where no version says anything of attendance; else nine, or fourteen where it reads twice."""
    group, versions = asked.group, asked.versions
    if not any([*share_rules(one)] or absence_rules(one) for one in versions):
        return AttendanceRecord(group.pk, versions, (), Directory(group.pk, {}, {}), {})
    first = versions[0].from_on
    since = first if asked.since is None else max(first, _known_since(group, versions, asked.since))
    held = _held(history_of(group, since))
    if since > first and asked.since is not None and not _tells_runs(versions, held, asked.since):
        held = _held(history_of(group, first))
    return AttendanceRecord(group.pk, versions, held, directory_of(group), _places(group))


def _held(history: History) -> tuple[Held, ...]:
    pairs = zip(history.meetings, history.past, strict=True)
    return tuple(Held(meeting, past) for meeting, past in pairs if past.was_held)


def _known_since(group: Group, versions: tuple[Version, ...], since: datetime) -> date:
    """As far back as the windows reach, and some meetings more for the absences in a row."""
    day = since.astimezone(LONDON).date()
    windows = [longest(rule, day) for version in versions for rule in share_rules(version)]
    windows += [longest(rule, day) for version in versions for rule in absence_rules(version)]
    if any(map(absence_rules, versions)):
        windows.append(day_of_last(group, day, BEFORE) or date.min)
    return min(day, *windows)


def _tells_runs(versions: tuple[Version, ...], held: tuple[Held, ...], since: datetime) -> bool:
    """Whether each seat that met since was expected often enough before to know its run of absences."""
    before = [one.past for one in held if one.ended_at <= since]
    after = [one.past for one in held if one.ended_at > since]
    for version in versions:
        rules = absence_rules(version)
        needed = max((rule.consecutive or 0 for rule in rules), default=0)
        if not needed or version.charter is None:
            continue
        for _, _, sitting in subjects_of(version.charter, "seat", ()):
            was_expected = [one for one in before if (count := sitting(one)) and count.expected]
            is_expected = any((count := sitting(one)) and count.expected for one in after)
            excused = sum(bool(one.apologies) for one in was_expected)
            if is_expected and len(was_expected) - excused < needed:
                return False
    return True


def _places(group: Group) -> dict[str, Place]:
    rows = Seat.objects.filter(group=group).order_by("opened_on")
    return {plain(seat.key): Place(seat.pk, seat.title, seat.agency_id) for seat in rows}
