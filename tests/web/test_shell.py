"""What stands round every page: who is signed in, where they are."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from holdfast.stewardship.accounts.models import Account
from holdfast.web import shell
from holdfast.web.shell import NavigationItem

HOME = NavigationItem("Home", "/", order=1)
GROUPS = NavigationItem("Groups", "/partnership/", order=2, covers=("/groups/", "/seats/"))
MEETINGS = NavigationItem("Meetings", "/meetings/", order=3)
PAPERS = NavigationItem("Papers", "/meetings/papers/", order=4)


@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("/", HOME),
        ("/groups/1/", GROUPS),
        ("/seats/1/", GROUPS),
        ("/meetings/1/", MEETINGS),
        ("/meetings/papers/1/", PAPERS),
        ("/account/", None),
    ],
)
def test_the_navigation_shows_where_one_is(path: str, here: NavigationItem | None) -> None:
    assert shell._current(path, [HOME, GROUPS, MEETINGS, PAPERS]) == here


@pytest.mark.django_db
def test_nobody_signed_in_is_offered_no_navigation() -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with shell._navigation.only(lambda request: HOME):
        assert shell.shell(request).navigation == []


@pytest.mark.django_db
def test_an_item_offered_to_nobody_is_not_shown_and_the_rest_keep_their_order() -> None:
    request = RequestFactory().get("/meetings/")
    request.user = Account.objects.create_user("priya@example.org")
    with shell._navigation.only(lambda request: MEETINGS, lambda request: None, lambda request: HOME):
        shown = shell.shell(request)
    assert shown.navigation == [HOME, MEETINGS]
    assert shown.current == MEETINGS


def test_a_page_made_without_a_request_has_its_marking() -> None:
    assert shell.shell(None).marking == "OFFICIAL-SENSITIVE"
