"""Makes a partnership with the one person who can invite all others, by the operator of the installation."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from holdfast.config.surroundings import SetupProblem
from holdfast.stewardship.access.actor import actor_for
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.access.models import RoleGrant
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.accounts import links
from holdfast.stewardship.accounts.models import Account, SignInLink
from holdfast.stewardship.tenancy.models import Agency, Partnership, Person, Sector
from holdfast.stewardship.trail.record import record


@dataclass(frozen=True)
class FirstPeople:
    """What has to be said: all else is set up by the administrator, by page."""

    partnership: str
    agency: str
    name: str
    email: str

    def __post_init__(self) -> None:
        if not all(part.strip() for part in (self.partnership, self.agency, self.name)):
            raise SetupProblem("Give the partnership, its host agency and the administrator's name.")
        try:
            validate_email(self.email)
        except ValidationError:
            raise SetupProblem("Give the administrator's email address: they sign in with it.") from None


@transaction.atomic
def set_up_partnership(people: FirstPeople, *, is_another: bool = False) -> str | None:
    """The single-use address at which the administrator chooses a password; None when they have one.

    Run as the migrator: the application's role cannot make a partnership that it is not in.
    SetupProblem when there is one already, unless `is_another` says that it is meant.
    """
    if Partnership.objects.exists() and not is_another:
        raise SetupProblem("There is a partnership already; --another makes one more.")
    partnership = Partnership.objects.create(name=people.partnership.strip())
    set_need_to_know(partnership.id)
    agency = Agency.objects.create(
        partnership=partnership, name=people.agency.strip(), sector=Sector.LOCAL_AUTHORITY, is_statutory=True
    )
    person = Person.objects.create(
        partnership=partnership, agency=agency, name=people.name.strip(), email=people.email
    )
    return _give_access(person)


def _give_access(person: Person) -> str | None:
    email = person.email.strip().lower()
    account = Account.objects.filter(email=email).first() or Account.objects.create_user(email)
    person.account = account
    person.save(update_fields=["account"])
    RoleGrant.objects.create(
        partnership_id=person.partnership_id, person=person, role=Role.SYSTEM_ADMINISTRATOR.value
    )
    record("set up", person.partnership, by=actor_for(person))
    if account.has_usable_password():
        return None
    return links.make(account, SignInLink.Purpose.INVITATION)
