"""The room's pages: run by the minute taker, followed by members, one press at a time."""

from __future__ import annotations

import pytest
from django.http import HttpResponse

from holdfast.governance.actions.models import Action
from holdfast.governance.meetings.models import Invitee
from holdfast.governance.room.hooks import on_record_corrected
from holdfast.governance.room.models import Decision, MinuteText, Note, Presence
from holdfast.governance.room.operations import close_meeting, exclude_person, strike_out_presence
from tests.factories import appoint, make_item, make_person, make_seat
from tests.governance.room.fernshire import Fernshire, at, with_accounts
from tests.web.fetcher import Fetcher, Page


def room(made: Fernshire, name: str, query: str = "") -> Page:
    return browser(made, name).get(f"/meetings/{made.meeting.pk}/room/{query}")


def browser(made: Fernshire, name: str) -> Fetcher:
    if made.people[name].account is None:
        made.actor("Mo")
        with_accounts(made, name)
    return Fetcher(made.people[name].account)


def press(page: Page, words: str, **more: str) -> Page:
    """Press the button whose words (hidden ones included) these are, as a browser without scripts does."""
    for button in page.root.iter("button"):
        said = " ".join(" ".join(button.itertext()).split())
        if said == words and "formaction" in button.attrib:
            value = {button.attrib["name"]: button.attrib["value"]} if "name" in button.attrib else {}
            return page.fetcher.post(button.attrib["formaction"], {**value, **more})
    raise AssertionError(f"no button {words!r}")


def test_mo_opens_the_meeting_and_presses_the_names_of_those_who_are_here(mace: Fernshire) -> None:
    page = room(mace, "Mo").follow("Open the meeting").submit("Open it", at="2pm")
    assert "Not quorate" in page.text
    for name in ("Amina Khan", "Jo O’Neill", "Sue Hart"):
        page = press(page, f"Arrived {name}", at="2:05pm")
    assert "Quorate" in page.text
    assert Presence.objects.filter(arrived_at=at(14, 5)).count() == 3


def test_a_refused_press_says_why_and_keeps_the_page(mace: Fernshire) -> None:
    mace.opened()
    page = room(mace, "Mo")
    before = next(
        b for b in page.root.iter("button") if "Arrived Jo" in " ".join("".join(b.itertext()).split())
    )
    mace.arrives("Jo", at(14, 5))
    answer = page.fetcher.post(before.attrib["formaction"], {"at": "2:10pm"}, 422)
    assert "already recorded from 2:05pm" in answer.text


def test_a_decision_without_a_quorum_is_refused_on_the_page_with_what_was_typed(mace: Fernshire) -> None:
    mace.opened()
    mace.arrives("Amina")
    page = room(mace, "Mo").submit("Decide", decision="Visit the flat.", at="2:10pm", status=422)
    assert "Clauses quorum" in page.text
    assert page.by_id("decision").attrib["value"] == "Visit the flat."
    assert not Decision.objects.exists()


def test_a_decision_is_recorded_with_its_time(mace: Fernshire) -> None:
    mace.opened()
    mace.quorate()
    page = room(mace, "Mo").submit("Decide", decision="Visit the flat.", at="2:10pm")
    assert "Visit the flat." in page.text
    assert Decision.objects.get().decided_at == at(14, 10)


def test_a_line_that_says_who_what_and_when_is_saved_in_one_step(mace: Fernshire) -> None:
    mace.opened()
    mace.quorate()
    page = room(mace, "Mo").submit("Add", line="Jo O’Neill to ring the school by Friday")
    assert page.heading.startswith("Meeting of")
    action = Action.objects.get()
    assert (action.text, action.owner, str(action.due_on)) == (
        "Ring the school",
        mace.person("Jo"),
        "2026-03-06",
    )


def test_a_line_that_lacks_something_is_completed_before_it_is_saved(mace: Fernshire) -> None:
    mace.opened()
    mace.quorate()
    page = room(mace, "Mo").submit("Add", line="Jo O’Neill to ring the school")
    assert page.heading == "Is this the action?"
    friday = {"due_on_day": "6", "due_on_month": "3", "due_on_year": "2026"}
    page.submit("Save the action", text="Ring the head of the school", **friday)
    action = Action.objects.get()
    assert (action.text, action.owner, str(action.due_on)) == (
        "Ring the head of the school",
        mace.person("Jo"),
        "2026-03-06",
    )


def test_notes_are_saved_and_only_ones_own_are_shown(mace: Fernshire) -> None:
    mace.opened()
    room(mace, "Vera").submit("Save your notes", text="Ask about the bus station.")
    assert Note.objects.get().text == "Ask about the bus station."
    assert "bus station" not in room(mace, "Jo").text
    assert "bus station" in room(mace, "Vera").text


