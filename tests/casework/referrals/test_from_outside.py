"""Referrals by a link and from a file: what is good is taken in once, what is faulty is named."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from holdfast.casework.children.codes import Area
from holdfast.casework.links.models import Link
from holdfast.casework.referrals import operations
from holdfast.casework.referrals.models import Referral
from holdfast.casework.referrals.rules.sheet import Unreadable, read_rows
from tests.casework.links.town import code_for, sent
from tests.casework.referrals.test_referral_pages import fetcher
from tests.casework.town import CaseTown
from tests.web.fetcher import Fetcher

TODAY = date(2026, 4, 2)
AREAS = dict(Area.choices)
HEAD = (
    "reference,received_on,given_names,family_name,birth_on,concern,areas,immediate_harm,"
    "referrer_name,referrer_agency\n"
)
GOOD = (
    "A1,2026-03-31,Robin,Ashdown,28/02/2011,New phone,Criminal exploitation;missing,no,"
    "Dr Ó Briain,Fern Surgery\n"
)
BAD = "A2,32/13/2026,,Quill,01/01/2030,Worry,Dancing,perhaps,Dr Ó Briain,Fern Surgery\n"


def codes(text: str) -> list[list[str]]:
    return [[one.code for one in row.problems] for row in read_rows(text.encode(), AREAS, TODAY)]


def test_every_fault_of_a_row_has_its_code_and_a_good_row_has_none() -> None:
    good, bad = codes(HEAD + GOOD + BAD)
    assert good == []
    assert sorted(bad) == [
        "born-after", "immediate-harm", "in-future", "missing", "not-a-date", "unknown-area",
    ]  # fmt: skip


def test_the_same_is_read_whatever_the_file_is_written_in() -> None:
    plain = read_rows((HEAD + GOOD).encode(), AREAS, TODAY)
    marked = read_rows((HEAD + GOOD).encode("utf-8-sig"), AREAS, TODAY)
    windows = read_rows((HEAD + GOOD).replace("\n", "\r\n").encode("cp1252"), AREAS, TODAY)
    said = {
        "Reference": "A1", "received on": "2026-03-31", "given-names": "Robin", "family_name": "Ashdown",
        "birth_on": "28/02/2011", "concern": "New phone", "areas": ["criminal", "Missing"],
        "immediate_harm": False, "referrer_name": "Dr Ó Briain", "referrer_agency": "Fern Surgery",
    }  # fmt: skip
    as_json = read_rows(json.dumps([said]).encode(), AREAS, TODAY)
    assert plain == marked == windows
    assert (as_json[0].areas, as_json[0].problems) == (plain[0].areas, ())
    assert plain[0].areas == ("criminal", "missing")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "columns are missing"),
        (b"name;worry\nRobin;x", "columns are missing"),
        (b"PK\x03\x04\x00\x00", "not a text file"),
        (b"[1, 2]", "list of referrals"),
        (b"{", "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
    ],
)
def test_what_is_no_table_of_referrals_is_refused_as_a_whole(content: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read_rows(content, AREAS, TODAY)


@given(st.lists(st.lists(st.text(max_size=20), min_size=10, max_size=10), max_size=5))
def test_no_text_in_the_cells_breaks_the_reading(cells: list[list[str]]) -> None:
    names = HEAD.strip().split(",")
    said = [dict(zip(names, line, strict=True)) for line in cells]
    rows = read_rows(json.dumps({"referrals": said}).encode(), AREAS, TODAY)
    assert [row.number for row in rows] == list(range(1, len(cells) + 1))
    assert all(row.received_on is None or row.received_on <= TODAY for row in rows if not row.problems)


@pytest.mark.django_db
def test_a_file_is_tried_then_taken_in_and_twice_adds_nothing(town: CaseTown) -> None:
    cora = fetcher(town, "Cora")
    page = cora.get("/referrals/").follow("Take referrals in from a file")

    def send(how: str) -> str:
        file = SimpleUploadedFile("referrals.csv", (HEAD + GOOD + BAD).encode(), "text/csv")
        return cora.post("/referrals/import/", {"file": file, "how": how}, 200).text

    assert "1 row would be added, 1 row would be refused." in send("try")
    assert not Referral.objects.exists()
    assert "Added, referral 1" in send("take")
    assert "1 row known already, 1 row refused." in send("take")
    row = Referral.objects.get()
    assert (row.source, row.outside_key, row.areas) == ("import", "A1", ["criminal", "missing"])
    assert page.heading == "Referrals from a file"
    for name in ("Chidi", "Pat"):
        assert fetcher(town, name).client.get("/referrals/import/").status_code == 403


def opened(link: Link, route: str) -> tuple[Fetcher, str]:
    """A browser of nobody's that came in with the code."""
    door, outside = sent(link), Fetcher()
    outside.get(door).submit()
    outside.get(f"{door}code/").submit(code=code_for(link))
    return outside, f"{door}{route}/"


@pytest.mark.django_db
def test_somebody_outside_refers_by_a_link_once_and_reads_the_outcome_by_another(town: CaseTown) -> None:
    fetcher(town, "Cora").get("/referrals/").follow("Ask somebody outside to refer").submit(
        name="Dr Bell", agency="Fern Surgery", email="bell@example.org"
    )
    town.everything()
    link = Link.objects.get()
    browser, address = opened(link, "referral")
    done = browser.get(address).submit(
        given_names="Robin", family_name="Ashdown", concern="Bruises.", referrer_role="GP",
        is_immediate_harm="on",
    )  # fmt: skip
    assert "It is referral 1." in done.text
    assert "tell the front door now" in done.text
    assert browser.client.get(address).status_code == 404
    town.everything()
    row = Referral.objects.get()
    assert (row.source, row.referrer, row.referrer_email) == ("link", None, "bell@example.org")
    operations.use_front_door(
        by=town.actor("Cora"), referral=row, how="telephone", whom="Duty worker", used_at=row.received_at
    )
    operations.turn_away(by=town.actor("Cora"), referral=row, reason="With social care")
    operations.tell_outcome(
        by=town.actor("Cora"), referral=row, words="Social care has it.", how="secure", whom=""
    )
    town.everything()
    outcome = Link.objects.get(purpose="referral-outcome")
    browser, address = opened(outcome, "outcome")
    assert "Social care has it." in browser.get(address).text
    assert "Robin" not in " ".join(f"{letter.subject} {letter.body}" for letter in mail.outbox)
