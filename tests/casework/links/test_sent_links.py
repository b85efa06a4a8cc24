"""The coordinator looks through the links sent to people outside, sends one again, withdraws it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.casework.links.models import Link
from holdfast.casework.links.operations import Contact, invite, use_up, withdraw
from holdfast.casework.screening.operations import invite_practitioner
from holdfast.kernel import clock
from tests.casework.screening.town import NOW, ScreeningTown
from tests.factories import make_account
from tests.web.fetcher import Fetcher

pytestmark = pytest.mark.django_db


def _cora(fernshire: ScreeningTown) -> Fetcher:
    cora = fernshire.town.people["Cora"]
    fernshire.town.everything()
    return Fetcher(cora.account or make_account(cora))


def _sent(fernshire: ScreeningTown, name: str, purpose: str = "referral") -> Link:
    contact = Contact(name, f"{name.lower()}@school.example", "Academy")
    by = fernshire.town.actor("Cora")
    if purpose == "screening":
        return invite_practitioner(by=by, tool=fernshire.tool, contact=contact)
    return invite(by=by, purpose=purpose, subject_id=uuid4(), contact=contact)


def test_the_list_says_to_whom_for_what_until_when_and_what_became_of_it(db: None) -> None:
    with clock.fixed_at(NOW):
        fernshire = ScreeningTown()
        assert "Nobody outside was sent a link yet." in _cora(fernshire).get("/links/").text
        asked, used = _sent(fernshire, "Nora", "screening"), _sent(fernshire, "Ola")
        ended = _sent(fernshire, "Pia", "feedback")
        use_up(used)
        withdraw(by=fernshire.town.actor("Cora"), link=ended)
        page = _cora(fernshire).get("/links/")
        said = {row[0].split(",")[0]: " ".join(row[1:]) for row in page.rows}
        assert "Screening tool" in said["Nora"]
        assert "works until 17 March 2026" in said["Nora"]
        assert "Referral of a child" in said["Ola"]
        assert "Used 3 March 2026" in said["Ola"]
        assert "Send a new link" not in said["Ola"]
        assert "Feedback after a meeting" in said["Pia"]
        assert "Ended" in said["Pia"]
    with clock.fixed_at(NOW + timedelta(days=20)):
        page = _cora(fernshire).get("/links/")
        assert "Too old since 17 March 2026" in page.text
        page = page.submit("Send a new link to Nora")
        assert "the old one no longer works" in page.banners[0]
        page = page.submit("Withdraw the link of Nora")
        assert page.banners == ["The link no longer works."]
    fernshire.town.everything()
    asked.refresh_from_db()
    assert asked.ended_at == NOW + timedelta(days=20)


def test_only_who_looks_after_them_sees_links_and_one_or_five_cost_as_much(db: None) -> None:
    with clock.fixed_at(NOW):
        fernshire = ScreeningTown()
        for name in ("Mina", "Pat", "Gwen"):
            fernshire.town.everything()
            Fetcher(make_account(fernshire.town.people[name])).get("/links/", status=403)
        counts = []
        for number in (1, 4):
            for one in range(number):
                _sent(fernshire, f"Nora{number}{one}", "screening")
                _sent(fernshire, f"Ola{number}{one}")
            cora = _cora(fernshire)
            cora.get("/links/")
            with CaptureQueriesContext(connection) as asked:
                cora.get("/links/")
            counts.append(len(asked))
    assert counts[0] == counts[1]
