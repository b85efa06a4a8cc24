"""What the rights around a record and what is around a child put on others' pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse

from holdfast.casework.children.marks import Mark, child_marks, list_narrowing
from holdfast.casework.children.models import Child, EmergencyAccess, Placement, Received, Share, Voice
from holdfast.casework.children.operations.emergency import may_open
from holdfast.casework.children.operations.restricting import is_guardian
from holdfast.casework.children.queries.around import turning_adult
from holdfast.casework.children.queries.rights import guardian_page
from holdfast.casework.children.rules.births import birthday
from holdfast.casework.children.rules.coming_of_age import ADULT
from holdfast.casework.children.tabs import Tab, child_tab
from holdfast.kernel import clock
from holdfast.kernel.clocks import add_months, said_day
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web import slots
from holdfast.web.words import short_moment

beside_list: slots.Slot[None] = slots.Slot("children")
# Above the heading of every page of a child: what must not be overlooked.
banner: slots.Slot[Child] = slots.Slot("child-banner")


def _actor(request: HttpRequest) -> Actor | None:
    return getattr(request, "actor", None)


def around_tab(request: HttpRequest, child: Child) -> Tab:
    """Who and what is around the child."""
    return Tab("around", "People and places", reverse("children:around", args=[child.pk]), 10)


def chronology_tab(request: HttpRequest, child: Child) -> Tab:
    """Everything on one time line."""
    return Tab("chronology", "Chronology", reverse("children:chronology", args=[child.pk]), 5)


def sharing_tab(request: HttpRequest, child: Child) -> Tab:
    """With whom the child is shared."""
    return Tab("sharing", "Sharing", reverse("children:sharing", args=[child.pk]), 510)


def rights_tab(request: HttpRequest, child: Child) -> Tab | None:
    """Who may see the record, for those who say so."""
    actor = _actor(request)
    if actor is None or not (actor.may(Permission.KEEP_CHILDREN) or is_guardian(actor, child)):
        return None
    return Tab("rights", "Who may see", reverse("children:rights", args=[child.pk]), 520)


def emergency_marks(actor: Actor, child_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Mark]]:
    """An emergency access stands beside the child's name for everybody who sees the record, while it runs."""
    rows = EmergencyAccess.objects.filter(child__in=child_ids, until_at__gt=clock.now())
    found: dict[UUID, list[Mark]] = {}
    for row in rows.select_related("person").order_by("until_at"):
        why = f"opened in an emergency by {row.person.name}, until {short_moment(row.until_at)}"
        found.setdefault(row.child_id, []).append(Mark("Emergency access", "red", why))
    return found


def emergency_banner(request: HttpRequest, child: Child) -> slots.Panel | None:
    """Everybody who sees the record sees that somebody opened it in an emergency, and why, while it runs."""
    actor = _actor(request)
    if actor is None or not child.is_restricted:
        return None
    rows = EmergencyAccess.objects.filter(child=child, until_at__gt=clock.now())
    opened = list(rows.select_related("person__agency").order_by("until_at"))
    context = {"opened": opened, "own_id": actor.person_id, "is_guardian": is_guardian(actor, child)}
    return slots.Panel("children/_emergency_banner.html", context) if opened else None


def sharing_marks(actor: Actor, child_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Mark]]:
    """That a child is shared is seen by everybody who sees the child, on both sides."""
    found: dict[UUID, list[Mark]] = {}
    out = Share.objects.filter(child__in=child_ids, ended_at=None)
    here = Received.objects.filter(child__in=child_ids, ended_at=None)
    asked = out.order_by().values_list("child", "other_partnership")
    for child_id, other in asked.union(here.order_by().values_list("child", "other_partnership")):
        mark = Mark(f"Shared: {other}", "blue", f"this child is shared between us and {other}")
        found.setdefault(child_id, []).append(mark)
    return found


def placement_marks(actor: Actor, child_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Mark]]:
    """Placed outside our area, or here by others."""
    today = clock.today()
    goes_on = Q(to_on=None) | Q(to_on__gte=today)
    rows = Placement.objects.filter(goes_on, child__in=child_ids, from_on__lte=today, set_aside_at=None)
    found: dict[UUID, list[Mark]] = {}
    for row in rows:
        if row.is_placed_out:
            found[row.child_id] = [
                Mark("Out of area", "orange", f"we placed this child in {row.host_authority}")
            ]
        elif row.is_placed_here:
            found[row.child_id] = [Mark("Placed here", "turquoise", f"placed by {row.placing_authority}")]
    return found


def voice_panel(request: HttpRequest, child: Child) -> slots.Panel:
    """The child's own words come first."""
    last = Voice.objects.filter(child=child).first()
    actor = _actor(request)
    may_record = actor is not None and actor.may(Permission.RECORD_ON_CHILD)
    return slots.Panel("children/_voice.html", {"child": child, "voice": last, "may_record": may_record})


def birthday_panel(request: HttpRequest, child: Child) -> slots.Panel | None:
    """The 18th birthday, once it is a year ahead or behind."""
    if child.birth_on is None:
        return None
    day, today = birthday(child.birth_on, ADULT), clock.today()
    if day > add_months(today, 12):
        return None
    words = f"{'Turned' if day <= today else 'Turns'} 18 on {said_day(day)}."
    return slots.Panel("children/_birthday.html", {"words": words, "is_past": day <= today})


def list_panel(request: HttpRequest, subject: Any) -> slots.Panel | None:
    """Further ways from the list of children."""
    actor = _actor(request)
    if actor is None:
        return None
    links = [
        ("Who turns 18", reverse("children:turning-18"), actor.may(Permission.SEE_CASES)),
        ("Shared by other partnerships", reverse("children:received"), actor.may(Permission.SHARE_CHILDREN)),
        ("Restricted records", reverse("children:guarded"), actor.may(Permission.GUARD_CHILDREN)),
        ("Emergency access", reverse("children:emergency-access"), may_open(actor)),
        ("Our own authorities", reverse("children:authorities"), actor.may(Permission.KEEP_CHILDREN)),
    ]
    return slots.Panel("children/_also.html", {"links": [(text, url) for text, url, may in links if may]})


def guardian_panel(request: HttpRequest, subject: Any) -> slots.Panel | None:
    """On a guardian's home page: what waits, as counts."""
    actor = _actor(request)
    if actor is None or not actor.may(Permission.GUARD_CHILDREN):
        return None
    page = guardian_page(actor)
    return slots.Panel("children/_guardian_home.html", {"page": page}) if page.asks_something else None


def turning_soon(actor: Actor) -> Any:
    """Ids of the children who turn 18 within six months."""
    ids = [row.child.pk for row in turning_adult(actor, 6)]
    return Child.objects.filter(pk__in=ids).values("pk")


def register() -> None:
    """Offer all of it; called when the app is ready."""
    for tab in (around_tab, chronology_tab, sharing_tab, rights_tab):
        child_tab(tab)
    child_marks(emergency_marks, order=1)
    child_marks(sharing_marks, order=80)
    child_marks(placement_marks, order=70)
    list_narrowing("turning-18", "Turn 18 within six months", turning_soon)
    slots.named("child").register(voice_panel, order=5)
    slots.named("child").register(birthday_panel, order=2)
    slots.home.register(guardian_panel, order=5)
    beside_list.register(list_panel)
    banner.register(emergency_banner)
