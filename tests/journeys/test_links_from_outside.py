"""Nora, without an account, refers a child by a link; used, sent on or grown too old, it opens nothing."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from playwright.sync_api import expect

from holdfast.casework.links.jobs import send_code, send_invitation
from holdfast.casework.links.models import Link
from holdfast.casework.referrals.models import Referral
from holdfast.kernel import clock
from holdfast.stewardship.access.context import need_to_know
from tests.casework.town import CaseTown, case_town
from tests.factories import make_account
from tests.journeys.conftest import Visit
from tests.journeys.visitor import Visitor


@pytest.fixture
def town(visit: Visit) -> CaseTown:
    with transaction.atomic():
        made = case_town()
        for name in ("Cora", "Pat"):
            make_account(made.people[name])
        made.everything()
    return made


def _latest(town: CaseTown) -> Link:
    with need_to_know(town.partnership.pk):
        return Link.objects.order_by("-made_at").first() or pytest.fail("no link was made")


def _letter(link: Link) -> str:
    send_invitation(str(link.partnership_id), str(link.pk))
    found = re.search(r"https?://[^/\s]+(/invited/\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def _code(link: Link) -> str:
    send_code(str(link.partnership_id), str(link.pk))
    found = re.search(r"^\d{6}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found is not None
    return found[0]


def _is_asked(cora: Visitor, town: CaseTown, name: str) -> tuple[Link, str]:
    """Cora asks somebody outside to refer; the link and the address in the letter."""
    cora.goes_to("/referrals/")
    cora.follows("Ask somebody outside to refer")
    cora.writes("Name", name)
    cora.writes("Agency", "Fernshire Academy")
    cora.writes("Email address", f"{name.lower()}@school.example")
    cora.presses("Send the link")
    link = _latest(town)
    return link, _letter(link)


def _comes_in(nora: Visitor, link: Link, address: str) -> None:
    nora.goes_to(address)
    nora.passes("link-door")
    nora.presses("Send me the code")
    nora.writes("Code from your email", _code(link))
    nora.presses("Continue")


def test_nora_refers_by_a_link_that_then_opens_nothing_for_anybody(visit: Visit, town: CaseTown) -> None:
    cora, nora, other = visit(town, "Cora"), visit(name="Nora"), visit(name="Somebody else")
    link, address = _is_asked(cora, town, "Nora")
    # Sent on: whoever has the address alone stays at the door.
    other.goes_to(address)
    other.presses("Send me the code")
    other.writes("Code from your email", "000000")
    other.presses("Continue")
    expect(other.sees("That code is not right, was used, or is too old.")).to_be_visible()
    _comes_in(nora, link, address)
    nora.passes("link-referral")
    nora.writes("The child's given names", "Robin")
    nora.writes("The child's family name", "Ashdown")
    nora.writes("What worries you", "New phone, new friends, away at night.")
    nora.writes("Your part with this child", "Head of year")
    nora.presses("Send the referral")
    expect(nora.page.get_by_role("heading", level=1)).to_have_text("Your referral is received")
    nora.passes("link-sent")
    with need_to_know(town.partnership.pk):
        assert Referral.objects.get().referrer_name == "Nora"
    for visitor in (nora, other):
        visitor.goes_to(address)
        expect(visitor.page.get_by_role("heading", level=1)).to_have_text("This link does not work")
    nora.passes("link-over")
    cora.goes_to("/links/")
    expect(cora.sees("Referral of a child")).to_be_visible()
    expect(cora.page.get_by_text(re.compile("^Used "))).to_be_visible()
    cora.passes("links-sent")


def test_a_link_that_is_too_old_opens_nothing_until_it_is_sent_again(visit: Visit, town: CaseTown) -> None:
    cora, nora = visit(town, "Cora"), visit(name="Nora")
    link, address = _is_asked(cora, town, "Nora")
    with need_to_know(town.partnership.pk):
        long_ago = clock.now() - timedelta(days=20)
        Link.objects.filter(pk=link.pk).update(made_at=long_ago, expires_at=long_ago + timedelta(days=14))
    nora.goes_to(address)
    expect(nora.page.get_by_role("heading", level=1)).to_have_text("This link does not work")
    cora.goes_to("/links/")
    expect(cora.sees("Too old since")).to_be_visible()
    cora.presses("Send a new link to Nora")
    renewed = _letter(_latest(town))
    assert renewed != address
    _comes_in(nora, _latest(town), renewed)
    expect(nora.page.get_by_label("What worries you")).to_be_visible()


def test_what_pat_ticks_in_a_referral_saves_itself_too(visit: Visit, town: CaseTown) -> None:
    pat = visit(town, "Pat")
    pat.goes_to("/referrals/new/")
    pat.page.get_by_label("Sexual exploitation").check()
    expect(pat.page.get_by_text("Saved at").first).to_be_visible()
    pat.goes_to("/referrals/new/")
    expect(pat.page.get_by_label("Sexual exploitation")).to_be_checked()
    pat.page.get_by_label("Sexual exploitation").uncheck()
    expect(pat.page.get_by_text("Saved at").first).to_be_visible()
    pat.goes_to("/referrals/new/")
    expect(pat.page.get_by_label("Sexual exploitation")).not_to_be_checked()
