"""The queue: every received tool that no meeting has looked at, what cannot wait first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from holdfast.casework.children.frontdoor.queries import uses_of
from holdfast.casework.children.models import Child
from holdfast.casework.screening.models import Submission
from holdfast.casework.screening.operations.receiving import CAUSE
from holdfast.stewardship.access.actor import Actor
from holdfast.web.words import day, london

KEY = "screening"


@dataclass(frozen=True)
class Waiting:
    """One received tool that waits."""

    id: UUID
    reference: str
    child: Child | None
    typed_name: str
    area: str
    level: str
    score: int
    band: str
    tool: str
    sender: str
    received_at: datetime
    is_pressing: bool
    is_immediate: bool
    lacks_front_door: bool

    @property
    def name(self) -> str:
        """The child's name, or what the sender typed."""
        return self.child.name if self.child else self.typed_name


def queue(
    actor: Actor | None = None, *, child_ids: Iterable[UUID] | None = None, is_pressing: bool = False
) -> tuple[Waiting, ...]:
    """What waits, pressing first and then the oldest; of these children alone where they are given,
    or what `is_pressing` alone.

    Without an actor all that the present need-to-know context shows, for jobs and the case list. Two queries.
    """
    rows = Submission.objects.visible_to(actor) if actor else Submission.objects.all()
    rows = rows.waiting().select_related("child", "tool").order_by("-is_pressing", "received_at")
    if child_ids is not None:
        rows = rows.filter(child__in=list(child_ids))
    if is_pressing:
        rows = rows.filter(is_pressing=True)
    found = list(rows)
    told = uses_of(CAUSE, [row.pk for row in found if row.is_immediate])
    return tuple(_waiting(row, is_told=row.pk in told) for row in found)


def unmatched_pressing(waiting: Iterable[Waiting]) -> tuple[Waiting, ...]:
    """Of what waits, what cannot and is not matched to a child: it raises no level until it is."""
    return tuple(one for one in waiting if one.is_pressing and one.child is None)


def waiting_counts(actor: Actor) -> dict[str, int]:
    """How many wait, cannot wait, have no child yet, and both of these (`lost`). One query."""
    rows = Submission.objects.visible_to(actor).waiting()
    return rows.aggregate(
        waiting=Count("pk"),
        pressing=Count("pk", filter=Q(is_pressing=True)),
        unmatched=Count("pk", filter=Q(child=None)),
        lost=Count("pk", filter=Q(is_pressing=True, child=None)),
    )


def _waiting(row: Submission, *, is_told: bool) -> Waiting:
    if row.received_at is None:
        raise ValueError("a draft waits for nobody")
    return Waiting(
        id=row.pk,
        reference=row.reference,
        child=row.child,
        typed_name=f"{row.given_names} {row.family_name}".strip(),
        area=row.get_area_display(),
        level=row.level,
        score=row.score or 0,
        band=band_title(row),
        tool=row.tool.title,
        sender=sender_of(row),
        received_at=row.received_at,
        is_pressing=row.is_pressing,
        is_immediate=row.is_immediate,
        lacks_front_door=row.is_immediate and not is_told,
    )


def band_title(row: Submission) -> str:
    """The band's name in the version that it was filled in with."""
    return next((band.title for band in row.tool.tool.bands if band.key == row.band), "")


def sender_of(row: Submission) -> str:
    """`Nora Okoye, Fernshire Academy`."""
    return ", ".join(part for part in (row.sender_name, row.sender_agency) if part)


def entry_reasons(since: datetime, until: datetime) -> Iterable[tuple[UUID, str, str]]:
    """Why children come onto a case list: each tool that waits, however long; one that came before `until`.

    As (child's id, key, words). `since` leaves nothing out: what no meeting looked at still waits.
    """
    rows = Submission.objects.waiting().filter(child__isnull=False, received_at__lt=until)
    for child_id, level, pressing, at in rows.order_by("received_at").values_list(
        "child_id", "level", "is_pressing", "received_at"
    ):
        new = "New screening" if at >= since else "Screening still waits"
        pressing_words = ", could not wait" if pressing else ""
        yield child_id, KEY, f"{new}: {level}, received {day(london(at).date())}{pressing_words}"
