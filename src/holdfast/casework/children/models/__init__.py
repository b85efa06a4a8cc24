"""What is recorded of a child, and who may see it."""

from holdfast.casework.children.models.around import Placement, Professional, RiskArea, Voice
from holdfast.casework.children.models.authorities import OwnAuthority
from holdfast.casework.children.models.base import ChildRow, ChildRowsQuerySet
from holdfast.casework.children.models.child import Child, ChildEntry
from holdfast.casework.children.models.details import Address, Characteristic, ChildName, Identifier
from holdfast.casework.children.models.groups import CaseworkGroup
from holdfast.casework.children.models.matches import RestrictedMatch
from holdfast.casework.children.models.merging import Merge
from holdfast.casework.children.models.rights import Conflict, EmergencyAccess, Grant
from holdfast.casework.children.models.sharing import Basis, Part, Received, Share

__all__ = [
    "Address",
    "Basis",
    "CaseworkGroup",
    "Characteristic",
    "Child",
    "ChildEntry",
    "ChildName",
    "ChildRow",
    "ChildRowsQuerySet",
    "Conflict",
    "EmergencyAccess",
    "Grant",
    "Identifier",
    "Merge",
    "OwnAuthority",
    "Part",
    "Placement",
    "Professional",
    "Received",
    "RestrictedMatch",
    "RiskArea",
    "Share",
    "Voice",
]