def test_a_stale_save_shows_both_texts_and_loses_nothing(mace: Fernshire) -> None:
    mace.opened()
    first, second = room(mace, "Mo"), room(mace, "Mo")
    first.submit("Save the minute", text="The chair opened the meeting.")
    page = second.submit("Save the minute", text="Police reported.", status=409)
    assert "The chair opened the meeting." in page.text
    assert "Police reported." in page.text
    page.submit("Save this text")
    assert "Police reported." in MinuteText.objects.get().text


def test_autosave_answers_with_the_version_to_hold(mace: Fernshire) -> None:
    mace.opened()
    page = room(mace, "Mo")
    address = page.by_id("note-text").attrib["data-autosave"]
    token = {"csrfmiddlewaretoken": page.root.find(".//input[@name='csrfmiddlewaretoken']").attrib["value"]}

    def send(**data: str) -> HttpResponse:
        return page.fetcher.client.post(address, {**token, **data}, headers={"Accept": "application/json"})

    assert send(text="One", version="0").json()["version"] == 1
    assert send(text="Two", version="0").status_code == 409
    assert send(text="Two", version="1").json()["version"] == 2


def test_a_page_made_before_the_meeting_opened_is_told_to_fetch_itself_anew(mace: Fernshire) -> None:
    with_accounts(mace, "Amina")
    client = Fetcher(mace.person("Amina").account).client
    address = f"/meetings/{mace.meeting.pk}/room/live/people/?state="
    assert "HX-Refresh" not in client.get(f"{address}confirmed").headers
    mace.opened()
    assert client.get(f"{address}confirmed").headers["HX-Refresh"] == "true"
    assert "HX-Refresh" not in client.get(f"{address}open").headers


def test_the_live_room_answers_204_until_something_changes(mace: Fernshire) -> None:
    mace.opened()
    page = room(mace, "Jo")
    region = page.by_id("follow")
    held = {"If-None-Match": f'"{region.attrib["data-version"]}"'}

    def ask() -> HttpResponse:
        return page.fetcher.client.get(region.attrib["data-poll"], headers=held)

    assert ask().status_code == 204
    mace.arrives("Amina")
    answer = ask()
    assert answer.status_code == 200
    assert "Amina Khan" in answer.content.decode()
    assert answer.headers["ETag"] != f'"{region.attrib["data-version"]}"'


def test_without_scripts_jo_can_have_the_page_shown_anew(mace: Fernshire) -> None:
    mace.opened()
    page = room(mace, "Jo", "?refresh=1")
    assert page.root.find(".//meta[@http-equiv='refresh']") is not None


def test_an_excluded_member_loses_the_item_its_decisions_and_its_page(mace: Fernshire) -> None:
    mace.opened()
    mace.quorate()
    second = make_item(mace.meeting, "The Jetty", 2)
    exclude_person(by=mace.mo, item=second, person=mace.person("Jo"), reason="Her clinic.", at=at(14, 5))
    assert "The Jetty" in room(mace, "Vera").text
    assert "The Jetty" not in room(mace, "Jo").text
    assert "The Jetty" not in room(mace, "Jo", f"?item={second.pk}").text


def test_somebody_of_another_partnership_finds_no_room(mace: Fernshire) -> None:
    from tests.governance.room.fernshire import fernshire

    address = f"/meetings/{mace.meeting.pk}/room/"
    other = fernshire()
    with_accounts(other, "Mo")
    for path in ("", "live/follow/", "closing/", "quorum/"):
        assert Fetcher(other.people["Mo"].account).client.get(address + path).status_code == 404


def test_closing_shows_what_is_recorded_and_then_does_it(mace: Fernshire) -> None:
    mace.opened()
    mace.quorate()
    page = room(mace, "Mo").follow("Close the meeting")
    assert "3 people still here leave as it closes" in page.text
    page = page.submit("Close the meeting", at="4pm")
    mace.meeting.refresh_from_db()
    assert (mace.meeting.state, mace.meeting.closed_at) == ("closed", at(16))
    assert set(Presence.objects.values_list("left_at", flat=True)) == {at(16)}


