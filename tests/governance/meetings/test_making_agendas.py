"""The agenda: what comes by itself, what is added, its order, and the chair's confirmation."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from holdfast.governance.meetings import operations
from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.governance.room.models import Exclusion
from holdfast.kernel.finding import Refused
from tests.governance.meetings.world import APRIL, NOW, Fernshire


def titles(meeting: Meeting) -> list[str]:
    return list(meeting.items.order_by("position").values_list("title", flat=True))


def test_standing_items_come_by_themselves_as_the_terms_ask(fernshire: Fernshire) -> None:
    meeting = fernshire.meeting()
    assert titles(meeting) == [
        "Welcome and apologies",
        "Declarations of interest",
        "Minutes of the last meeting",
        "Matters arising",
        "Open actions",
        "What the terms ask each meeting to look at",
        "Any other business",
        "Date of the next meeting",
    ]
    assert meeting.items.get(kind="business").purpose == "Progress of the plan."
    assert meeting.terms == fernshire.terms


def test_bea_drafting_twice_adds_nothing(fernshire: Fernshire) -> None:
    meeting = fernshire.meeting()
    before = titles(meeting)
    operations.draft_agenda(by=fernshire.actor(fernshire.bea), meeting=meeting)
    assert titles(meeting) == before


def test_business_goes_before_any_other_business(fernshire: Fernshire) -> None:
    meeting = fernshire.meeting()
    fernshire.item(meeting, "Hotspots")
    fernshire.item(meeting, "Audit")
    assert titles(meeting)[-4:] == ["Hotspots", "Audit", "Any other business", "Date of the next meeting"]


def test_bea_moves_an_item_up_down_and_to_a_place(fernshire: Fernshire) -> None:
    meeting = fernshire.meeting()
    item = fernshire.item(meeting, "Hotspots")
    bea = fernshire.actor(fernshire.bea)
    operations.move_item(by=bea, item=item, to=2)
    assert titles(meeting)[1] == "Hotspots"
    operations.move_item(by=bea, item=item, to=-4)
    assert titles(meeting)[0] == "Hotspots"
    operations.move_item(by=bea, item=item, to=400)
    assert titles(meeting)[-1] == "Hotspots"


def test_only_grace_who_chairs_confirms_the_agenda(fernshire: Fernshire) -> None:
    meeting = fernshire.meeting()
    with pytest.raises(PermissionDenied):
        operations.confirm_agenda(by=fernshire.actor(fernshire.bea), meeting=meeting)
    confirmed = operations.confirm_agenda(by=fernshire.actor(fernshire.grace), meeting=meeting)
    assert confirmed.agenda_confirmed_by == fernshire.grace


def test_a_change_after_confirming_takes_the_confirmation_back_visibly(fernshire: Fernshire) -> None:
    meeting = fernshire.meeting()
    operations.confirm_agenda(by=fernshire.actor(fernshire.grace), meeting=meeting)
    fernshire.item(meeting, "Late business")
    meeting.refresh_from_db()
    assert meeting.agenda_confirmed_at is None
    assert meeting.agenda_reopened_by == fernshire.bea
    again = operations.confirm_agenda(by=fernshire.actor(fernshire.grace), meeting=meeting)
    assert again.agenda_reopened_at is None


def test_grace_cannot_confirm_an_agenda_that_changed_while_she_read_it(fernshire: Fernshire) -> None:
    meeting = fernshire.meeting()
    fernshire.item(meeting, "Late business")
    with pytest.raises(Refused, match="changed while you were reading"):
        operations.confirm_agenda(
            by=fernshire.actor(fernshire.grace), meeting=meeting, version=meeting.version
        )


def test_a_member_cannot_change_the_agenda(fernshire: Fernshire) -> None:
    meeting = fernshire.meeting()
    with pytest.raises(PermissionDenied):
        operations.add_item(by=fernshire.actor(fernshire.noor), meeting=meeting, title="Mine")


def test_the_agenda_of_a_meeting_that_is_over_stays(fernshire: Fernshire) -> None:
    meeting = fernshire.meeting()
    Meeting.objects.filter(pk=meeting.pk).update(state="closed")
    with pytest.raises(Refused, match="is over"):
        fernshire.item(meeting)


def test_business_of_a_cancelled_meeting_is_carried_over_once_with_its_papers(fernshire: Fernshire) -> None:
    march, april = fernshire.meeting(), fernshire.meeting(APRIL)
    fernshire.item(march, "Hotspots", minutes_planned=20)
    bea = fernshire.actor(fernshire.bea)
    operations.cancel_meeting(by=bea, meeting=march, reason="Snow")
    carried = operations.carry_over(march, by=bea)
    assert [item.title for item in carried] == ["Hotspots"]
    copy = AgendaItem.objects.get(meeting=april, title="Hotspots")
    assert (copy.carried_from.meeting, copy.minutes_planned) == (march, 20)
    assert operations.carry_over(march, by=bea) == []
    assert titles(april)[-2:] == ["Any other business", "Date of the next meeting"]


def test_without_a_later_meeting_nothing_is_carried(fernshire: Fernshire) -> None:
    with pytest.raises(Refused, match="no later meeting"):
        operations.carry_over(fernshire.meeting(), by=fernshire.actor(fernshire.bea))


def test_bea_adds_an_item_behind_one_that_she_may_not_see(fernshire: Fernshire) -> None:
    meeting = fernshire.meeting()
    hidden = meeting.items.get(kind="next-meeting")
    Exclusion.objects.create(
        partnership=fernshire.partnership,
        item=hidden,
        person=fernshire.bea,
        reason="A relative",
        from_at=NOW,
        recorded_by=fernshire.grace,
    )
    fernshire.item(meeting, "Hotspots")
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    assert "Date of the next meeting" not in titles(meeting)
    fernshire.actor(fernshire.grace)
    assert titles(meeting).count("Hotspots") == 1
    assert meeting.items.filter(pk=hidden.pk).exists()
