"""Each request asks anew, in one go, who is there, whether they may still act, and as what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor, actor_for
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.accounts.models import Account
from holdfast.stewardship.accounts.partnerships import acting_again, person_in
from holdfast.stewardship.tenancy.models import Person
from tests.factories import appoint, grant, make_account, make_group, make_partnership, make_person, make_seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> Person:
    """A member of one group who takes the minutes of another, and may sign in."""
    partnership = make_partnership()
    person = make_person(partnership)
    make_account(person)
    appoint(person, make_seat(make_group(partnership, "MACE")))
    grant(person, Role.MINUTE_TAKER, make_group(partnership, "MET"))
    return person


def again(person: Person) -> Actor | None:
    assert person.account_id is not None
    return acting_again(person.partnership_id, person.account_id, person.pk)


def settings() -> list[str]:
    asked = [f"current_setting('holdfast.{name}')" for name in ("partnership", "person", "account")]
    with connection.cursor() as cursor:
        cursor.execute(f"select {', '.join(asked)}")
        return list(cursor.fetchone())


def test_amina_is_who_she_was_with_what_she_stands_for(amina: Person) -> None:
    assert again(amina) == actor_for(amina)
    assert settings() == [str(amina.partnership_id), str(amina.pk), str(amina.account_id)]


def test_whoever_may_not_act_is_nobody_by_either_road(amina: Person) -> None:
    today = date(2026, 3, 3)
    days = (None, today - timedelta(days=1), today, today + timedelta(days=1))
    with clock.fixed_at(clock.now().replace(year=2026, month=3, day=3, hour=12)):
        for left, locked, until in product((None, today), (None, clock.now()), days):
            Person.objects.filter(pk=amina.pk).update(left_on=left, locked_at=locked, access_until=until)
            assert amina.account_id is not None
            slowly = person_in(amina.partnership_id, amina.account_id)
            assert (again(amina) is None) == (slowly is None), (left, locked, until)
            is_able = left is None and locked is None and (until is None or until >= today)
            assert (slowly is not None) == is_able


def test_nobody_acts_as_somebody_else_or_elsewhere(amina: Person) -> None:
    jo = make_person(amina.partnership, "Jo O’Neill")
    account = make_account(jo)
    assert acting_again(amina.partnership_id, account.pk, amina.pk) is None
    assert acting_again(amina.partnership_id, account.pk, uuid4()) is None
    assert amina.account_id is not None
    assert acting_again(make_partnership("Moorshire").pk, amina.account_id, amina.pk) is None


def test_a_role_that_ended_is_gone_at_the_next_request(amina: Person) -> None:
    before = again(amina)
    assert before is not None
    amina.role_grants.update(ended_at=clock.now(), ended_by=make_person(amina.partnership, "Bola Ade"))
    after = again(amina)
    ended = frozenset(standing for standing in before.standings if standing.role == Role.MINUTE_TAKER)
    assert after == replace(before, standings=before.standings - ended)


def test_the_frame_of_a_page_is_three_questions(amina: Person) -> None:
    browser = Client()
    browser.force_login(Account.objects.get(pk=amina.account_id))
    browser.get("/session/")
    with CaptureQueriesContext(connection) as asked:
        browser.get("/session/")
    asked_of = [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]]
    assert len(asked_of) == 3, asked_of
