"""What the terms have follow from absences, step by step: a letter, then a request to review who comes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from holdfast.charter.absence import Episode, episodes
from holdfast.charter.meeting import Absences
from holdfast.charter.model import Charter
from holdfast.charter.past import subjects_of
from holdfast.charter.words import plain
from holdfast.governance.attendance.record import AttendanceRecord, Held, absence_rules
from holdfast.kernel.clocks import falls_due, said_day
from holdfast.obligations.ledger.promises import NOBODY, Party, Promise
from holdfast.obligations.ledger.versions import Version

ABSENCES = "absences"


class _Step(NamedTuple):
    """One step that the absences of a seat have reached, with the meeting at which they did."""

    rule: Absences
    held: Held
    reason: str


def letters_owed(record: AttendanceRecord, version: Version) -> Iterator[Promise]:
    """Each step of each seat, once for each run of absences."""
    charter, rules = version.charter, absence_rules(version)
    if charter is None or not rules:
        return
    for key, role, sitting in subjects_of(charter, "seat", ()):
        pasts = [one.past for one in record.held]
        found: list[Episode] = []
        for rule in rules:
            if rule.consecutive or rule.any:
                found = list(episodes(rule, key, sitting, pasts))
                steps = [_Step(rule, record.held[one.at], one.reason) for one in found]
            else:
                steps = list(_next_step(record, rule, found))
            for step in steps:
                yield from _owed(record, charter, plain(key), role, step)


def _next_step(record: AttendanceRecord, rule: Absences, found: list[Episode]) -> Iterator[_Step]:
    """A step with no number follows the one before it; one 'if needed' once the next meeting was missed."""
    for one in found:
        at = one.again if rule.if_needed else one.at
        if at is not None:
            yield _Step(rule, record.held[at], one.reason)


def _owed(record: AttendanceRecord, charter: Charter, seat: str, role: str, step: _Step) -> Iterator[Promise]:
    rule, held = step.rule, step.held
    place = record.places.get(seat)
    then = rule.then[:1].upper() + rule.then[1:]
    needed = ", if that is needed" if rule.if_needed else ""
    for owner in record.directory.parties(charter, rule.by):
        yield Promise(
            kind=ABSENCES,
            clause=rule.clause,
            cause_id=record.group_id,
            occasion=f"step {rule.step} {seat} after {held.meeting.pk}",
            owner=owner,
            owed_to=_to_whom(rule, place.agency_id if place else None),
            says=f"{then}{needed} ({place.title if place else role}: {step.reason})",
            subject=("groups.seat", place.id) if place else None,
            began_at=held.ended_at,
            began_with=f"the meeting of {said_day(held.past.on)}",
            due=falls_due(held.ended_at, rule.within) if rule.within else None,
            period=str(rule.within or ""),
        )


def _to_whom(rule: Absences, agency_id: object) -> Party:
    if agency_id is not None:
        return Party(agency_id=agency_id)  # type: ignore[arg-type]
    return Party(body=rule.to) if rule.to else NOBODY
