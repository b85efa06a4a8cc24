"""An agenda as it is shown: items in order, each with its papers, its lead and its invitees."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from holdfast.charter.model import Charter
from holdfast.governance.documents.models import DocumentVersion
from holdfast.governance.meetings.models import AgendaItem, Invitee, Meeting, Paper
from holdfast.governance.meetings.rules.deadlines import assess_paper
from holdfast.kernel.clock import LONDON
from holdfast.kernel.clocks import said_day
from holdfast.kernel.finding import Finding
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission


@dataclass(frozen=True, slots=True)
class PaperShown:
    """A paper pinned to an item, at one version."""

    id: UUID
    title: str
    file_name: str
    number: int
    size: int
    sent_at: datetime
    timeliness: Finding


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody invited to an item, or to the whole meeting."""

    id: UUID
    name: str
    agency: str
    reason: str


@dataclass(frozen=True, slots=True)
class ItemShown:
    """One item. `begins_at` is when the plan brings it round, where every item before has its minutes."""

    id: UUID
    number: int
    title: str
    kind: str
    purpose: str
    business_kind: str
    lead: str
    minutes_planned: int | None
    begins_at: datetime | None
    carried_from: datetime | None
    papers: tuple[PaperShown, ...]
    invitees: tuple[Invited, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """The items that a person may see; `minutes_left` is what the plan leaves of the meeting's length."""

    items: tuple[ItemShown, ...]
    minutes_planned: int
    minutes_left: int
    late_papers: int


def agenda_of(meeting: Meeting, charter: Charter | None, actor: Actor) -> Agenda:
    """The agenda as this person may see it. Four queries."""
    items = AgendaItem.objects.visible_to(actor).filter(meeting=meeting)
    rows = list(items.select_related("lead", "carried_from__meeting").order_by("position"))
    papers = _papers(meeting, charter, actor)
    invitees = _invitees(meeting)
    last = _last_held(meeting)
    is_whole = actor.may(Permission.SEE_MEETINGS, meeting.group_id, meeting.pk)
    begins = _beginnings(meeting, rows) if is_whole else [None] * len(rows)
    shown = tuple(
        ItemShown(
            id=row.pk,
            number=number,
            title=_title(row, last),
            kind=row.kind,
            purpose=row.purpose,
            business_kind=row.business_kind,
            lead=row.lead.name if row.lead else "",
            minutes_planned=row.minutes_planned,
            begins_at=begins[number - 1],
            carried_from=row.carried_from.meeting.starts_at if row.carried_from else None,
            papers=papers[row.pk],
            invitees=invitees[row.pk],
        )
        for number, row in enumerate(rows, start=1)
    )
    planned = sum(row.minutes_planned or 0 for row in rows)
    length = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    late = sum(paper.timeliness.met is False for item in shown for paper in item.papers)
    return Agenda(shown, planned, length - planned, late)


def _papers(meeting: Meeting, charter: Charter | None, actor: Actor) -> dict[UUID, tuple[PaperShown, ...]]:
    found: defaultdict[UUID, tuple[PaperShown, ...]] = defaultdict(tuple)
    day = meeting.starts_at.astimezone(LONDON).date()
    rows = Paper.objects.visible_to(actor).filter(item__meeting=meeting)
    for row in rows.select_related("version__document").order_by("sent_at"):
        found[row.item_id] += (
            PaperShown(
                row.pk,
                row.version.document.title,
                row.version.file_name,
                row.version.number,
                row.version.size,
                row.sent_at,
                assess_paper(charter, day, row.sent_at),
            ),
        )
    return found


def _invitees(meeting: Meeting) -> dict[UUID | None, tuple[Invited, ...]]:
    found: defaultdict[UUID | None, tuple[Invited, ...]] = defaultdict(tuple)
    rows = Invitee.objects.filter(meeting=meeting, withdrawn_at__isnull=True)
    for row in rows.select_related("person__agency").order_by("invited_at"):
        found[row.item_id] += (Invited(row.pk, row.person.name, str(row.person.agency), row.reason),)
    return found


def invited_throughout(meeting: Meeting) -> tuple[Invited, ...]:
    """Those invited to the whole meeting."""
    return _invitees(meeting)[None]


def _last_held(meeting: Meeting) -> datetime | None:
    """When the group last met before this meeting: whose minutes come first."""
    held = Meeting.objects.filter(
        group_id=meeting.group_id, starts_at__lt=meeting.starts_at, closed_at__isnull=False
    )
    return held.order_by("-starts_at").values_list("starts_at", flat=True).first()


def _title(item: AgendaItem, last: datetime | None) -> str:
    if item.kind == AgendaItem.Kind.LAST_MINUTES and last is not None:
        return f"{item.title}, {said_day(last.astimezone(LONDON).date())}"
    return item.title


def _beginnings(meeting: Meeting, rows: list[AgendaItem]) -> list[datetime | None]:
    """When each planned item begins, as long as every item before it has its minutes."""
    at: datetime | None = meeting.starts_at
    begins: list[datetime | None] = []
    for row in rows:
        begins.append(at if row.minutes_planned else None)
        at = at + timedelta(minutes=row.minutes_planned) if at and row.minutes_planned else None
    return begins


def versions_to_pin(item: AgendaItem) -> QuerySet[DocumentVersion]:
    """Every version that the group has, the latest first, but for those on the item already."""
    there = Paper.objects.filter(item=item, withdrawn_at__isnull=True).values("version_id")
    rows = DocumentVersion.objects.filter(document__group_id=item.meeting.group_id).exclude(pk__in=there)
    return rows.select_related("document").order_by("-uploaded_at")
