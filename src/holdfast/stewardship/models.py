"""The models of stewardship, gathered for Django."""

from holdfast.stewardship.access.models import RoleGrant
from holdfast.stewardship.accounts.models import Account, AttemptCount, SignInLink
from holdfast.stewardship.tenancy.models import Agency, Partnership, Person, Sector, TenantModel
from holdfast.stewardship.trail.models import TrailEntry

__all__ = [
    "Account",
    "Agency",
    "AttemptCount",
    "Partnership",
    "Person",
    "RoleGrant",
    "Sector",
    "SignInLink",
    "TenantModel",
    "TrailEntry",
]
