"""The pages of meetings, as each person sees and uses them."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.governance.documents.inspection import too_large
from holdfast.governance.meetings import operations
from holdfast.governance.meetings.models import Meeting, Paper
from holdfast.kernel import clock
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.tenancy.models import Person
from holdfast.stewardship.trail.models import TrailEntry
from tests.factories import make_account, make_group
from tests.governance.documents.files import EXE, PDF, office
from tests.governance.meetings.world import APRIL, Fernshire
from tests.web.fetcher import Fetcher


class Upload(io.BytesIO):
    """A file as a browser sends it."""

    def __init__(self, name: str, content: bytes) -> None:
        super().__init__(content)
        self.name = name


class Office:
    """Fernshire, with a browser for each person."""

    def __init__(self, fernshire: Fernshire) -> None:
        self.fernshire = fernshire
        self.browsers: dict[Any, Fetcher] = {}

    def browser(self, person: Person) -> Fetcher:
        set_need_to_know(self.fernshire.partnership.pk, person.pk)
        if person.pk not in self.browsers:
            self.browsers[person.pk] = Fetcher(make_account(person))
        return self.browsers[person.pk]

    def known(self) -> None:
        """See the partnership's rows again after a request."""
        set_need_to_know(self.fernshire.partnership.pk)


@pytest.fixture
def place(fernshire: Fernshire) -> Office:
    return Office(fernshire)


def address(meeting: Meeting, rest: str = "") -> str:
    return f"/meetings/{meeting.pk}/{rest}"


def test_noor_sees_the_meeting_and_answers_in_one_step(place: Office) -> None:
    f = place.fernshire
    meeting = f.meeting(place="Room 4")
    page = place.browser(f.noor).get(address(meeting))
    assert page.heading == "Tuesday 3 March 2026"
    assert "2pm to 4pm" in page.text
    assert "Forecast: quorate" in page.text
    page = page.submit("Send my answer", answer="apologies", reason="On leave")
    assert page.banners == ["The apologies are sent."]
    assert "1 apology" in page.text
    page = page.submit("Change my answer", answer="deputy", deputy=str(f.ivy.pk))
    assert "Ivy Chen stands in" in page.text


def test_a_meeting_that_nobody_has_opened_yet_stays_in_view_until_the_day_is_over(place: Office) -> None:
    """It was for 2pm to 4pm on 3 March, and can be opened all that day."""
    f = place.fernshire
    f.meeting()
    account = make_account(f.noor)
    for hour, is_next in ((16, True), (23, True), (24, False)):
        with clock.fixed_at(datetime(2026, 3, 3, tzinfo=clock.LONDON) + timedelta(hours=hour, minutes=30)):
            page = Fetcher(account).get("/")
            assert ("Tuesday 3 March 2026" in page.text) == is_next, hour


def test_the_forecast_says_who_will_be_missing(place: Office) -> None:
    f = place.fernshire
    meeting = f.meeting()
    operations.apologise(by=f.actor(f.grace), meeting=meeting, person=f.grace)
    page = place.browser(f.noor).get(address(meeting))
    assert "Forecast: not quorate" in page.text
    assert "Clause quorum-1" in page.text


def test_an_ineligible_deputy_is_refused_with_what_was_typed(place: Office) -> None:
    f = place.fernshire
    meeting = f.meeting()
    page = place.browser(f.noor).get(address(meeting))
    page = page.submit("Send my answer", answer="deputy", deputy=str(f.tom.pk), status=422)
    assert "in their own right" in page.errors[0]
    page = place.browser(f.noor).get(address(meeting))
    assert page.submit("Send my answer", answer="deputy", status=422).errors == ["Choose who stands in"]


def test_bea_answers_for_grace(place: Office) -> None:
    f = place.fernshire
    page = place.browser(f.bea).get(address(f.meeting(), f"answers/{f.grace.pk}/"))
    assert page.submit("Save the answer", answer="coming").banners == ["Grace Lindqvist is expected."]


