"""The models of stewardship, gathered for Django."""

from holdfast.stewardship.access.models import RoleGrant
from holdfast.stewardship.accounts.models import Account
from holdfast.stewardship.tenancy.models import Agency, Partnership, Person, Sector, TenantModel
from holdfast.stewardship.trail.models import TrailEntry

__all__ = ["Account", "Agency", "Partnership", "Person", "RoleGrant", "Sector", "TenantModel", "TrailEntry"]
