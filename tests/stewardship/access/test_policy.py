"""Every page declares who may ask it; what declares nothing, or fails while deciding, is refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from holdfast.stewardship.access import standings
from holdfast.stewardship.access.actor import Standing
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.access.middleware import NeedToKnowMiddleware
from holdfast.stewardship.access.permissions import ROLE_DESCRIPTIONS, ROLE_PERMISSIONS, Permission, Role
from holdfast.stewardship.access.policy import Audience, Policy
from holdfast.stewardship.access.standings import Fact, StandingSource
from holdfast.stewardship.tenancy.models import Person
from tests.factories import grant, make_account, make_actor, make_group, make_partnership, make_person
from tests.web.fetcher import Fetcher


def views(found: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, Any]]:
    """Every address of the site and what answers it."""
    for each in found:
        path = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from views(each.url_patterns, path)
        else:
            yield path, each.callback


EVERY = list(views(get_resolver().url_patterns))
OPEN = {
    "account/login/",
    "account/logout/",
    "account/code/",
    "account/set-up/",
    "account/password/forgotten/",
    "account/password/link-sent/",
    "account/password/link/<str:secret>/",
    "account/single/<str:provider_id>/",
    "account/single/<str:provider_id>/answer/",
    "session/",
}


@pytest.mark.parametrize(("path", "view"), EVERY, ids=[path for path, _ in EVERY])
def test_no_page_is_without_a_policy(path: str, view: Any) -> None:
    assert isinstance(getattr(view, "policy", None), Policy)


def test_no_other_page_of_accounts_is_open_to_everyone() -> None:
    own = {path for path, view in EVERY if view.policy.audience is Audience.ANYONE}
    assert {path for path in own if path.startswith(("account/", "people/", "agencies/"))} <= OPEN
    assert "" not in own


def test_a_view_that_declares_nothing_is_refused() -> None:
    def forgotten(request: HttpRequest) -> HttpResponse:
        return HttpResponse("a child's record")

    middleware = NeedToKnowMiddleware(forgotten)
    with pytest.raises(PermissionDenied):
        middleware.process_view(RequestFactory().get("/"), forgotten, (), {})


@pytest.mark.django_db
def test_an_exception_while_deciding_lets_nobody_in(monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic():
        person = make_person(make_partnership())
        account = make_account(person)
        grant(person, Role.AUDITOR)
        set_need_to_know(None)
    browser = Fetcher(account)
    browser.get("/permissions/")

    def broken(_: Sequence[Fact]) -> list[Standing]:
        raise RuntimeError("the source of standings is down")

    source = StandingSource("select 'x'::text, null::uuid, null::uuid, ''::text", broken)
    monkeypatch.setattr(standings, "_sources", [*standings._sources, source])
    browser.client.raise_request_exception = False
    answer = browser.client.get("/permissions/")
    assert answer.status_code == 500
    assert b"the source of standings" not in answer.content


@pytest.mark.django_db
def test_a_role_in_one_group_does_not_reach_another() -> None:
    partnership = make_partnership()
    person: Person = make_person(partnership)
    mine, other = make_group(partnership, "MACE"), make_group(partnership, "MET")
    actor = make_actor(person, Standing(Role.MINUTE_TAKER, mine.id))
    assert actor.may(Permission.TAKE_MINUTES, mine.id)
    assert not actor.may(Permission.TAKE_MINUTES, other.id)
    assert actor.groups_where(Permission.TAKE_MINUTES) == frozenset({mine.id})


def test_no_permission_is_without_a_role_and_no_role_without_plain_words() -> None:
    held = frozenset().union(*ROLE_PERMISSIONS.values())
    assert held == set(Permission)
    assert set(ROLE_DESCRIPTIONS) == set(ROLE_PERMISSIONS) == set(Role)


def test_an_auditor_and_a_board_viewer_change_nothing() -> None:
    reading = {p for p in Permission if p.name.startswith("SEE_")}
    assert ROLE_PERMISSIONS[Role.AUDITOR] <= reading
    assert ROLE_PERMISSIONS[Role.BOARD_VIEWER] <= reading


def test_a_system_administrator_sees_no_meeting_and_no_paper() -> None:
    may = ROLE_PERMISSIONS[Role.SYSTEM_ADMINISTRATOR]
    assert may == {Permission.SEE_PARTNERSHIP, Permission.MANAGE_PEOPLE, Permission.MANAGE_ACCOUNTS}
