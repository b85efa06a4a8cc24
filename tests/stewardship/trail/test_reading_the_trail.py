"""An auditor reads who did and saw what; reading it is itself recorded."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor, Standing
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.tenancy.models import Person
from holdfast.stewardship.trail.models import TrailEntry
from holdfast.stewardship.trail.queries import TrailFilter, act_words, trail_page
from holdfast.stewardship.trail.record import record
from holdfast.stewardship.trail.sealing import seal_trail
from tests.factories import (
    grant,
    make_account,
    make_actor,
    make_agency,
    make_group,
    make_meeting,
    make_partnership,
    make_person,
)
from tests.stewardship.trail.test_tampering_is_found import outlast_older_transactions
from tests.web.fetcher import Fetcher

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 14, 30, tzinfo=UTC)


class Fernshire:
    """Amina of the police acts in the MACE; Odile audits."""

    def __init__(self, name: str = "Fernshire") -> None:
        self.partnership = make_partnership(name)
        self.police = make_agency(self.partnership, f"{name} Police", short_name="Police")
        self.group = make_group(self.partnership)
        self.amina = make_person(self.partnership, "Amina Khan", self.police)
        self.odile = make_person(self.partnership, "Odile Martin", self.police)
        self.meeting = make_meeting(self.group)
        make_account(self.odile)
        grant(self.odile, Role.AUDITOR)

    @property
    def auditor(self) -> Actor:
        self.look()
        return make_actor(self.odile)

    @property
    def browser(self) -> Fetcher:
        fetcher = Fetcher(self.odile.account).prove()
        self.look()
        return fetcher

    def look(self) -> None:
        set_need_to_know(self.partnership.pk, self.odile.pk)

    def act(self, verb: str = "confirmed agenda", by: Person | None = None, **more: Any) -> None:
        actor = make_actor(by or self.amina)
        record(verb, more.pop("subject", self.meeting), by=actor, group_id=self.group.pk, **more)


@pytest.fixture
def place(db: None) -> Iterator[Fernshire]:
    with clock.fixed_at(NOW):
        yield Fernshire()


def test_an_entry_reads_as_a_sentence_and_leads_to_its_subject(place: Fernshire) -> None:
    place.act("moved")
    page = place.browser.get("/trail/")
    (row,) = [row for row in page.rows if row[1] == "Amina Khan, Police"]
    assert row[0] == "Tuesday 3 March 2026 at 2:30pm"
    assert row[2].startswith("moved the meeting: MACE, 3 March 2026")
    assert page.links["MACE, 3 March 2026"] == f"/meetings/{place.meeting.pk}/"


@pytest.mark.parametrize(
    ("verb", "label", "words"),
    [
        ("added", "meetings.paper", "added the paper"),
        ("approved minutes", "minutes.minutes", "approved minutes"),
        ("limited access of", "stewardship.person", "limited access of the person"),
        ("agenda confirmed", "meetings.meeting", "confirmed the agenda for the meeting"),
        ("agenda item added", "meetings.meeting", "added the agenda item for the meeting"),
        ("sent apologies", "meetings.meeting", "sent apologies for the meeting"),
        ("invited", "meetings.meeting", "invited somebody to the meeting"),
        ("invited", "stewardship.person", "invited the person"),
        ("agencies linked", "groups.group", "linked the agencies for the group"),
        ("appointment ended", "groups.appointment", "ended the appointment"),
        ("took away", "minutes.minutes", "took away the minutes"),
        ("put in force", "groups.terms", "put the terms of reference in force"),
        ("signed in", "", "signed in"),
        ("lost", "nothing.known", "lost the known"),
    ],
)
def test_what_was_done_is_said_in_plain_words(verb: str, label: str, words: str) -> None:
    assert act_words(verb, label) == words


def test_reading_the_trail_leaves_an_entry_in_it(place: Fernshire) -> None:
    browser = place.browser
    browser.get(f"/trail/?group={place.group.pk}")
    place.look()
    entry = TrailEntry.objects.get(verb="read the trail")
    assert (entry.person_id, entry.details["asked"]) == (place.odile.pk, {"group_id": str(place.group.pk)})
    assert "read the trail" in browser.get("/trail/").text


def test_who_may_not_read_it_finds_neither_page_nor_link(place: Fernshire) -> None:
    make_account(place.amina)
    grant(place.amina, Role.BUSINESS_MANAGER)
    browser = Fetcher(place.amina.account)
    assert "/trail/" not in browser.get("/").links.values()
    browser.get("/trail/", status=403)
    browser.get("/trail/export.csv", status=403)


def test_the_navigation_leads_an_auditor_to_it(place: Fernshire) -> None:
    assert place.browser.get("/").follow("Trail").heading == "Trail"


def test_somebody_who_audits_one_group_reads_that_group_s_entries_alone(place: Fernshire) -> None:
    other = make_group(place.partnership, "Harbour group")
    place.act("moved")
    record("signed in", by=make_actor(place.amina))
    record("changed", other, by=make_actor(place.amina), group_id=other.pk)
    place.look()
    narrow = make_person(place.partnership, "Nia Rees", place.police)
    auditor = make_actor(narrow, Standing(Role.AUDITOR, place.group.pk))
    assert [row.did for row in trail_page(auditor, TrailFilter()).rows] == ["moved the meeting"]
    assert trail_page(auditor, TrailFilter(group_id=str(other.pk))).rows == []


def test_another_partnership_s_entries_are_never_there(place: Fernshire) -> None:
    with transaction.atomic():
        moorshire = Fernshire("Moorshire")
        moorshire.act("moved")
        foreign = {"person": moorshire.amina.pk, "group": moorshire.group.pk, "subject": moorshire.meeting.pk}
    browser = place.browser
    assert "Moorshire" not in browser.get("/trail/").text
    for name, value in foreign.items():
        page = browser.get(f"/trail/?{name}={value}")
        assert "moved" not in page.text
    found = place.auditor
    assert trail_page(found, TrailFilter(subject_id=foreign["subject"])).rows == []


def test_a_subject_that_the_reader_may_not_see_is_not_named(place: Fernshire) -> None:
    """A group auditor sees that their group's entry concerns a board's group elsewhere, not which."""
    other = make_group(place.partnership, "Harbour group")
    record("changed", other, by=make_actor(place.amina), group_id=place.group.pk, was="Harbour side")
    narrow = make_person(place.partnership, "Nia Rees", place.police)
    auditor = make_actor(narrow, Standing(Role.AUDITOR, place.group.pk))
    (row,) = trail_page(auditor, TrailFilter()).rows
    assert (row.thing, row.more, row.did) == (None, "", "changed the group")


FILTERS = {
    "act=seen": ["viewed the meeting"],
    "act=taken": ["took away the meeting"],
    "act=signed": ["signed in"],
    "kind=groups.group": ["ended the group"],
    "kind=groups.group&act=seen": [],
    "since_day=4&since_month=3&since_year=2026": [],
    "until_day=2&until_month=3&until_year=2026": [],
}


@pytest.mark.parametrize("query", FILTERS)
def test_a_filter_in_the_address_narrows_the_list(place: Fernshire, query: str) -> None:
    for verb in ("viewed", "took away", "moved"):
        place.act(verb)
    record("signed in", by=make_actor(place.amina))
    place.act("ended", subject=place.group)
    page = place.browser.get(f"/trail/?{query}&person={place.amina.pk}")
    assert [row[2].split(" MACE")[0].removesuffix(":") for row in page.rows] == FILTERS[query]


def test_the_day_asked_for_is_whole_and_of_london(place: Fernshire) -> None:
    with clock.fixed_at(datetime(2026, 7, 1, 22, 59, tzinfo=UTC)):
        place.act("moved")
    with clock.fixed_at(datetime(2026, 7, 1, 23, 0, tzinfo=UTC)):
        place.act("ended")
    day = "since_day=1&since_month=7&since_year=2026&until_day=1&until_month=7&until_year=2026"
    page = place.browser.get(f"/trail/?{day}")
    assert [row[2].split(":")[0] for row in page.rows] == ["moved the meeting"]


def test_one_thing_s_history_can_be_read_alone(place: Fernshire) -> None:
    place.act("moved")
    place.act("ended", subject=place.group)
    page = place.browser.get(f"/trail/?subject={place.meeting.pk}")
    assert [row[2].split(":")[0] for row in page.rows] == ["moved the meeting"]
    assert "Only what concerns one thing" in page.text


def test_each_entry_is_on_one_page_exactly_also_where_many_share_an_instant(place: Fernshire) -> None:
    for number in range(120):
        with clock.fixed_at(NOW - timedelta(minutes=number // 40)):
            place.act("moved", number=number)
    browser = place.browser
    pages = [browser.get("/trail/?kind=meetings.meeting")]
    while "Older entries" in pages[-1].links:
        pages.append(pages[-1].follow("Older entries"))
    place.look()
    expected = TrailEntry.objects.filter(verb="moved").order_by("-at", "-id")
    numbers = [row[2].split("Number ")[1].split(".")[0] for page in pages for row in page.rows]
    assert numbers == [str(entry.details["number"]) for entry in expected]
    assert [len(page.rows) for page in pages] == [50, 50, 20]


@pytest.mark.parametrize("place_asked", ["x", "-1-1", "9" * 40 + "-1", "99999999999999999-1", "1-", "%00"])
def test_a_place_that_cannot_be_read_is_the_beginning(place: Fernshire, place_asked: str) -> None:
    place.act("moved")
    assert "moved" in place.browser.get(f"/trail/?before={place_asked}").text


def test_the_page_asks_the_same_number_of_queries_for_one_entry_and_for_many(place: Fernshire) -> None:
    place.act("moved")
    actor = place.auditor
    with CaptureQueriesContext(connection) as one:
        trail_page(actor, TrailFilter())
    for number in range(5):
        somebody = make_person(place.partnership, f"Person {number}")
        place.act(
            "moved", by=somebody, subject=make_meeting(make_group(place.partnership, f"Group {number}"))
        )
    place.look()
    with CaptureQueriesContext(connection) as six:
        assert len(trail_page(actor, TrailFilter()).rows) == 6
    assert len(six) == len(one)


def test_the_entries_are_taken_away_marked_numbered_and_recorded(place: Fernshire) -> None:
    place.act("moved")
    answer = place.browser.client.get("/trail/export.csv?kind=meetings.meeting")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert lines[0][0].startswith("OFFICIAL-SENSITIVE. Trail. Made for Odile Martin")
    assert lines[2][1:7] == [
        "3 March 2026 at 2:30pm", "Amina Khan", "Police", "moved the meeting", "MACE, 3 March 2026", "MACE",
    ]  # fmt: skip
    place.look()
    entry = TrailEntry.objects.get(verb="exported the trail")
    assert entry.details["serial"] in lines[0][0]
    assert (entry.details["entries"], entry.details["asked"]) == (1, {"kind": "meetings.meeting"})


def test_taking_it_away_asks_first_who_it_is(place: Fernshire) -> None:
    browser = Fetcher(place.odile.account)
    browser.get("/")
    answer = browser.client.get("/trail/export.xlsx?act=seen")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/")
    assert "%3Fact%3Dseen" in answer.headers["Location"]


def test_no_other_kind_of_file_is_offered(place: Fernshire) -> None:
    assert place.browser.client.get("/trail/export.exe").status_code == 404


def test_an_unknown_filter_narrows_nothing_and_says_so(place: Fernshire) -> None:
    place.act("moved")
    page = place.browser.get(f"/trail/?kind=nonsense&person={uuid4()}&subject=x&since_day=99")
    assert "moved" in page.text


def test_an_entry_of_nobody_known_is_shown_too(place: Fernshire) -> None:
    stranger = Actor(uuid4(), "", uuid4(), place.partnership.pk)
    record("reopened account as operator", by=stranger)
    (row,) = trail_page(place.auditor, TrailFilter()).rows
    assert (row.who, row.agency) == ("Somebody", "")


@pytest.mark.django_db(transaction=True)
def test_the_page_says_how_far_the_trail_is_sealed(transactional_db: None) -> None:
    with transaction.atomic():
        place = Fernshire()
        place.act("moved")
        assert trail_page(place.auditor, TrailFilter()).seal.startswith("The trail is not sealed yet")
    outlast_older_transactions()
    assert seal_trail() is not None
    with transaction.atomic():
        place.look()
        sealed = trail_page(place.auditor, TrailFilter()).seal
        assert sealed.startswith("Sealed until")
        assert sealed.endswith("nothing is newer.")
        place.act("moved")
        assert trail_page(place.auditor, TrailFilter()).seal.endswith("1 newer entry is not sealed yet.")
        place.act("moved")
        assert trail_page(place.auditor, TrailFilter()).seal.endswith("2 newer entries are not sealed yet.")


@pytest.mark.django_db(transaction=True)
def test_the_seal_counts_no_other_partnership_s_entries(transactional_db: None) -> None:
    with transaction.atomic():
        moorshire = Fernshire("Moorshire")
        for _ in range(3):
            moorshire.act("moved")
    with transaction.atomic():
        place = Fernshire()
        place.act("moved")
        with connection.cursor() as cursor:
            cursor.execute("select unsealed from trail_seal_state()")
            assert cursor.fetchone() == (1,)


def test_the_groups_offered_are_the_partnership_s_own(place: Fernshire) -> None:
    with transaction.atomic():
        Fernshire("Moorshire")
    place.look()
    assert Group.objects.count() == 1
    options = place.browser.get("/trail/").by_id("id_group")
    assert [option.attrib["value"] for option in options] == ["", str(place.group.pk)]
