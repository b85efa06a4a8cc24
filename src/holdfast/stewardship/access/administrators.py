"""A partnership never loses its last system administrator."""

from __future__ import annotations

from django.db.models import Q

from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.models import RoleGrant
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.tenancy.models import Partnership, Person


def require_another_administrator(person: Person) -> None:
    """Refuse when the person is the last who can administer accounts here.

    Locks the partnership's row, so that two administrators cannot remove each other at the same moment.
    """
    Partnership.objects.select_for_update().get(pk=person.partnership_id)
    able = Q(person__in=Person.objects.able_to_act().filter(account__isnull=False))
    held = RoleGrant.objects.filter(able, role=Role.SYSTEM_ADMINISTRATOR.value, ended_at__isnull=True)
    if held.filter(person=person).exists() and not held.exclude(person=person).exists():
        refuse("This is the last system administrator: make someone else one first.")