def test_bea_makes_the_agenda_without_scripts(place: Office) -> None:
    f = place.fernshire
    meeting = f.meeting()
    page = place.browser(f.bea).get(address(meeting, "agenda/")).follow("Add an item")
    page = page.submit("Add the item", title="Hotspots <b>", minutes_planned="20", lead=str(f.noor.pk))
    assert "Hotspots <b>" in page.text
    place.known()
    item = meeting.items.get(title="Hotspots <b>")
    browser = place.browser(f.bea)
    for where in ("2", "1", "nonsense", "99"):
        browser.post(f"/agenda-items/{item.pk}/place/", {"place": where})
    page = browser.get(f"/agenda-items/{item.pk}/")
    assert page.submit("Save the item", title="Places").banners == ["“Places” is changed."]
    page = browser.post(f"/agenda-items/{item.pk}/removal/", {})
    assert page.banners == ["“Places” is off the agenda."]


def test_grace_confirms_the_agenda_and_a_change_shows(place: Office) -> None:
    f = place.fernshire
    meeting = f.meeting()
    page = place.browser(f.grace).get(address(meeting)).submit("Confirm the agenda")
    assert "Confirmed by Grace Lindqvist" in page.text
    f.item(meeting, "Late business")
    page = place.browser(f.noor).get(address(meeting))
    assert "Was confirmed, then changed by Bea Marlow" in page.text


def upload(place: Office, meeting: Meeting, title: str = "Profile", content: bytes = PDF) -> Paper:
    f = place.fernshire
    set_need_to_know(f.partnership.pk, f.bea.pk)
    item = meeting.items.filter(kind="business").first() or f.item(meeting)
    page = place.browser(f.bea).get(f"/agenda-items/{item.pk}/papers/new/")
    page = page.submit("Upload the paper", title=title, file=Upload("Profile.pdf", content))
    assert page.banners == ["The paper is added. Members can read it now."]
    place.known()
    return Paper.objects.get(item=item, version__document__title=title)


def test_a_paper_is_saved_never_shown_and_the_trail_says_who_took_it(place: Office) -> None:
    f = place.fernshire
    paper = upload(place, f.meeting())
    answer = place.browser(f.noor).client.get(f"/papers/{paper.pk}/")
    assert answer.content == PDF
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Profile.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "application/pdf"
    place.known()
    entry = TrailEntry.objects.get(verb="downloaded")
    assert (entry.person_id, entry.details["version"]) == (f.noor.pk, str(paper.version_id))


def test_a_renamed_program_is_refused_and_nothing_typed_is_lost(place: Office) -> None:
    f = place.fernshire
    item = f.item(f.meeting())
    page = place.browser(f.bea).get(f"/agenda-items/{item.pk}/papers/new/")
    page = page.submit("Upload the paper", title="Report", file=Upload("a.docx", EXE), status=422)
    assert "is something else" in page.errors[0]
    assert page.by_id("id_title").attrib["value"] == "Report"


