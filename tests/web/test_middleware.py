"""What every answer carries, and how refusals and failures look to the person who meets them."""

from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from tests.web.fetcher import Fetcher, check_page

from holdfast.config.urls import handler400, handler403, handler404, handler500
from holdfast.config.urls import urlpatterns as site
from holdfast.kernel.finding import Finding, Refused
from holdfast.stewardship.access.policy import Audience, allow
from holdfast.stewardship.accounts.models import Account
from holdfast.web.conflicts import Difference, conflict_page
from holdfast.web.middleware import content_policy
from holdfast.web.pages import fresh

__all__ = ["handler400", "handler403", "handler404", "handler500"]

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.test_middleware")]
NOT_QUORATE = Finding(met=False, reason="not quorate: no one from health", clauses=("6.2",))
RAISED: dict[str, Exception] = {
    "refused": Refused(NOT_QUORATE),
    "missing": Http404("the child Amy Jones"),
    "denied": PermissionDenied("This needs the permission: chair a meeting."),
    "broken": ValueError("the child Amy Jones"),
    "database": OperationalError("host db.internal refused"),
    "large": RequestDataTooBig("2 MB"),
}


@allow("GET", "POST", audience=Audience.ANYONE)
def raises(request: HttpRequest, what: str) -> HttpResponse:
    raise RAISED[what]


@allow("GET", "POST", audience=Audience.ANYONE)
def conflicting(request: HttpRequest) -> HttpResponse:
    yours = request.POST.get("text", "mine <b>")
    return conflict_page(
        request,
        what="the minute of item 3",
        differences=[
            Difference("text", "Minute", "theirs", yours),
            Difference("title", "Title", "same", "same"),
        ],
        version=4,
        changed_by="Ngozi Adeyemi",
        changed_at=datetime(2026, 3, 3, 14, 30, tzinfo=UTC),
        keep_theirs="/session/",
    )


@allow("GET", audience=Audience.ANYONE)
def polled(request: HttpRequest) -> HttpResponse:
    return fresh(request, 17, lambda: HttpResponse("new"))


urlpatterns = [
    *site,
    path("raises/<str:what>/", raises),
    path("conflicting/", conflicting),
    path("polled/", polled),
]


@pytest.fixture
def calm_client() -> Client:
    """A client that shows the error page, as a browser would, in place of the exception."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("what", "status", "said"),
    [
        ("refused", 409, "not quorate: no one from health"),
        ("missing", 404, "nothing that you may see"),
        ("denied", 403, "This needs the permission: chair a meeting."),
        ("broken", 500, "it has been noted"),
        ("database", 503, "Try again in a few minutes"),
        ("large", 413, "Send a smaller file"),
    ],
)
def test_each_failure_says_what_to_do_and_leaks_nothing(
    calm_client: Client, what: str, status: int, said: str
) -> None:
    answer = calm_client.get(f"/raises/{what}/")
    assert answer.status_code == status
    check_page(answer, f"/raises/{what}/")
    page = answer.content.decode()
    assert said in page
    assert "Amy Jones" not in page
    assert "db.internal" not in page


def test_when_the_server_is_unwell_its_page_needs_no_database(
    calm_client: Client,
) -> None:
    calm_client.force_login(Account.objects.create_user("priya@example.org"))
    with patch("holdfast.web.shell.identity", side_effect=OperationalError):
        answer = calm_client.get("/raises/database/")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "120"
    assert "priya@example.org" not in answer.content.decode()


def test_what_is_missing_and_what_may_not_be_seen_look_the_same(calm_client: Client) -> None:
    unseen = calm_client.get("/raises/missing/")
    missing = calm_client.get("/nothing-here/")
    assert unseen.status_code == missing.status_code == 404
    assert unseen.content.split(b"printed", 1)[0] == missing.content.split(b"printed", 1)[0]


def test_a_form_without_its_token_is_refused_kindly() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/conflicting/", {"text": "Visit"})
    assert answer.status_code == 403
    assert "Please send that again" in answer.content.decode()


def test_the_policy_allows_nothing_inline_and_no_other_host() -> None:
    assert "unsafe" not in content_policy()
    assert "http" not in content_policy()
    assert "frame-ancestors 'none'" in content_policy()


def test_a_single_sign_on_provider_can_be_posted_to(settings: object) -> None:
    settings.HOLDFAST_FORM_ACTIONS = ["https://login.example.gov.uk"]  # type: ignore[attr-defined]
    assert "form-action 'self' https://login.example.gov.uk" in content_policy()


def test_every_answer_says_that_it_is_not_to_be_kept_or_framed(client: Client) -> None:
    answer = client.get("/session/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]


def test_signing_out_clears_what_the_browser_kept() -> None:
    account = Account.objects.create_user("priya@example.org")
    browser = Fetcher(account)
    page = browser.get("/nothing-here/", 404)
    answer = browser.client.post("/account/logout/", {"csrfmiddlewaretoken": token_of(page.answer)})
    assert answer.headers["Clear-Site-Data"] == '"cache"'


def token_of(answer: HttpResponse) -> str:
    return answer.content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]


def test_two_texts_are_shown_and_the_second_chooses() -> None:
    page = Fetcher().get("/conflicting/", 409)
    assert page.heading == "Ngozi Adeyemi changed this first"
    assert "theirs" in page.text
    assert "Tuesday 3 March 2026 at 2:30pm" in page.text
    again = page.submit("Save yours in its place", status=409)
    assert str(again.by_id("id_text").text).strip() == "mine <b>"


def test_a_page_that_holds_the_present_version_is_told_nothing(client: Client) -> None:
    assert client.get("/polled/?version=17").status_code == 204
    assert client.get("/polled/", headers={"If-None-Match": '"17"'}).status_code == 204
    answer = client.get("/polled/?version=16")
    assert answer.content == b"new"
    assert answer.headers["ETag"] == '"17"'
