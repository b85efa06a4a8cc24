"""What a meeting owes before it is held: notice, its agenda drafted and confirmed, papers sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q
from django.urls import reverse

from holdfast.charter.calendar import notice_deadline, papers_deadline
from holdfast.charter.meeting import Extraordinary, Notice, Papers
from holdfast.charter.model import Charter
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.meetings.promises.causes import MEETING
from holdfast.governance.meetings.promises.owners import chair_or_group, directory_for
from holdfast.kernel.clock import LONDON
from holdfast.kernel.clocks import Clock, Due, Period, said_day
from holdfast.kernel.finding import counted
from holdfast.kernel.working_days import ENGLAND_AND_WALES, end_of_day
from holdfast.obligations.ledger.kinds import Asked, Doing, Kind, Source, declare
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.parties import Directory
from holdfast.obligations.ledger.promises import Kept, Party, Promise, Proof
from holdfast.obligations.ledger.versions import Version

_LIVE = Q(items__papers__withdrawn_at__isnull=True, items__papers__isnull=False)


def _open_agenda(row: Obligation) -> Doing:
    return Doing("Open the agenda", reverse("meetings:agenda", args=[row.cause_id]))


NOTICE = Kind(
    key="notice",
    title="Notice to give",
    keeps=("notice", "extraordinary"),
    doing=lambda row: Doing("Open the meeting", reverse("meetings:meeting", args=[row.cause_id])),
)
AGENDA_DRAFTED = Kind(key="agenda-drafted", title="Agendas to draft", keeps=("papers",), doing=_open_agenda)
AGENDA_CONFIRMED = Kind(
    key="agenda-confirmed", title="Agendas to confirm", keeps=("papers",), doing=_open_agenda
)
PAPERS = Kind(key="papers", title="Papers to send", keeps=("papers",), doing=_open_agenda)


@dataclass(frozen=True)
class Called:
    """A meeting as it was called, with when it was prepared."""

    id: UUID
    is_extraordinary: bool
    starts_at: datetime
    called_at: datetime
    notice_at: datetime | None
    drafted_at: datetime | None
    confirmed_at: datetime | None
    papers: int
    last_paper_at: datetime | None

    @property
    def day(self) -> date:
        """The London date on which it is held."""
        return self.starts_at.astimezone(LONDON).date()

    @property
    def named(self) -> str:
        """How it is said: 'the meeting of 3 March 2026'."""
        return f"the meeting of {self.day:%-d %B %Y}"


@dataclass(frozen=True)
class Beforehand:
    """The meetings asked about, and who is meant by the words of the terms."""

    meetings: tuple[Called, ...]
    directory: Directory


def register() -> None:
    """Declare them; called when the app is ready."""
    kinds = (NOTICE, AGENDA_DRAFTED, AGENDA_CONFIRMED, PAPERS)
    declare(Source(cause=MEETING, kinds=kinds, facts=_facts, promises=_promises))


def _facts(asked: Asked) -> Beforehand:
    """One query, two more where the terms name an agency or a body for the agenda or papers."""
    # One called off before it began owes nothing; one that had opened was prepared like any other.
    rows = Meeting.objects.filter(group=asked.group).exclude(state=Meeting.State.PROPOSED)
    rows = rows.exclude(state=Meeting.State.CANCELLED, opened_at__isnull=True)
    if asked.ids is not None:
        rows = rows.filter(pk__in=asked.ids)
    rows = rows.annotate(
        papers_live=Count("items__papers", filter=_LIVE),
        last_paper_at=Max("items__papers__sent_at", filter=_LIVE),
    )
    found = (_called(row) for row in rows.order_by("starts_at"))
    return Beforehand(tuple(one for one in found if one is not None), directory_for(asked, _words))


def _words(charter: Charter) -> Iterator[str]:
    for rule in charter.each(Papers):
        yield from rule.by
        yield from filter(None, [rule.confirmed_by])


def _called(row: Any) -> Called | None:
    """None for one that was entered after it had been held: nobody can say now how it was called."""
    known = [at for at in (row.agenda_drafted_at, row.notice_given_at) if at is not None]
    called_at = min(known, default=None)
    if called_at is None or called_at >= row.starts_at:
        return None
    return Called(
        id=row.pk,
        is_extraordinary=row.kind == Meeting.Kind.EXTRAORDINARY,
        starts_at=row.starts_at,
        called_at=called_at,
        notice_at=row.notice_given_at,
        drafted_at=row.agenda_drafted_at,
        confirmed_at=row.agenda_confirmed_at,
        papers=row.papers_live,
        last_paper_at=row.last_paper_at,
    )


def _promises(facts: Beforehand, version: Version) -> Iterator[Promise]:
    if version.charter is None:
        return
    for meeting in facts.meetings:
        yield from _notice(meeting, facts.directory, version.charter)
        for rule in version.charter.each(Papers):
            yield from _preparation(meeting, facts.directory, version.charter, rule)


def _notice(meeting: Called, directory: Directory, charter: Charter) -> Iterator[Promise]:
    asked = _asked_notice(meeting, charter)
    if asked is None:
        return
    clause, clear_days, is_working = asked
    last = notice_deadline(meeting.day, clear_days, is_working, ENGLAND_AND_WALES)
    period = counted(clear_days, "clear working day" if is_working else "clear day")
    clock = Clock.WORKING if is_working else Clock.CALENDAR
    yield _promise(
        meeting,
        NOTICE,
        clause,
        chair_or_group(charter, directory),
        says=f"Notice of {meeting.named}",
        due=_due(last, clock, f"{period} before {said_day(meeting.day)}"),
        period=period,
        kept=_kept(meeting, meeting.notice_at, "Notice was given"),
    )


def _asked_notice(meeting: Called, charter: Charter) -> tuple[str, int, bool] | None:
    """The clause, the clear days and whether only working days count: an extra meeting may have its own."""
    extra = charter.first(Extraordinary) if meeting.is_extraordinary else None
    if extra is not None and extra.clear_days is not None:
        return extra.clause, extra.clear_days, extra.working
    rule = charter.first(Notice)
    return (rule.clause, rule.clear_days, rule.working) if rule else None


def _preparation(meeting: Called, directory: Directory, charter: Charter, rule: Papers) -> Iterator[Promise]:
    owners = directory.parties(charter, rule.by)
    due, period = _lead(meeting, rule.before), str(rule.before or "")
    if rule.draft_before is not None:
        kept = _kept(meeting, meeting.drafted_at, "The agenda was drafted")
        says, draft_due = f"Draft agenda of {meeting.named}", _lead(meeting, rule.draft_before)
        for owner in owners:
            yield _promise(
                meeting, AGENDA_DRAFTED, rule.clause, owner, says, draft_due, str(rule.draft_before), kept
            )
    if rule.confirmed_by is not None:
        kept = _kept(meeting, meeting.confirmed_at, "The agenda was confirmed")
        owner = directory.party(charter, rule.confirmed_by)
        says = f"Agenda of {meeting.named} confirmed"
        yield _promise(meeting, AGENDA_CONFIRMED, rule.clause, owner, says, due, period, kept)
    for owner in owners:
        says = f"Papers of {meeting.named}"
        yield _promise(meeting, PAPERS, rule.clause, owner, says, due, period, _sent(meeting))


def _promise(
    meeting: Called,
    kind: Kind,
    clause: str,
    owner: Party,
    says: str,
    due: Due,
    period: str,
    kept: Kept | None,
) -> Promise:
    """Called too late for it, a meeting owes it from the moment that it fell due."""
    return Promise(
        kind=kind.key,
        clause=clause,
        cause_id=meeting.id,
        occasion=f"meeting {meeting.id}",
        owner=owner,
        says=says,
        began_at=min(meeting.called_at, due.at),
        began_with="the meeting was called",
        due=due,
        period=period,
        kept=kept,
    )


def _lead(meeting: Called, before: Period | None) -> Due:
    """So long before the meeting; where the terms state no time, by the meeting itself."""
    last = papers_deadline(meeting.day, before, ENGLAND_AND_WALES)
    if before is None or last is None:
        starts = meeting.starts_at.astimezone(LONDON)
        return Due(
            meeting.starts_at, Clock.CALENDAR, f"by the meeting, {starts:%H:%M} on {said_day(meeting.day)}"
        )
    return _due(last, before.clock, f"{before} before {said_day(meeting.day)}")


def _due(last: date, clock: Clock, words: str) -> Due:
    words += f": to the end of {said_day(last)}"
    if clock is Clock.WORKING and not ENGLAND_AND_WALES.is_known(last):
        known = said_day(ENGLAND_AND_WALES.known_until)
        return Due(end_of_day(last), clock, f"{words}; bank holidays are published only to {known}", True)
    return Due(end_of_day(last), clock, words)


def _sent(meeting: Called) -> Kept | None:
    """When the last paper went out; with none, when the agenda was settled: nothing else was to be sent."""
    if not meeting.papers:
        return _kept(meeting, meeting.confirmed_at, "The agenda was confirmed, with no paper")
    return _kept(meeting, meeting.last_paper_at, f"{counted(meeting.papers, 'paper')} sent, the last")


def _kept(meeting: Called, at: datetime | None, words: str) -> Kept | None:
    if at is None:
        return None
    at = max(at, meeting.called_at)  # what was ready before a date was known reached nobody
    said = f"{words} on {said_day(at.astimezone(LONDON).date())}"
    return Kept(at, (Proof("meetings.meeting", meeting.id, said, at),))
