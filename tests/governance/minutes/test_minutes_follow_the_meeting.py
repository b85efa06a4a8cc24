"""Minutes are drafted as the meeting closes, follow corrections, and are approved at a later meeting."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
import pypdf
import pytest
from django.core.exceptions import PermissionDenied

from holdfast.governance.meetings.models import Meeting
from holdfast.governance.minutes import operations
from holdfast.governance.minutes.models import Minutes, MinutesSection
from holdfast.governance.minutes.operations import SectionChanged
from holdfast.governance.room.operations import (
    close_meeting,
    correct_presence,
    declare_interest,
    open_meeting,
    record_arrival,
    record_decision,
    record_departure,
    save_minute_text,
    take_minute_text,
)
from holdfast.governance.room.queries.facts import facts_of
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.context import set_need_to_know
from tests.factories import make_item, make_meeting
from tests.governance.room.fernshire import Fernshire, at, fernshire, with_accounts
from tests.web.fetcher import Fetcher


@pytest.fixture
def mace(db: None) -> Iterator[Fernshire]:
    with clock.fixed_at(at(18)):
        yield fernshire()


def held(mace: Fernshire) -> Minutes:
    """Amina, Jo and Sue met; Jo left at three; one decision; Mo wrote the minute."""
    mace.opened()
    mace.quorate()
    take_minute_text(by=mace.mo, item=mace.item)
    save_minute_text(by=mace.mo, item=mace.item, text="The flat above the shop was discussed.", version=0)
    record_decision(by=mace.mo, item=mace.item, text="Police visit the flat.", at=at(14, 30))
    jo = next(p for p in facts_of(mace.meeting).presences if p.person_id == mace.person("Jo").pk)
    record_departure(by=mace.mo, presence=jo, at=at(15))
    close_meeting(by=mace.mo, meeting=mace.meeting, at=at(16))
    return Minutes.objects.get(meeting=mace.meeting)


def next_meeting(mace: Fernshire, quorate: bool = True) -> Meeting:
    meeting = make_meeting(mace.group, at(17))
    make_item(meeting, "Minutes of the last meeting", kind="last-minutes")
    open_meeting(by=mace.mo, meeting=meeting, at=at(17))
    for name in ("Amina", "Jo", "Sue") if quorate else ("Amina",):
        record_arrival(by=mace.mo, meeting=meeting, person=mace.person(name), at=at(17))
    return meeting


def test_closing_drafts_minutes_with_attendance_quorum_text_and_decisions(mace: Fernshire) -> None:
    minutes = held(mace)
    section = minutes.sections.get()
    assert (minutes.state, section.text) == ("draft", "The flat above the shop was discussed.")
    assert [d["text"] for d in section.record["decisions"]] == ["Police visit the flat."]
    assert [p["name"] for p in minutes.record["people"]] == ["Amina Khan", "Jo O’Neill", "Sue Hart"]
    assert [(span["met"]) for span in minutes.record["quorum"]] == [True, False]
    assert minutes.record["absent"] == [{"seat": "Charity", "names": ["Vera Lind"]}]
    assert minutes.record["chair"][0]["name"] == "Amina Khan"


def test_minutes_that_the_chair_checked_go_back_to_draft_when_attendance_is_put_right(
    mace: Fernshire,
) -> None:
    minutes = held(mace)
    operations.check_minutes(by=mace.actor("Amina"), minutes=minutes, seen_version=minutes.version)
    jo = next(p for p in facts_of(mace.meeting).presences if p.person_id == mace.person("Jo").pk)
    correct_presence(by=mace.mo, presence=jo, left_at=at(16), reason="She stayed to the end.")
    minutes.refresh_from_db()
    assert minutes.state == "draft"
    assert [(span["met"]) for span in minutes.record["quorum"]] == [True]


def test_approval_needs_the_chairs_check_a_later_meeting_and_its_quorum(mace: Fernshire) -> None:
    minutes = held(mace)
    later = next_meeting(mace, quorate=False)
    amina = mace.actor("Amina")
    with pytest.raises(Refused, match="not checked"):
        operations.approve_minutes(
            by=amina, minutes=minutes, at=next_meeting_now(later, mace), seen_version=0
        )
    operations.check_minutes(by=amina, minutes=minutes, seen_version=0)
    with pytest.raises(Refused, match="later meeting"):
        operations.approve_minutes(by=amina, minutes=minutes, at=mace.meeting, seen_version=1)
    operations.approve_minutes(by=amina, minutes=minutes, at=later, seen_version=1)
    minutes.refresh_from_db()
    assert (minutes.state, minutes.approved_at_meeting) == ("approved", later)


def next_meeting_now(meeting: Meeting, mace: Fernshire) -> Meeting:
    """The rest arrive."""
    for name in ("Jo", "Sue"):
        record_arrival(by=mace.mo, meeting=meeting, person=mace.person(name), at=at(17, 30))
    mace.actor("Amina")
    return meeting


def test_an_inquorate_meeting_approves_nothing(mace: Fernshire) -> None:
    minutes = held(mace)
    later = next_meeting(mace, quorate=False)
    amina = mace.actor("Amina")
    operations.check_minutes(by=amina, minutes=minutes, seen_version=0)
    with pytest.raises(Refused, match="health"):
        operations.approve_minutes(by=amina, minutes=minutes, at=later, seen_version=1)


def test_minutes_that_somebody_changed_meanwhile_are_not_approved_unread(mace: Fernshire) -> None:
    minutes = held(mace)
    later = next_meeting(mace)
    operations.check_minutes(by=mace.actor("Amina"), minutes=minutes, seen_version=0)
    section = minutes.sections.get()
    operations.correct_section(by=mace.mo, section=section, text="Changed.", seen_version=0)
    with pytest.raises(Refused, match="not checked"):
        operations.approve_minutes(by=mace.actor("Amina"), minutes=minutes, at=later, seen_version=1)


def test_two_clerks_correcting_one_section_lose_nothing(mace: Fernshire) -> None:
    section = held(mace).sections.get()
    operations.correct_section(by=mace.mo, section=section, text="One.", seen_version=0)
    with pytest.raises(SectionChanged):
        operations.correct_section(by=mace.mo, section=section, text="Two.", seen_version=0)
    section.refresh_from_db()
    assert section.text == "One."
    assert [c.before for c in section.corrections.all()] == ["The flat above the shop was discussed."]


def test_a_member_cannot_correct_or_check(mace: Fernshire) -> None:
    minutes = held(mace)
    jo = mace.actor("Jo")
    with pytest.raises(PermissionDenied):
        operations.correct_section(by=jo, section=minutes.sections.get(), text="x", seen_version=0)
    with pytest.raises(PermissionDenied):
        operations.check_minutes(by=jo, minutes=minutes, seen_version=0)


def test_a_draft_is_given_to_nobody(mace: Fernshire) -> None:
    with pytest.raises(Refused, match="draft"):
        operations.send_minutes(by=mace.mo, minutes=held(mace), to=[mace.person("Jo")], reason="Member")


def test_whoever_is_excluded_from_an_item_reads_minutes_without_it(mace: Fernshire) -> None:
    with_accounts(mace, "Sue", "Mo")
    secret = make_item(mace.meeting, "The Hart family", 2)
    mace.opened()
    mace.quorate()
    declare_interest(
        by=mace.mo, meeting=mace.meeting, item=secret, person=mace.person("Sue"), nature="actual",
        text="My cousin", excludes=True, at=at(14, 5),
    )  # fmt: skip
    mace.actor("Amina")
    close_meeting(by=mace.mo, meeting=mace.meeting, at=at(16))
    assert Minutes.objects.get(meeting=mace.meeting).sections.count() == 2
    address = f"/meetings/{mace.meeting.pk}/minutes/"
    page = Fetcher(mace.person("Sue").account).get(address)
    assert "Hart family" not in page.text
    assert "left out" in page.text
    for kind in ("docx", "pdf"):
        file = Fetcher(mace.person("Sue").account).client.get(f"{address}file.{kind}")
        assert "Hart family" not in text_of(file.content, kind)
    assert "Hart family" in Fetcher(mace.person("Mo").account).get(address).text


def text_of(content: bytes, kind: str) -> str:
    if kind == "pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    file = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in file.paragraphs), *cells])


def test_the_page_word_and_pdf_say_the_same(mace: Fernshire) -> None:
    with_accounts(mace, "Jo")
    held(mace)
    browser = Fetcher(mace.person("Jo").account)
    address = f"/meetings/{mace.meeting.pk}/minutes/"
    said = ["Police visit the flat.", "Jo O’Neill", "2pm to 3pm", "The flat above the shop was discussed."]
    for line in said:
        assert line in browser.get(address).text
    for kind in ("docx", "pdf"):
        text = text_of(browser.client.get(f"{address}file.{kind}").content, kind)
        assert all(line in " ".join(text.split()) for line in said)


def test_the_pdf_is_tagged(mace: Fernshire) -> None:
    with_accounts(mace, "Jo")
    held(mace)
    made = Fetcher(mace.person("Jo").account).client.get(f"/meetings/{mace.meeting.pk}/minutes/file.pdf")
    assert b"pdfuaid" in made.content
    assert pypdf.PdfReader(io.BytesIO(made.content)).root_object["/MarkInfo"]["/Marked"]  # type: ignore[index]


def test_the_clerk_and_the_chair_take_minutes_from_draft_to_approved_by_page(mace: Fernshire) -> None:
    with_accounts(mace, "Amina", "Mo", "Jo")
    held(mace)
    next_meeting(mace)
    address = f"/meetings/{mace.meeting.pk}/minutes/"
    clerk, chair = Fetcher(mace.person("Mo").account), Fetcher(mace.person("Amina").account)
    page = clerk.get(address).follow("1. Hotspots").submit("Save", text="It was discussed at length.")
    assert page.banners == ["The minutes are corrected."]
    page = chair.get(address).submit("They are accurate: check them")
    assert page.banners == ["The minutes are checked and can be shared with the group."]
    page = page.follow("Approve at a meeting").submit("Approve")
    assert page.banners == ["The minutes are approved."]
    assert "Give to people" in clerk.get(address).text


def test_the_number_of_queries_does_not_grow_with_the_meeting(
    mace: Fernshire, django_assert_max_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with_accounts(mace, "Jo")
    minutes = held(mace)
    browser = Fetcher(mace.person("Jo").account)
    address = f"/meetings/{mace.meeting.pk}/minutes/"
    browser.get(address)
    with CaptureQueriesContext(connection) as few:
        browser.get(address)
    set_need_to_know(mace.partnership.pk)
    MinutesSection.objects.bulk_create(
        MinutesSection(partnership=mace.partnership, minutes=minutes, position=n, heading=f"Item {n}")
        for n in range(2, 12)
    )
    with CaptureQueriesContext(connection) as many:
        browser.get(address)
    assert len(many) == len(few)


def test_the_chairs_home_page_names_the_draft_that_waits(mace: Fernshire) -> None:
    held(mace)
    with_accounts(mace, "Amina", "Jo")
    assert "Minutes to check" in Fetcher(mace.person("Amina").account).get("/").text
    assert "Minutes to check" not in Fetcher(mace.person("Jo").account).get("/").text
