"""Who can be told anything: people who may act and sign in; a link helps nobody else."""

from __future__ import annotations

from django.db.models import Q

from holdfast.kernel import clock
from holdfast.stewardship.tenancy.models import Person, PersonQuerySet


def able_to_be_told() -> PersonQuerySet:
    """The partnership's people who have not left and may sign in, with their accounts."""
    unexpired = Q(account__expires_on=None) | Q(account__expires_on__gte=clock.today())
    rows: PersonQuerySet = Person.objects.able_to_act().filter(unexpired, account__is_active=True)
    return rows


def address_of(person: Person) -> str:
    """The address that this person signs in with and is written to; empty when they may not sign in."""
    able = able_to_be_told().filter(pk=person.pk)
    return str(able.values_list("account__email", flat=True).first() or "")
