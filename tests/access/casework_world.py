"""The children of a world, and those who walk the matrix because of them; names begin with the canary."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from holdfast.casework.children import models as of_children
from holdfast.casework.children.models import CaseworkGroup, Child, Professional
from holdfast.kernel import clock
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.access.permissions import Role
from tests.access.exchange_world import make_imports
from tests.access.missing_world import make_missing
from tests.access.panel_world import make_case_meetings
from tests.access.referrals_world import make_referrals
from tests.access.rights_world import make_rights
from tests.access.risk_world import make_risk
from tests.access.screening_world import make_screening
from tests.factories import appoint, give_office, grant, make_account, make_group, make_person, make_seat

if TYPE_CHECKING:
    from tests.access.world import World

# They walk only the addresses of casework; to the others they are anybody with a seat elsewhere.
CASEWORK_ROLES = ("coordinator", "casechair", "casemember", "provider", "practitioner", "guardian")
# The first parts of addresses' names that are about children.
CASEWORK_SPACES = (
    "children", "missing", "risk", "screening", "referrals", "panel", "exchange", "links",
    "frontdoor",
)  # fmt: skip
_GRANTED = {
    "coordinator": Role.COORDINATOR,
    "provider": Role.INTERVIEW_PROVIDER,
    "practitioner": Role.PRACTITIONER,
    "guardian": Role.GUARDIAN,
}


def make_casework(world: World) -> None:
    """A group that discusses children, its people, a child that health works with and a restricted one."""
    place = world.place
    set_need_to_know(world.partnership_id)
    own = {"partnership": place.partnership}
    group = make_group(place.partnership, f"{world.canary} MEOG", level="operational")
    CaseworkGroup.objects.create(group=group, **own)
    for role in CASEWORK_ROLES:
        person = make_person(place.partnership, f"{role.title()} Person", place.agencies["health"])
        world.accounts[role] = make_account(person)
        if role in _GRANTED:
            grant(person, _GRANTED[role])
    give_office(world.person("casechair"), group)
    appoint(world.person("casemember"), make_seat(group, "Health", place.agencies["health"]))
    child = Child.objects.create(given_names=world.canary, family_name=f"{world.canary} child", **own)
    Professional.objects.create(
        child=child, agency=place.agencies["health"], name=f"{world.canary} nurse", role="Nurse",
        from_on="2020-01-01", **own,
    )  # fmt: skip
    hidden = Child.objects.create(
        given_names=world.canary, family_name=f"{world.canary} restricted", is_restricted=True,
        guardian=world.person("guardian"), **own,
    )  # fmt: skip
    world.ids |= {
        "casework_group_id": group.pk, "child_id": child.pk, "restricted_child_id": hidden.pk,
    }  # fmt: skip
    _details(world, child, hidden)
    _merged(world, child)
    make_rights(world, child)
    make_missing(world, child, hidden)
    make_referrals(world, child, hidden)
    make_screening(world, child, hidden)
    make_case_meetings(world, child, hidden)
    make_risk(world, child, hidden)
    make_imports(world, child, hidden)
    _open_to_its_guardian(world, child)


# What an address of the child that health works with calls a row of it.
_IDS = {"ChildName": "name_id", "Identifier": "number_id", "Address": "address_id"}


def _details(world: World, child: Child, hidden: Child) -> None:
    """A row of everything that hangs on a child; nobody of the matrix may see the restricted one."""
    name, day = world.canary, clock.today()
    guardian, stranger = world.person("guardian"), world.place.people["Vera"]
    until = {"began_at": clock.now() - timedelta(hours=2), "until_at": clock.now() - timedelta(hours=1)}
    details: dict[str, dict[str, Any]] = {
        "ChildName": {"given_names": name, "family_name": f"{name} alias"},
        "Identifier": {"kind": "police", "value": f"{name} 1"},
        "Address": {"lines": f"{name} Street"},
        "Characteristic": {"kind": "religion"},
        "Placement": {"placing_authority": name, "host_authority": name, "from_on": day},
        "RiskArea": {"area": "sexual", "since_on": day},
        "Voice": {"words": f"{name} said", "heard_on": day, "heard_by": name},
        "ChildEntry": {"kind": "changed"},
        "Grant": {"person": stranger, "reason": name, "from_on": day, "granted_by": guardian},
        "EmergencyAccess": {"person": stranger, "reason": name, **until},
        "RestrictedMatch": {"searched_by": stranger, "searched_at": clock.now()},
        "Share": {
            "reference": "K7F3Q",
            "other_partnership": name,
            "other_group": name,
            "parts": ["identity"],
            "purpose": name,
            "basis": "public-task",
            "shared_at": clock.now(),
            "shared_by": guardian,
        },
        "Conflict": {"person": stranger, "reason": name, "declared_at": clock.now()},
    }
    for of in (child, hidden):
        for model, values in details.items():
            values = values | ({"thread": uuid4()} if model == "Share" else {})
            row = getattr(of_children, model)(child=of, **values)
            row.partnership = world.place.partnership
            row.save()
            if of == child and model in _IDS:
                world.ids[_IDS[model]] = row.pk


def _open_to_its_guardian(world: World, child: Child) -> None:
    """The guardian sees what names them, not what their agency works with."""
    guardian, day = world.person("guardian"), clock.today()
    of_children.Grant.objects.create(
        partnership=world.place.partnership, child=child, person=guardian, reason="Kept.", from_on=day,
        granted_by=guardian,
    )  # fmt: skip


def _merged(world: World, child: Child) -> None:
    """A former record of the child, merged into this one."""
    own = {"partnership": world.place.partnership}
    former = Child.objects.create(
        given_names=world.canary, family_name=f"{world.canary} former", merged_into=child, **own
    )
    merge = of_children.Merge.objects.create(
        child=child, merged=former, reason=world.canary, merged_at=clock.now(),
        merged_by=world.person("coordinator"), **own,
    )  # fmt: skip
    other = Child.objects.create(given_names=world.canary, family_name=f"{world.canary} other", **own)
    world.ids |= {"merge_id": merge.pk, "other_child_id": other.pk}
