"""Inviting, locking and giving roles: who may, who may not, and that it acts at once."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection

from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.access.models import RoleGrant
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.accounts import operations, sessions
from holdfast.stewardship.accounts.models import Account, SignInLink
from holdfast.stewardship.tenancy.models import Partnership, Person
from tests.factories import (
    grant,
    make_account,
    make_actor,
    make_agency,
    make_group,
    make_partnership,
    make_person,
)
from tests.stewardship.accounts.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def fernshire() -> Partnership:
    return make_partnership("Fernshire")


@pytest.fixture
def sam(fernshire: Partnership) -> Person:
    """The system administrator."""
    person = make_person(fernshire, "Sam Okoro")
    make_account(person, "sam@example.org")
    grant(person, Role.SYSTEM_ADMINISTRATOR)
    return person


def waiting_links() -> list[dict[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("select args::text from procrastinate_jobs where task_name = 'accounts.send_link'")
        return [json.loads(row[0]) for row in cursor.fetchall()]


def trail() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("select verb from stewardship_trailentry order by id")
        return [row[0] for row in cursor.fetchall()]


def test_an_invitation_makes_an_account_without_a_password_and_sends_one_link(
    fernshire: Partnership, sam: Person
) -> None:
    nia = make_person(fernshire, "Nia Rees", email="Nia.Rees@example.org")
    operations.invite(nia, by=make_actor(sam))
    assert nia.account is not None
    assert nia.account.email == "nia.rees@example.org"
    assert not nia.account.has_usable_password()
    assert waiting_links() == [{"account_id": str(nia.account.pk), "purpose": "invitation"}]
    assert trail() == ["invited"]


def test_nobody_is_invited_without_an_address(fernshire: Partnership, sam: Person) -> None:
    with pytest.raises(Refused, match="email address first"):
        operations.invite(make_person(fernshire, "Nia Rees"), by=make_actor(sam))


def test_a_member_cannot_invite(fernshire: Partnership) -> None:
    member = make_person(fernshire, "Mo Ali")
    nia = make_person(fernshire, "Nia Rees", email="nia@example.org")
    with pytest.raises(PermissionDenied):
        operations.invite(nia, by=make_actor(member, Role.MEMBER))
    assert not Account.objects.exists()


def test_nobody_gives_themselves_a_role(fernshire: Partnership, sam: Person) -> None:
    with pytest.raises(Refused, match="your own access"):
        operations.give_role(sam, Role.AUDITOR, by=make_actor(sam))


def test_a_business_manager_cannot_make_an_administrator(fernshire: Partnership) -> None:
    manager, friend = make_person(fernshire, "Bo Hill"), make_person(fernshire, "Fay Low")
    with pytest.raises(Refused, match="Only a system administrator"):
        operations.give_role(friend, Role.SYSTEM_ADMINISTRATOR, by=make_actor(manager, Role.BUSINESS_MANAGER))


def test_the_last_administrator_stays(fernshire: Partnership, sam: Person) -> None:
    other = make_person(fernshire, "Kit Vane")
    actor = make_actor(other, Role.SYSTEM_ADMINISTRATOR)
    held = RoleGrant.objects.get(person=sam)
    with pytest.raises(Refused, match="last system administrator"):
        operations.take_role_away(held, by=actor)
    with pytest.raises(Refused, match="last system administrator"):
        operations.lock(sam, by=actor)


def test_of_two_administrators_one_can_go(fernshire: Partnership, sam: Person) -> None:
    other = make_person(fernshire, "Kit Vane")
    make_account(other)
    grant(other, Role.SYSTEM_ADMINISTRATOR)
    operations.take_role_away(RoleGrant.objects.get(person=sam), by=make_actor(other))
    assert trail() == ["took role away"]


def test_a_role_is_limited_only_to_a_group_of_the_partnership(fernshire: Partnership, sam: Person) -> None:
    nia, group = make_person(fernshire, "Nia Rees"), make_group(fernshire)
    given = operations.give_role(nia, Role.MINUTE_TAKER, group.id, by=make_actor(sam))
    assert given.group_id == group.id
    with pytest.raises(Refused, match="Choose a group"):
        operations.give_role(nia, Role.MINUTE_TAKER, sam.id, by=make_actor(sam))


def test_a_seat_s_role_cannot_be_given_by_name(fernshire: Partnership, sam: Person) -> None:
    with pytest.raises(Refused, match="comes with a seat"):
        operations.give_role(make_person(fernshire, "Nia Rees"), Role.CHAIR, by=make_actor(sam))


def test_inviting_again_ends_the_old_password_the_codes_and_the_sessions(
    fernshire: Partnership, sam: Person
) -> None:
    nia = make_person(fernshire, "Nia Rees")
    account = make_account(nia)
    operations.invite_again(nia, by=make_actor(sam))
    account.refresh_from_db()
    assert not account.has_usable_password()
    assert len(waiting_links()) == 1


def test_an_account_that_another_partnership_uses_cannot_be_reset_from_here() -> None:
    _, account = make_user("Amina Khan", "amina@example.org", "Moorshire")
    fernshire = make_partnership("Fernshire")
    sam = make_person(fernshire, "Sam Okoro")
    here = make_person(fernshire, "Amina Khan", agency=make_agency(fernshire), account=account)
    with pytest.raises(Refused, match="another partnership"):
        operations.invite_again(here, by=make_actor(sam, Role.SYSTEM_ADMINISTRATOR))
    account.refresh_from_db()
    assert account.has_usable_password()


def test_whether_an_account_is_used_elsewhere_is_not_told_of_accounts_nobody_here_has() -> None:
    _, account = make_user("Amina Khan", "amina@example.org", "Moorshire")
    make_partnership("Fernshire")
    with connection.cursor() as cursor:
        cursor.execute("select account_is_shared(%s)", [account.pk])
        assert cursor.fetchone() == (False,)


def test_own_partnerships_lists_no_one_else_s() -> None:
    _, amina = make_user("Amina Khan", "amina@example.org", "Moorshire")
    make_user("Bola Ade", "bola@example.org", "Fernshire")
    with connection.cursor() as cursor:
        cursor.execute("select set_config('holdfast.account', %s, true)", [str(amina.pk)])
        cursor.execute("select name from own_partnerships()")
        assert cursor.fetchall() == [("Moorshire",)]


def test_an_operator_reopens_the_last_administrator_s_account_and_the_trail_says_so(
    fernshire: Partnership, sam: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("reopen_account", "Sam@example.org")
    assert "/account/password/link/" in capsys.readouterr().out
    assert not Account.objects.get(email="sam@example.org").has_usable_password()
    set_need_to_know(fernshire.id)
    assert trail() == ["reopened account as operator"]
    with pytest.raises(CommandError, match="no account"):
        call_command("reopen_account", "nobody@example.org")


def test_a_limit_counts_its_last_day(fernshire: Partnership, sam: Person) -> None:
    nia = make_person(fernshire, "Nia Rees")
    today = clock.today()
    operations.limit_access(nia, today, by=make_actor(sam))
    assert Person.objects.able_to_act().filter(pk=nia.pk).exists()
    operations.limit_access(nia, today - timedelta(days=1), by=make_actor(sam))
    assert not Person.objects.able_to_act().filter(pk=nia.pk).exists()


def test_links_die_with_the_next_one(fernshire: Partnership) -> None:
    from django.core import mail

    from holdfast.stewardship.accounts import links

    account = make_account(make_person(fernshire, "Nia Rees"))
    links.send(account, SignInLink.Purpose.RESET)
    links.send(account, SignInLink.Purpose.RESET)
    first, second = (sent.body.split("/password/link/")[1].split("/")[0] for sent in mail.outbox)
    assert links.find(first) is None
    assert links.find(second) is not None
    assert sessions.open_sessions(account, None) == ()
