"""A review in a real browser: accessible at a desk and on a telephone, a clause checked as one types."""

from playwright.sync_api import Browser, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from holdfast.governance.terms_review.operations.commenting import comment_on_terms, resolve_comment
from holdfast.governance.terms_review.operations.drafting import Kind, Wanted, change_draft
from holdfast.kernel import clock
from holdfast.stewardship.access.context import need_to_know
from holdfast.stewardship.accounts.models import Account
from tests.factories import make_account
from tests.governance.terms_review.world import QUORUM, Harbour
from tests.groups.world import NOW
from tests.web.browser import (
    IN_CHROMIUM,
    axe_faults,
    is_too_wide,
    on_plain_http,
    sign_in,
    watched,
)

pytestmark = IN_CHROMIUM
PAGES = ("", "comments/", "amendments/?all=1", f"amendments/clause/?clause={QUORUM}", "carries/")


def review_in_harbour() -> tuple[Account, str]:
    """The chair's account, and the address of a review with a comment and a changed clause."""
    with clock.fixed_at(NOW), need_to_know(None):
        harbour = Harbour()
        account = make_account(harbour.paul)
        review = harbour.open()
        said = comment_on_terms(review, by=harbour.actor(harbour.grace), clause=QUORUM, text="Too few.")
        resolve_comment(said, by=harbour.manager, outcome="accepted", text="Three from now on.")
        wanted = Wanted(QUORUM, "Three make a quorum.", "[clause.quorum]\nmembers = 3")
        change_draft(review, by=harbour.manager, kind=Kind.CHANGED, wanted=wanted, seen_version=0)
        return account, f"/terms-reviews/{review.pk}/"


def test_every_page_is_accessible_and_a_clause_is_checked_as_one_types(
    transactional_db: None, browser: Browser, live_server: LiveServer, settings: Settings
) -> None:
    on_plain_http(settings)
    account, address = review_in_harbour()
    context = browser.new_context()
    sign_in(context, live_server.url, account)
    page = context.new_page()
    said, faults = watched(page), []
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for name in PAGES:
            page.goto(f"{live_server.url}{address}{name}")
            faults += [f"{name} at {width}: {fault}" for fault in axe_faults(page)]
            faults += [f"{name} at {width}: too wide"] if is_too_wide(page) else []
    assert faults == []
    page.goto(f"{live_server.url}{address}{PAGES[3]}")
    rule = page.get_by_label("The rule that keeps it")
    rule.fill("[clause.quorum]\nmembers = 0")
    expect(page.locator("#check")).to_contain_text("Line 2 of the rule")
    rule.fill("[clause.quorum]\nmembers = 4")
    expect(page.locator("#check")).to_contain_text("at least 4 members")
    assert said == []
