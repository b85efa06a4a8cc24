"""In whose name a command imports: the account that is named, else the partnership's coordinator."""

from __future__ import annotations

from uuid import UUID

from django.core.management.base import CommandError

from holdfast.exchange.operations.importing import Importer
from holdfast.stewardship.access.context import need_to_know
from holdfast.stewardship.access.models import RoleGrant
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.accounts.models import Account
from holdfast.stewardship.accounts.partnerships import every_partnership, person_in
from holdfast.stewardship.tenancy.models import Partnership, Person

WRONG_USE = 2


def importer_for(email: str, partnership: str) -> Importer:
    """Who acts and where; `CommandError` says what to add where that is not clear."""
    if not email:
        chosen = _partnership(partnership, every_partnership())
        return Importer(chosen, _coordinator(chosen))
    account = Account.objects.filter(email__iexact=email, is_active=True).first()
    if account is None:
        raise CommandError(f"There is no account of {email}.", returncode=WRONG_USE)
    people = {one: person for one in every_partnership() if (person := _person(one, account.pk))}
    if not people:
        raise CommandError(f"{email} may act in no partnership.", returncode=WRONG_USE)
    chosen = _partnership(partnership, list(people))
    return Importer(chosen, people[chosen])


def _person(partnership_id: UUID, account_id: UUID) -> UUID | None:
    with need_to_know(partnership_id, account_id=account_id):
        person = person_in(partnership_id, account_id)
        return person.pk if person else None


def _partnership(wanted: str, among: list[UUID]) -> UUID:
    names: dict[UUID, str] = {}
    for one in among:
        with need_to_know(one):
            names[one] = Partnership.objects.get(pk=one).name
    found = [one for one, name in names.items() if wanted.casefold() in name.casefold()]
    if len(found) == 1:
        return found[0]
    there = ", ".join(sorted(names.values())) or "none"
    raise CommandError(f"Say which partnership with --partnership: {there}.", returncode=WRONG_USE)


def _coordinator(partnership_id: UUID) -> UUID:
    """Whoever has been the coordinator for longest, of those who may act today."""
    with need_to_know(partnership_id):
        able = Person.objects.able_to_act().values("pk")
        grants = RoleGrant.objects.filter(role=Role.COORDINATOR, ended_at=None, person__in=able)
        found = grants.order_by("granted_at", "pk").values_list("person_id", flat=True).first()
    if found is None:
        raise CommandError(
            "Nobody is the coordinator here. Give somebody that role, or say in whose name with --by.",
            returncode=WRONG_USE,
        )
    return UUID(str(found))
