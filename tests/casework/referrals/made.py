"""Small makers of referrals, services and interventions for these tests."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from holdfast.casework.children.models import Child
from holdfast.casework.referrals import operations
from holdfast.casework.referrals.models import Intervention, Provision, Referral
from holdfast.kernel import clock
from tests.casework.town import CaseTown


def refer(town: CaseTown, who: str = "Pat", **worry: Any) -> Referral:
    """A practitioner's worry about a child whose record nobody has found yet."""
    usual = {"given_names": "Robin", "family_name": "Ashdown", "concern": "New phone, new friends."}
    return operations.refer_child(
        by=town.actor(who),
        group=town.group,
        worry=operations.Worry(**(usual | worry)),
        child=worry.pop("child", None),
    )


def matched(town: CaseTown, referral: Referral, child: Child | None = None) -> Referral:
    """The same, of a child whom the coordinator found."""
    child = child or town.child()
    operations.match_to_child(by=town.actor("Cora"), referral=referral, child=child)
    referral.refresh_from_db()
    return referral


def make_provision(town: CaseTown, name: str = "Harbour", **stated: Any) -> Provision:
    return operations.keep_provision(by=town.actor("Cora"), name=name, **stated)


def offer(town: CaseTown, child: Child, service: Provision, **told: Any) -> Intervention:
    """Offered ten days ago, so that steps can follow."""
    usual = {"level": "medium", "on": clock.today() - timedelta(days=10)}
    return operations.offer_intervention(
        by=town.actor("Cora"), child=child, group=town.group, provision=service, **(usual | told)
    )


def step(town: CaseTown, row: Intervention, to: str, on: date | None = None, words: str = "") -> Intervention:
    operations.take_step(by=town.actor("Cora"), intervention=row, to=to, on=on or clock.today(), words=words)
    row.refresh_from_db()
    return row
