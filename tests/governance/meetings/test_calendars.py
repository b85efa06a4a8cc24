"""Meetings in people's own calendars: right across clock changes, following changes, telling little."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import icalendar
import pytest
from django.db import connection
from django.test import Client

from holdfast.governance.meetings import operations
from holdfast.governance.meetings.models import CalendarToken, Meeting
from holdfast.governance.meetings.queries.feed import owner_of
from holdfast.kernel.clock import LONDON
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.tenancy.models import Person
from tests.factories import make_account
from tests.governance.meetings.world import APRIL, MARCH, Fernshire


def token_of(fernshire: Fernshire, person: Person) -> str:
    set_need_to_know(fernshire.partnership.pk, person.pk)
    if person.account is None:
        make_account(person)
    return operations.make_calendar_token(by=fernshire.actor(person))


def feed(token: str, status: int = 200, **headers: Any) -> str:
    answer = Client().get(f"/meetings/calendar/{token}.ics", headers=headers)
    assert answer.status_code == status
    return answer.content.decode()


def events(text: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def test_noors_feed_holds_group_time_and_link_and_nothing_more(fernshire: Fernshire) -> None:
    meeting = fernshire.meeting(place="Room 4", online_link="https://meet.example/1")
    fernshire.item(meeting, "A very private matter")
    token = token_of(fernshire, fernshire.noor)
    text = feed(token)
    [event] = events(text)
    assert event["summary"] == "MACE"
    assert event["dtstart"].dt == MARCH.astimezone(LONDON)
    assert event["url"].endswith(f"/meetings/{meeting.pk}/")
    for secret in ("Room 4", "meet.example", "private", "Noor", "Grace"):
        assert secret not in text


def test_hours_stay_londons_on_both_sides_of_the_clock_change(fernshire: Fernshire) -> None:
    fernshire.meeting(datetime(2026, 3, 24, 14, tzinfo=UTC))
    fernshire.meeting(datetime(2026, 3, 31, 13, tzinfo=UTC))
    text = feed(token_of(fernshire, fernshire.noor))
    assert text.count("TZID=Europe/London:20260324T140000") == 1
    assert text.count("TZID=Europe/London:20260331T140000") == 1
    assert "BEGIN:VTIMEZONE" in text
    starts = [event["dtstart"].dt.utcoffset().total_seconds() for event in events(text)]
    assert starts == [0, 3600]


def test_a_meeting_across_the_night_of_the_change_keeps_its_length(fernshire: Fernshire) -> None:
    starts, ends = datetime(2026, 3, 28, 23, tzinfo=UTC), datetime(2026, 3, 29, 3, tzinfo=UTC)
    fernshire.meeting(starts, ends_at=ends)
    [event] = events(feed(token_of(fernshire, fernshire.noor)))
    assert event["dtend"].dt - event["dtstart"].dt.astimezone(UTC) == ends - starts
    assert event["dtend"].dt.hour == 4


def test_moving_and_cancelling_raise_the_sequence_and_say_so(fernshire: Fernshire) -> None:
    meeting = fernshire.meeting()
    token = token_of(fernshire, fernshire.noor)
    before = events(feed(token))[0]["sequence"]
    bea = fernshire.actor(fernshire.bea)
    operations.change_meeting(
        by=bea, meeting=meeting, starts_at=APRIL, ends_at=APRIL.replace(hour=15), place="", online_link=""
    )
    [moved] = events(feed(token))
    assert moved["sequence"] == before + 1
    set_need_to_know(fernshire.partnership.pk, fernshire.bea.pk)
    operations.cancel_meeting(by=bea, meeting=meeting, reason="Snow")
    [gone] = events(feed(token))
    assert (gone["status"], gone["sequence"]) == ("CANCELLED", before + 2)
    assert "Snow" not in str(gone)


def test_a_proposed_date_is_in_no_feed(fernshire: Fernshire) -> None:
    operations.propose_meeting(
        by=fernshire.actor(fernshire.bea), group=fernshire.group, starts_at=MARCH, ends_at=APRIL.replace(
            month=3, day=3, hour=16)
    )  # fmt: skip
    assert events(feed(token_of(fernshire, fernshire.noor))) == []


def test_a_new_address_ends_the_old_one_and_a_revoked_one_is_not_there(fernshire: Fernshire) -> None:
    first = token_of(fernshire, fernshire.noor)
    second = token_of(fernshire, fernshire.noor)
    feed(first, 404)
    feed(second)
    operations.revoke_calendar_token(by=fernshire.actor(fernshire.noor))
    feed(second, 404)
    feed("never-made", 404)
    set_need_to_know(fernshire.partnership.pk)
    assert second not in str(CalendarToken.objects.values_list())


def test_a_locked_account_and_a_person_who_left_have_no_feed(fernshire: Fernshire) -> None:
    token = token_of(fernshire, fernshire.noor)
    fernshire.noor.account.is_active = False
    fernshire.noor.account.save()
    assert owner_of(token) is None
    fernshire.noor.account.is_active = True
    fernshire.noor.account.save()
    assert owner_of(token) is not None
    Person.objects.filter(pk=fernshire.noor.pk).update(left_on="2026-01-01")
    assert owner_of(token) is None


@pytest.mark.parametrize("closed", [{"locked_at": MARCH}, {"access_until": "2020-01-01"}])
def test_somebody_locked_out_of_the_partnership_has_no_feed_there(
    fernshire: Fernshire, closed: dict[str, Any]
) -> None:
    fernshire.meeting()
    token = token_of(fernshire, fernshire.noor)
    Person.objects.filter(pk=fernshire.noor.pk).update(**closed)
    assert Client().get(f"/meetings/calendar/{token}.ics").status_code == 404


def test_the_look_up_knows_one_owner_and_shows_no_other_partnership(fernshire: Fernshire) -> None:
    fernshire.meeting()
    mine = token_of(fernshire, fernshire.noor)
    elsewhere = Fernshire("Marlshire")
    elsewhere.meeting(APRIL)
    theirs = token_of(elsewhere, elsewhere.noor)
    set_need_to_know(None)
    assert owner_of(mine).partnership_id == fernshire.partnership.pk
    assert owner_of(theirs).person_id == elsewhere.noor.pk
    assert [event["dtstart"].dt for event in events(feed(mine))] == [MARCH]
    assert [event["dtstart"].dt for event in events(feed(theirs))] == [APRIL]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["calendar_feed_of", "excluded_documents", "excluded_document_versions"])
def test_every_function_that_sees_past_row_security_has_a_fixed_search_path(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select prosecdef, proconfig from pg_proc where proname = %s", [name])
        assert cursor.fetchall() == [(True, ["search_path=pg_catalog, public, pg_temp"])]


def test_an_unchanged_feed_answers_that_it_is_unchanged(fernshire: Fernshire) -> None:
    fernshire.meeting()
    token = token_of(fernshire, fernshire.noor)
    tag = Client().get(f"/meetings/calendar/{token}.ics").headers["ETag"]
    feed(token, 304, **{"If-None-Match": tag})


def test_an_address_asked_all_the_time_has_to_wait(
    fernshire: Fernshire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("holdfast.governance.meetings.views.calendars.MOST_AN_HOUR", 2)
    token = token_of(fernshire, fernshire.noor)
    feed(token)
    feed(token)
    feed(token, 429)


def test_an_invited_expert_has_the_one_meeting_in_her_feed(fernshire: Fernshire) -> None:
    march = fernshire.meeting()
    fernshire.meeting(APRIL)
    item = fernshire.item(march)
    operations.invite(by=fernshire.actor(fernshire.bea), meeting=march, item=item, person=fernshire.ivy)
    [event] = events(feed(token_of(fernshire, fernshire.ivy)))
    assert event["uid"] == f"{march.pk}@holdfast"
    assert Meeting.objects.count() == 2
