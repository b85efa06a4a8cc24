"""The referrals of a world and what followed from them, of a child and of a restricted one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.casework.children.frontdoor.models import FrontDoor, FrontDoorUse
from holdfast.casework.children.models import Child
from holdfast.casework.referrals import models as of_referrals
from holdfast.casework.referrals.models import MechanismClocks, Provision, Referral, ReferralDraft
from holdfast.kernel import clock

if TYPE_CHECKING:
    from tests.access.world import World


def make_referrals(world: World, child: Child, hidden: Child) -> None:
    """A referral by the practitioner, one restricted, and a row of everything that follows from them."""
    own = {"partnership": world.place.partnership}
    FrontDoor.objects.create(name=world.canary, telephone="01632 960001", **own)
    MechanismClocks.objects.create(**own)
    person = world.person("practitioner")
    ReferralDraft.objects.create(person=person, typed={"concern": world.canary}, saved_at=clock.now(), **own)
    provision = Provision.objects.create(name=f"{world.canary} Harbour", **own)
    world.ids |= _rows(world, hidden, provision, 1) | _rows(world, child, provision, 2)
    waiting = _referral(world, child, 3, state="received", triaged_at=None)
    world.ids |= {"provision_id": provision.pk, "received_referral_id": waiting.pk}


def _referral(world: World, child: Child, number: int, **more: Any) -> Referral:
    name, now = world.canary, clock.now()
    return Referral.objects.create(
        **{
            "partnership": world.place.partnership, "group_id": world.ids["casework_group_id"],
            "child": child, "reference": number, "referrer": world.person("practitioner"),
            "referrer_name": name, "referrer_agency": name, "given_names": name, "family_name": name,
            "concern": f"{name} concern", "state": "listed", "received_at": now, "triaged_at": now,
        } | more
    )  # fmt: skip


def _rows(world: World, child: Child, provision: Provision, number: int) -> dict[str, Any]:
    name, day, now = world.canary, clock.today(), clock.now()
    referral = _referral(world, child, number)
    own = {"partnership": world.place.partnership, "child": child}
    of_group = {"group_id": world.ids["casework_group_id"]}
    cause = {"cause_kind": "referrals.referral", "cause_id": referral.pk}
    FrontDoorUse.objects.create(how="online", whom=name, used_at=now, by_name=name, **cause, **own)
    entry = {"partnership": world.place.partnership, "referral": referral, "kind": "received", "at": now}
    of_referrals.ReferralEntry.objects.create(**entry)
    intervention = of_referrals.Intervention.objects.create(
        provision=provision, level="medium", offered_on=day, since_on=day, **of_group, **own
    )
    of_referrals.InterventionStep.objects.create(intervention=intervention, state="offered", on=day, **own)
    of_referrals.Gap.objects.create(kind="none-eligible", words=name, on=day, **own)
    mechanism = of_referrals.MechanismReferral.objects.create(
        route="central", first_responder=name, decided_by=name, referred_at=now, **of_group, **own
    )
    of_referrals.MechanismEntry.objects.create(mechanism=mechanism, kind="referred", on=day, **own)
    access = of_referrals.HealthAccess.objects.create(clinic=name, need=name, referred_on=day, **own)
    procedure = of_referrals.Procedure.objects.create(kind="marac", lead=name, asked_on=day, **own)
    return {
        "referral_id": referral.pk, "intervention_id": intervention.pk, "mechanism_id": mechanism.pk,
        "health_id": access.pk, "procedure_id": procedure.pk,
    }  # fmt: skip