@pytest.mark.parametrize("who", ["Mo", "Jo"])
def test_the_number_of_queries_does_not_grow_with_what_happened(mace: Fernshire, who: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    mace.opened()
    mace.quorate()
    fetch = browser(mace, who)
    address = f"/meetings/{mace.meeting.pk}/room/?item={mace.item.pk}"

    def count() -> int:
        fetch.get(address)
        with CaptureQueriesContext(connection) as caught:
            fetch.get(address)
        return len(caught)

    mo = mace.mo
    from holdfast.governance.room.operations import declare_interest, record_decision

    record_decision(by=mo, item=mace.item, text="Decision", at=at(14, 5))
    one = count()
    mo = mace.mo
    for number in range(5):
        person = make_person(mace.partnership, f"Guest {number}", mace.agencies["police"])
        appoint(person, make_seat(mace.group, f"Seat {number}"))
        mace.people[f"Guest {number}"] = person
        mace.arrives(f"Guest {number}", at(14, 10))
        declare_interest(by=mo, meeting=mace.meeting, person=person, nature="none", item=mace.item)
        record_decision(by=mo, item=mace.item, text=f"Decision {number}", at=at(14, 20))
        make_item(mace.meeting, f"Item {number}", 10 + number)
    assert count() == one


def test_an_invitee_sees_the_item_invited_to_and_nothing_else(mace: Fernshire) -> None:
    mace.opened()
    mace.quorate()
    jetty = make_item(mace.meeting, "The Jetty", 2)
    Invitee.objects.create(
        partnership=mace.partnership, meeting=mace.meeting, item=jetty, person=mace.person("Ida")
    )
    page = room(mace, "Ida")
    assert "The Jetty" in page.text
    assert "Hotspots" not in page.text
    assert "Amina Khan" not in page.text
    assert "Hotspots" not in room(mace, "Ida", f"?item={mace.item.pk}").text
    address = f"/meetings/{mace.meeting.pk}/room/items/{mace.item.pk}/note/"
    page.fetcher.post(address, {"text": "Let me in", "version": "0"}, 404)
    page.submit("Save your notes", text="My part.")
    assert Note.objects.get().item_id == jetty.pk


def test_vera_cannot_press_anything_that_runs_the_meeting(mace: Fernshire) -> None:
    mace.opened()
    page = room(mace, "Vera")
    base = f"/meetings/{mace.meeting.pk}/room/"
    jo = mace.person("Jo").pk
    for path in (f"arrivals/{jo}/", f"items/{mace.item.pk}/decisions/", f"items/{mace.item.pk}/beginning/"):
        page.fetcher.post(base + path, {"decision": "Mine"}, 403)
    for path in ("closing/", "attendance/somebody-else/", "cancellation/", "override/"):
        page.fetcher.get(base + path, 403)
    assert not Presence.objects.exists()


def test_a_correction_on_the_page_strikes_the_old_row_out_for_all_to_see(mace: Fernshire) -> None:
    mace.opened()
    mace.arrives("Jo", at(14, 30))
    page = room(mace, "Mo").follow("Correct Jo O’Neill")
    page = page.submit("Correct it", arrived_at="2:05pm", reason="She was on the line.")
    assert "Struck out" in page.text
    assert "since 2:05pm" in page.text
    assert Presence.objects.get(removed_at__isnull=True).arrived_at == at(14, 5)


def test_correcting_attendance_after_the_close_is_told_to_the_minutes(mace: Fernshire) -> None:
    mace.opened()
    mace.quorate()
    close_meeting(by=mace.mo, meeting=mace.meeting, at=at(16))
    told: list[str] = []
    jo = mace.person("Jo").presences.get()
    with on_record_corrected.only(lambda meeting, actor: told.append(meeting.state)):
        strike_out_presence(by=mace.mo, presence=jo, reason="It was somebody else.")
    assert told == ["closed"]


def test_nonsense_in_an_address_is_a_page_that_is_not_there(mace: Fernshire) -> None:
    mace.opened()
    page = room(mace, "Mo", "?item=nonsense")
    base = f"/meetings/{mace.meeting.pk}/room/"
    assert page.fetcher.client.get(base + "live/nonsense/").status_code == 404
    page.fetcher.post(f"{base}items/{mace.item.pk}/nothing-to-declare/nobody/", {}, 404)
    page.fetcher.post(f"{base}arrivals/{mace.person('Jo').pk}/?capacity=king", {}, 404)


def test_after_the_close_attendance_can_be_corrected_and_nobody_arrives_any_more(mace: Fernshire) -> None:
    mace.opened()
    mace.quorate()
    close_meeting(by=mace.mo, meeting=mace.meeting, at=at(16))
    page = room(mace, "Mo")
    assert "Here at the end: 3" in page.text
    assert "Arrived" not in page.text
    page = page.follow("Correct Jo O’Neill").submit("Correct it", left_at="3pm", reason="She left at three.")
    assert Presence.objects.get(person=mace.person("Jo"), removed_at__isnull=True).left_at == at(15)
    assert "2pm to 3pm" in page.text


def test_a_sign_that_cannot_be_kept_is_no_error_page(mace: Fernshire) -> None:
    mace.opened()
    jo = mace.arrives("Jo")
    page = room(mace, "Mo")
    base = f"/meetings/{mace.meeting.pk}/room/"
    page.fetcher.post(f"{base}items/{mace.item.pk}/note/", {"text": "a\0b", "version": "0"}, 200)
    page.fetcher.post(f"{base}attendance/{jo.pk}/striking-out/", {"reason": "x\0" * 900}, 200)
