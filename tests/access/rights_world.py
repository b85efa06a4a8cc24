"""What the matrix walks around restricted and shared children: one guarded, one left behind, one received."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from holdfast.casework.children.models import (
    Child,
    EmergencyAccess,
    Grant,
    OwnAuthority,
    Placement,
    Professional,
    Received,
    RestrictedMatch,
    Share,
)
from holdfast.kernel import clock
from holdfast.obligations.concerns.models import PublishedGroup

if TYPE_CHECKING:
    from tests.access.world import World


def make_rights(world: World, child: Child) -> None:
    """The child's own rows by their ids, and what only a guardian reaches."""
    world.ids |= {
        "sight_id": Grant.objects.get(child=child).pk,
        "share_id": Share.objects.get(child=child).pk,
        "placement_id": Placement.objects.get(child=child).pk,
        "professional_id": Professional.objects.filter(child=child).first().pk,  # type: ignore[union-attr]
    }
    _closed_to_others(world)
    _guarded(world)
    _between_partnerships(world)


def _closed_to_others(world: World) -> None:
    """That others could once write to the group; nobody finds it now."""
    times = {"opened_at": clock.now(), "closed_at": clock.now()}
    manager = world.person("manager")
    PublishedGroup.objects.create(
        partnership=world.place.partnership, group=world.place.group, opened_by=manager, closed_by=manager,
        **times,
    )  # fmt: skip


def _guarded(world: World) -> None:
    """A restricted child whom the guardian sees, searched for and opened; one whose guardian is none."""
    own, name, day = {"partnership": world.place.partnership}, world.canary, clock.today()
    guardian, stranger = world.person("guardian"), world.place.people["Vera"]
    kept = {"given_names": name, "is_restricted": True, **own}
    child = Child.objects.create(family_name=f"{name} guarded", guardian=guardian, **kept)
    left = Child.objects.create(family_name=f"{name} left", guardian=stranger, **kept)
    Grant.objects.create(child=child, person=guardian, reason=name, from_on=day, **own)
    match = RestrictedMatch.objects.create(child=child, searched_by=stranger, searched_at=clock.now(), **own)
    past = EmergencyAccess.objects.get(child_id=world.ids["child_id"])
    access = EmergencyAccess.objects.create(
        child=child, person=stranger, reason=name, began_at=past.began_at, until_at=past.until_at, **own
    )
    world.ids |= {
        "guarded_child_id": child.pk, "abandoned_child_id": left.pk, "match_id": match.pk,
        "access_id": access.pk,
    }  # fmt: skip


def _between_partnerships(world: World) -> None:
    """Two children whom another partnership shares or shared; the first is tied to a restricted record."""
    own, name = {"partnership": world.place.partnership}, world.canary
    shared = {
        "reference": "Q3F7K", "other_partnership": f"{name}shire", "other_group": name, "purpose": name,
        "parts": ["identity"], "basis": "public-task", "shared_at": clock.now(), **own,
    }  # fmt: skip
    Received.objects.create(thread=uuid4(), child_id=world.ids["restricted_child_id"], **shared)
    ended = {"ended_at": clock.now(), "end_reason": name}
    received = Received.objects.create(thread=uuid4(), **shared, **ended)
    world.ids |= {
        "received_id": received.pk, "authority_id": OwnAuthority.objects.create(name=name, **own).pk,
    }  # fmt: skip
