"""Amina signs in with her password and a code, and out; who sits down after her finds nothing."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import expect

from holdfast.kernel import clock
from tests.journeys.conftest import Visit
from tests.stewardship.accounts.people import PASSWORD, give_telephone, make_user


def test_amina_signs_in_with_a_code_and_going_back_after_signing_out_shows_nothing(visit: Visit) -> None:
    _, account = make_user()
    telephone = give_telephone(account, clock.now() - timedelta(hours=1))
    amina = visit()
    amina.goes_to("/")
    amina.passes("sign-in")
    amina.page.get_by_label("Email address").fill("amina@example.org")
    amina.page.get_by_role("textbox", name="Password").fill("not my password")
    amina.presses("Sign in")
    amina.passes("sign-in-wrong")
    amina.page.get_by_role("textbox", name="Password").fill(PASSWORD)
    amina.presses("Sign in")
    expect(amina.page.get_by_role("heading", level=1)).to_have_text("Enter your one-time code")
    amina.passes("sign-in-code")
    amina.page.get_by_label("One-time code").fill(telephone.code(clock.now()))
    amina.page.keyboard.press("Enter")
    expect(amina.page.get_by_role("heading", level=1)).to_have_text("What needs you now")
    amina.passes("sign-in-home")
    amina.presses("Sign out")
    expect(amina.page.get_by_role("heading", level=1)).to_have_text("Sign in")
    amina.page.go_back()
    amina.page.wait_for_load_state()
    expect(amina.sees("What needs you now")).to_have_count(0)
    amina.goes_to("/meetings/")
    expect(amina.page.get_by_role("heading", level=1)).to_have_text("Sign in")
