"""What the pages of notices show: one function a page, a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery

from holdfast.kernel import clock
from holdfast.obligations.notices.mail import is_set_up
from holdfast.obligations.notices.models import (
    Delivery,
    Digest,
    Message,
    MessageQuerySet,
    NoticePreference,
    preference_of,
)
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.models import Person

LOOKED_BACK = timedelta(days=30)
# A message that has waited for less is merely on its way.
PATIENCE = timedelta(minutes=15)


@dataclass(frozen=True)
class UndeliveredRow:
    """The latest message to one person that no mail server took."""

    message_id: UUID
    person_id: UUID
    name: str
    made_at: datetime
    says: str
    attempts: int
    next_try_at: datetime | None
    is_given_up: bool


@dataclass(frozen=True)
class UndeliveredPage:
    """Whom no message reaches, and why."""

    is_set_up: bool
    rows: list[UndeliveredRow]
    unreachable: list[tuple[UUID, str]]
    handed_over: int


def undelivered_to(actor: Actor) -> MessageQuerySet:
    """Messages of late that no mail server took, but for those after which the person was sent another."""
    now = clock.now()
    later = Message.objects.filter(
        person_id=OuterRef("person_id"),
        state=Message.State.HANDED_OVER,
        made_at__gt=OuterRef("made_at"),
    )
    tried = Q(attempts__gt=0) | Q(made_at__lt=now - PATIENCE)
    rows: MessageQuerySet = Message.objects.visible_to(actor).filter(
        Q(state=Message.State.FAILED) | tried & Q(state=Message.State.WAITING),
        ~Exists(later),
        made_at__gt=now - LOOKED_BACK,
    )
    return rows


def undelivered_page(actor: Actor) -> UndeliveredPage:
    """The latest undelivered message of each person, those who cannot be reached, and how much went well."""
    says = Delivery.objects.filter(message=OuterRef("pk")).order_by("-at").values("says")[:1]
    latest = undelivered_to(actor).order_by("person_id", "-made_at").distinct("person_id")
    found = latest.select_related("person").annotate(says=Subquery(says))
    digest = Digest.objects.visible_to(actor).order_by("-made_at").first()
    people = Person.objects.visible_to(actor).filter(pk__in=digest.unreachable if digest else [])
    week = clock.now() - timedelta(days=7)
    return UndeliveredPage(
        is_set_up=is_set_up(),
        rows=sorted((_row(message) for message in found), key=lambda row: row.made_at, reverse=True),
        unreachable=list(people.order_by("name").values_list("pk", "name")),
        handed_over=Message.objects.visible_to(actor)
        .filter(state=Message.State.HANDED_OVER, settled_at__gt=week)
        .count(),
    )


def _row(message: Message) -> UndeliveredRow:
    return UndeliveredRow(
        message_id=message.pk,
        person_id=message.person_id,
        name=message.person.name,
        made_at=message.made_at,
        says=getattr(message, "says", None) or "Nobody has tried to send it: the job worker may stand still.",
        attempts=message.attempts,
        next_try_at=message.next_try_at,
        is_given_up=message.state == Message.State.FAILED,
    )


def people_not_reached(actor: Actor) -> int:
    """How many people's latest message was not taken."""
    return undelivered_to(actor).values("person_id").distinct().count()


def preference_page(actor: Actor) -> dict[str, bool]:
    """What the person has chosen to be sent."""
    kept = NoticePreference.objects.filter(person_id=actor.person_id).first()
    digest, at_once = preference_of(kept)
    return {"digest": digest, "at_once": at_once}
