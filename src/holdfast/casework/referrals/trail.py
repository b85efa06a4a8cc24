"""What the trail calls referrals and what follows from them, and where each stands."""

from __future__ import annotations

from holdfast.casework.referrals.models import (
    HealthAccess,
    Intervention,
    MechanismReferral,
    Procedure,
    Provision,
    Referral,
)
from holdfast.stewardship.trail.kinds import register_kind, rows_of


def register() -> None:
    """Name them; called when the app is ready. No name is a child's."""
    register_kind("referrals.referral", "referral", rows_of(Referral, "referrals:referral"))
    register_kind("referrals.provision", "service", rows_of(Provision, "referrals:provision"))
    register_kind(
        "referrals.intervention",
        "intervention",
        rows_of(Intervention, "referrals:intervention", name=_of_child, related=("child",)),
    )
    register_kind(
        "referrals.mechanismreferral",
        "NRM referral",
        rows_of(MechanismReferral, "referrals:mechanism", name=_of_child, related=("child",)),
    )
    for model, words in ((HealthAccess, "health access"), (Procedure, "procedure")):
        found = rows_of(model, "referrals:of-child", key="child_id", name=_of_child, related=("child",))
        register_kind(model._meta.label_lower, words, found)
    register_kind("referrals.gap", "gap")
    register_kind("referrals.mechanismclocks", "NRM clocks")


def _of_child(row: Intervention | MechanismReferral | HealthAccess | Procedure) -> str:
    return f"for {row.child.reference}"
