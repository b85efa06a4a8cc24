"""Who may hold a child's return interview, and whether an agency is independent enough to."""

from __future__ import annotations

from django.db.models import Q

from holdfast.casework.children.models import Child, Placement
from holdfast.casework.missing.rules.interviews import Holder, assess_independence
from holdfast.kernel import clock
from holdfast.kernel.finding import Finding
from holdfast.stewardship.tenancy.models import Agency, Sector


def independence_of(child: Child, agency: Agency) -> Finding:
    """Whether the agency stands apart from the child's placement and responsible authority today."""
    today = clock.today()
    rows = Placement.objects.filter(Q(to_on=None) | Q(to_on__gte=today), child=child, from_on__lte=today)
    placement = rows.order_by("-from_on").first()
    authorities = [child.responsible_authority, placement.placing_authority if placement else ""]
    return assess_independence(
        Holder(
            name=agency.name,
            short_name=agency.short_name,
            is_local_authority=agency.sector == Sector.LOCAL_AUTHORITY,
        ),
        is_looked_after=child.is_looked_after or placement is not None,
        placement=placement.provider if placement else "",
        responsible=[name for name in authorities if name],
    )
