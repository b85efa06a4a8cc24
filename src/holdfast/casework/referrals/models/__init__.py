"""Referrals, services and interventions, health access, the NRM and other procedures."""

from holdfast.casework.referrals.models.elsewhere import HealthAccess, Procedure
from holdfast.casework.referrals.models.interventions import Gap, Intervention, InterventionStep, Provision
from holdfast.casework.referrals.models.mechanism import MechanismClocks, MechanismEntry, MechanismReferral
from holdfast.casework.referrals.models.referral import Referral, ReferralDraft, ReferralEntry

__all__ = [
    "Gap",
    "HealthAccess",
    "Intervention",
    "InterventionStep",
    "MechanismClocks",
    "MechanismEntry",
    "MechanismReferral",
    "Procedure",
    "Provision",
    "Referral",
    "ReferralDraft",
    "ReferralEntry",
]
