"""User administration: inviting, locking, limiting, giving and taking away roles; all of it in the trail."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import connection, transaction

from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor, actor_for
from holdfast.stewardship.access.administrators import require_another_administrator
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.access.models import RoleGrant
from holdfast.stewardship.access.permissions import GRANTED_ROLES, Permission, Role
from holdfast.stewardship.access.scopes import scopes
from holdfast.stewardship.accounts import links, sessions
from holdfast.stewardship.accounts.jobs import send_link
from holdfast.stewardship.accounts.models import Account, SignInLink
from holdfast.stewardship.accounts.partnerships import partnerships_of, person_in
from holdfast.stewardship.tenancy.models import Person
from holdfast.stewardship.trail.record import record


@transaction.atomic
def invite(person: Person, *, by: Actor) -> None:
    """Give the person an account, and send its owner a link unless they have a password already."""
    by.require(Permission.MANAGE_ACCOUNTS)
    if person.account_id is not None:
        refuse(f"{person.name} has an account already.")
    if person.left_on is not None:
        refuse(f"{person.name} has left.")
    if not person.email:
        refuse(f"Give {person.name} an email address first: the invitation is sent to it.")
    account = _account_for(person)
    if Person.objects.filter(account=account).exists():
        refuse("Someone else of this partnership signs in with that email address.")
    person.account = account
    person.save(update_fields=["account"])
    record("invited", person, by=by)
    if not account.has_usable_password():
        send_link.defer(account_id=str(account.pk), purpose=SignInLink.Purpose.INVITATION.value)


@transaction.atomic
def invite_again(person: Person, *, by: Actor) -> None:
    """Start the person's sign-in afresh: a lost telephone, a link that ran out. Until then nobody gets in."""
    by.require(Permission.MANAGE_ACCOUNTS)
    account = _account_of(person)
    _require_someone_else(person, by)
    if _is_shared(account):
        refuse(
            "This account serves another partnership too. Its owner can ask for a new password themselves."
        )
    _close_every_way_in(account)
    record("invited again", person, by=by)
    send_link.defer(account_id=str(account.pk), purpose=SignInLink.Purpose.INVITATION.value)


@transaction.atomic
def lock(person: Person, *, by: Actor) -> None:
    """Close this partnership to the person from their next request on."""
    by.require(Permission.MANAGE_ACCOUNTS)
    _account_of(person)
    _require_someone_else(person, by)
    require_another_administrator(person)
    person.locked_at = clock.now()
    person.save(update_fields=["locked_at"])
    record("locked", person, by=by)


@transaction.atomic
def unlock(person: Person, *, by: Actor) -> None:
    """Open it again."""
    by.require(Permission.MANAGE_ACCOUNTS)
    _require_someone_else(person, by)
    person.locked_at = None
    person.save(update_fields=["locked_at"])
    record("unlocked", person, by=by)


@transaction.atomic
def limit_access(person: Person, until: date | None, *, by: Actor) -> None:
    """Let access run out after a day (which is still included); None takes the limit away."""
    by.require(Permission.MANAGE_ACCOUNTS)
    _require_someone_else(person, by)
    if until is not None:
        require_another_administrator(person)
    person.access_until = until
    person.save(update_fields=["access_until"])
    record("limited access of", person, by=by, until=until.isoformat() if until else None)


@transaction.atomic
def give_role(person: Person, role: Role, group_id: UUID | None = None, *, by: Actor) -> RoleGrant:
    """Give a role in the whole partnership or in one group; nobody gives themselves one."""
    by.require(Permission.MANAGE_ACCOUNTS)
    _require_someone_else(person, by)
    _require_own_rank(role, by)
    if role not in GRANTED_ROLES:
        refuse(f"The role of {role.title.lower()} comes with a seat, an office or an invitation.")
    if person.left_on is not None:
        refuse(f"{person.name} has left.")
    if group_id is not None and str(group_id) not in scopes():
        refuse("Choose a group of this partnership.")
    if RoleGrant.objects.filter(person=person, role=role, group_id=group_id, ended_at__isnull=True).exists():
        refuse(f"{person.name} has that role already.")
    grant = RoleGrant.objects.create(
        partnership_id=by.partnership_id,
        person=person,
        role=role.value,
        group_id=group_id,
        granted_by_id=by.person_id,
    )
    record("gave role", grant, by=by, group_id=group_id, person=str(person.id), role=role.value)
    return grant


@transaction.atomic
def take_role_away(grant: RoleGrant, *, by: Actor) -> None:
    """End a role that was given by name; it acts on the person's next request."""
    by.require(Permission.MANAGE_ACCOUNTS)
    _require_own_rank(Role(grant.role), by)
    if grant.ended_at is not None:
        refuse("That role was taken away already.")
    if grant.role == Role.SYSTEM_ADMINISTRATOR.value:
        require_another_administrator(grant.person)
    grant.ended_at = clock.now()
    grant.ended_by_id = by.person_id
    grant.save(update_fields=["ended_at", "ended_by"])
    record(
        "took role away", grant, by=by, group_id=grant.group_id, person=str(grant.person_id), role=grant.role
    )


@transaction.atomic
def reopen_account(account: Account) -> str:
    """By the operator of the installation, when no administrator is left to do it: the new link's address.

    Stands in the trail of every partnership that the account serves.
    """
    set_need_to_know(None, account_id=account.pk)
    for choice in partnerships_of(account.pk):
        person = person_in(choice.partnership_id, account.pk)
        if person is not None:
            record("reopened account as operator", person, by=actor_for(person))
    _close_every_way_in(account)
    return links.make(account, SignInLink.Purpose.INVITATION)


def _close_every_way_in(account: Account) -> None:
    Authenticator.objects.filter(user=account).delete()
    account.set_unusable_password()
    account.save(update_fields=["password"])
    sessions.end_all(account)


def _account_for(person: Person) -> Account:
    """The account with the person's address, made if there is none."""
    email = person.email.strip().lower()
    return Account.objects.filter(email=email).first() or Account.objects.create_user(email)


def _account_of(person: Person) -> Account:
    if person.account is None:
        refuse(f"{person.name} has no account.")
    return person.account


def _require_someone_else(person: Person, by: Actor) -> None:
    if person.id == by.person_id:
        refuse("You cannot change your own access: ask someone else who manages accounts.")


def _require_own_rank(role: Role, by: Actor) -> None:
    """A business manager could otherwise make an administrator of a friend, and so of themselves."""
    if role is Role.SYSTEM_ADMINISTRATOR and role not in by.roles:
        refuse("Only a system administrator makes another one, or ends one.")


def _is_shared(account: Account) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select account_is_shared(%s)", [account.pk])
        return bool(cursor.fetchone()[0])