def test_a_file_over_the_limit_is_refused_kindly(place: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("holdfast.governance.documents.uploads.LARGEST", 3_000_000)
    f = place.fernshire
    item = f.item(f.meeting())
    page = place.browser(f.bea).get(f"/agenda-items/{item.pk}/papers/new/")
    large = Upload("a.pdf", PDF + b" " * 4_000_000)
    page = page.submit("Upload the paper", title="Report", file=large, status=422)
    assert page.errors == [too_large()]


def test_a_newer_version_is_pinned_here_and_not_where_another_meeting_has_it(place: Office) -> None:
    f = place.fernshire
    march, april = f.meeting(), f.meeting(APRIL)
    paper = upload(place, march)
    bea = f.actor(f.bea)
    other = operations.pin_paper(by=bea, item=f.item(april), version=paper.version)
    page = place.browser(f.bea).get(f"/papers/{paper.pk}/version/")
    page = page.submit("Upload the version", file=Upload("../../Profile 2.docx", office()))
    assert page.banners == ["Version 2 is pinned to this item now."]
    place.known()
    other.refresh_from_db()
    assert other.version.number == 1
    assert place.browser(f.noor).client.get(f"/papers/{other.pk}/").content == PDF
    assert place.browser(f.noor).client.get(f"/papers/{paper.pk}/").status_code == 404


def test_ivy_invited_to_one_item_sees_it_and_nothing_else(place: Office) -> None:
    f = place.fernshire
    meeting = f.meeting()
    paper = upload(place, meeting)
    mine = f.item(meeting, "School exclusions")
    f.item(meeting, "Someone else's business")
    operations.invite(by=f.actor(f.bea), meeting=meeting, item=mine, person=f.ivy, reason="Expert")
    page = place.browser(f.ivy).get(address(meeting))
    assert "School exclusions" in page.text
    assert "Someone else's business" not in page.text
    assert "Profile" not in page.text
    assert "Noor" not in page.text
    assert place.browser(f.ivy).client.get(f"/papers/{paper.pk}/").status_code == 404
    assert page.submit("Send my answer", answer="coming").banners == ["You are expected."]
    assert "School exclusions" not in place.browser(f.ivy).get("/meetings/").text
    place.known()
    set_need_to_know(f.partnership.pk, f.bea.pk)
    operations.withdraw_invitation(by=f.actor(f.bea), invitee=meeting.invitees.get())
    assert place.browser(f.ivy).client.get(address(meeting)).status_code == 404


def test_another_partnerships_meeting_is_not_there(place: Office) -> None:
    elsewhere = Fernshire("Marlshire")
    theirs = elsewhere.meeting()
    f = place.fernshire
    for rest in ("", "agenda/", "date/", "cancellation/", "invitation.ics"):
        assert place.browser(f.bea).client.get(address(theirs, rest)).status_code == 404


def test_bea_proposes_a_years_dates_and_confirms_them(place: Office) -> None:
    f = place.fernshire
    page = place.browser(f.bea).get(f"/groups/{f.group.pk}/meetings/series/")
    page = page.submit(
        "Propose dates",
        start_day="1",
        start_month="3",
        start_year="2026",
        count="12",
        starts="2pm",
        minutes="120",
    )
    assert page.banners == ["12 dates proposed. Look them over below."]
    assert "Tuesday 3 March 2026" in page.text
    assert "Tuesday 3 March 2026" not in place.browser(f.noor).get("/meetings/").text
    page = place.browser(f.bea).get(f"/groups/{f.group.pk}/meetings/series/")
    page = page.submit("Confirm the ticked dates")
    assert "12 meetings confirmed" in page.banners[0]
    assert "Tuesday 3 March 2026" in place.browser(f.noor).get("/meetings/").text


def test_bea_moves_and_cancels_a_meeting(place: Office) -> None:
    f = place.fernshire
    meeting = f.meeting()
    page = place.browser(f.bea).get(address(meeting)).follow("Change date or place")
    page = page.submit("Change", starts_at_time="3pm", place="Room 9", reason="Room taken")
    assert "3pm to 5pm" in page.text
    page = page.follow("Cancel this meeting")
    assert page.submit("Cancel the meeting", status=422).errors == ["Enter why it is cancelled"]
    page = page.submit("Cancel the meeting", reason="Snow")
    assert "Cancelled: Snow." in page.text
    assert page.submit("Carry business to the next meeting").banners == [
        "There is no later meeting to carry the business to. Add one first."
    ]


def test_the_same_form_sent_twice_does_one_thing(place: Office) -> None:
    f = place.fernshire
    page = place.browser(f.bea).get(f"/groups/{f.group.pk}/meetings/new/")
    day = {"starts_at_date_day": "5", "starts_at_date_month": "5", "starts_at_date_year": "2026"}
    for _ in range(2):
        page.submit("Add the meeting", starts_at_time="2pm", **day)
    place.known()
    assert Meeting.objects.filter(group=f.group).count() == 1


def test_grace_calls_an_extraordinary_meeting_and_noor_cannot(place: Office) -> None:
    f = place.fernshire
    when = {
        "starts_at_date_day": "5",
        "starts_at_date_month": "5",
        "starts_at_date_year": "2026",
        "starts_at_time": "2pm",
    }
    calling = f"/groups/{f.group.pk}/meetings/extraordinary/"
    page = place.browser(f.grace).get(calling).submit("Call the meeting", reason="A new threat", **when)
    assert "Called by Grace Lindqvist" in page.text
    assert place.browser(f.noor).client.get(calling).status_code == 403


def test_a_request_by_too_few_members_is_refused_and_by_enough_is_not(place: Office) -> None:
    f = place.fernshire
    when = {
        "starts_at_date_day": "6",
        "starts_at_date_month": "5",
        "starts_at_date_year": "2026",
        "starts_at_time": "2pm",
    }
    calling = f"/groups/{f.group.pk}/meetings/extraordinary/"
    page = place.browser(f.bea).get(calling)
    asking = {"reason": "A new threat", **when}
    refused = page.submit("Call the meeting", asked_by=str(f.noor.pk), status=422, **asking)
    assert refused.errors[0].startswith("An extra meeting may be called by")
    both = [str(f.noor.pk), str(f.tom.pk)]
    page = place.browser(f.bea).get(calling).submit("Call the meeting", asked_by=both, **asking)
    assert "Asked for by Noor Haddad and Tom O'Shea." in page.text


def queries_of(place: Office, person: Person, where: str) -> int:
    browser = place.browser(person)
    browser.get(where)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        browser.get(where)
    place.known()
    return len(captured)


def test_one_meeting_or_five_take_the_same_queries(place: Office) -> None:
    f = place.fernshire
    f.meeting()
    lists = ["/meetings/", f"/groups/{f.group.pk}/meetings/", "/"]
    before = [queries_of(place, f.noor, where) for where in lists]
    for day in (8, 9, 10, 13):
        set_need_to_know(f.partnership.pk, f.bea.pk)
        f.meeting(APRIL.replace(day=day))
    assert [queries_of(place, f.noor, where) for where in lists] == before


def test_one_item_and_paper_or_five_take_the_same_queries(place: Office) -> None:
    f = place.fernshire
    meeting = f.meeting()
    upload(place, meeting, "First")
    pages = [(f.noor, ""), (f.bea, "agenda/")]
    before = [queries_of(place, person, address(meeting, rest)) for person, rest in pages]
    for title in ("Second", "Third", "Fourth", "Fifth"):
        set_need_to_know(f.partnership.pk, f.bea.pk)
        f.item(meeting, title)
        upload(place, meeting, title)
    assert [queries_of(place, person, address(meeting, rest)) for person, rest in pages] == before


def test_bea_sees_each_group_with_its_next_date_and_what_it_needs(place: Office) -> None:
    f = place.fernshire
    make_group(f.partnership, "Panel")
    f.meeting()
    rows = place.browser(f.bea).get("/").rows
    assert ["Panel", "Propose dates for Panel", "", "No date planned"] in rows
    assert ["MACE", "Tuesday 3 March 2026", "0 coming, no apologies", "Nothing"] in rows


def test_one_group_or_five_take_the_same_queries_at_home(place: Office) -> None:
    f = place.fernshire
    f.meeting()
    before = queries_of(place, f.bea, "/")
    for name in ("Panel", "Board group", "Training", "Audit"):
        make_group(f.partnership, name)
    assert queries_of(place, f.bea, "/") == before


def test_tom_does_not_read_why_noor_cannot_come_and_bea_does(place: Office) -> None:
    f = place.fernshire
    meeting = f.meeting()
    operations.apologise(by=f.actor(f.noor), meeting=meeting, person=f.noor, reason="An operation")
    assert "An operation" not in place.browser(f.tom).get(address(meeting)).text
    assert "An operation" in place.browser(f.bea).get(address(meeting)).text


def test_bea_pins_a_paper_that_the_group_already_has(place: Office) -> None:
    f = place.fernshire
    paper = upload(place, f.meeting())
    item = f.item(f.meeting(APRIL), "The profile again")
    page = place.browser(f.bea).get(f"/agenda-items/{item.pk}/papers/pin/")
    page = page.submit("Pin the paper", version=str(paper.version_id))
    assert page.banners == ["The paper is pinned, at the version that you chose."]
    place.known()
    assert Paper.objects.get(item=item).version == paper.version


def test_noor_saves_one_meeting_to_her_calendar(place: Office) -> None:
    f = place.fernshire
    meeting = f.meeting(place="Room 4")
    answer = place.browser(f.noor).client.get(address(meeting, "invitation.ics"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="meeting.ics"'
    assert "LOCATION:Room 4" in answer.content.decode()


def test_the_address_of_a_feed_is_shown_once(place: Office) -> None:
    f = place.fernshire
    page = place.browser(f.noor).get("/meetings/calendar/").submit("Make my address")
    shown = page.by_id("address").attrib["value"]
    assert place.browser(f.noor).client.get(shown).status_code == 200
    page = place.browser(f.noor).get("/meetings/calendar/")
    assert shown not in page.answer.content.decode()
    assert page.submit("Stop it working").banners == ["The address no longer works."]
    assert place.browser(f.noor).client.get(shown).status_code == 404
