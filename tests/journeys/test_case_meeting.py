"""Cora runs the weekly case meeting by keys alone; the picture needs no scrolling; Mina answers before it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from holdfast.casework.children.models import Placement, Voice
from holdfast.casework.missing.models import Episode
from holdfast.casework.panel.operations.answering import answer
from holdfast.casework.panel.operations.lists import move_child
from holdfast.casework.risk.operations import agree_plan, join_list, set_level
from holdfast.kernel import clock
from tests.casework.panel.weekly import Weekly, weekly
from tests.journeys.conftest import Visit

# What a plain confirmation may cost at most, in presses, from one child to the next.
MOST_PRESSES = 6


@pytest.fixture
def under_way(visit: Visit) -> Weekly:
    """A meeting that began five minutes ago, of four children with a year behind them."""
    with transaction.atomic():
        week = weekly(4, start=clock.now() - timedelta(minutes=5))
        for number, given in enumerate(("Robin", "Ash", "Sky", "Wren")):
            _with_a_year(week, given, number)
        week.issued("Robin", "Ash", "Sky", "Wren")
        for place, given in enumerate(("Robin", "Ash", "Sky", "Wren"), start=1):
            move_child(by=week.cora, listing=week.listing(given), to=place)
        mina = week.actor("Mina")
        answer(
            by=mina, listing=week.listing("Robin"), version=0,
            proposes="A nurse offers an appointment at school",
            knows="Seen at A&E twice in October with injuries that were not explained. " * 3,
        )  # fmt: skip
        week.opened(clock.now() - timedelta(minutes=5))
        week.town.everything()
    return week


def _with_a_year(week: Weekly, given: str, number: int) -> None:
    """Levels that rise, episodes, a placement, words of the child's own, and a plan."""
    child, now, cora = week.children[given], clock.now(), week.cora
    for area, level, days in (
        ("sexual", "medium", 300),
        ("criminal", "low", 200),
        ("sexual", "high", 60 + number),
    ):
        set_level(
            child=child, area=area, level=level, reason="Seen with older men at a hotel", by=cora,
            at=now - timedelta(days=days),
        )  # fmt: skip
    own = {"partnership": week.town.partnership, "child": child}
    for days in (280, 190, 75, 40, 12, 5):
        began = now - timedelta(days=days)
        Episode.objects.create(began_at=began, ended_at=began + timedelta(hours=9 + days % 20), **own)
    Placement.objects.create(
        placing_authority="Fernshire", host_authority="Meadowshire", is_placed_out=True, placement_type="K2",
        from_on=date(2026, 1, 5), **own,
    )  # fmt: skip
    Voice.objects.create(
        words="I want to stay at my nan's on weekends. Nobody asks me where I go, they just shout.",
        heard_on=clock.today() - timedelta(days=9), heard_by="Tom, youth worker", **own,
    )  # fmt: skip
    join_list(child=child, reason="High risk", by=cora)
    agree_plan(
        child=child, group=week.town.group, review_on=clock.today() + timedelta(days=20), by=cora,
        text="Carers ring at 9pm; police visit the hotel on Fridays; nan has him on weekends.",
    )  # fmt: skip
    week.town.works_with("police", child, "Chidi")
    week.town.works_with("school", child, name="Pat Lee, head of year")


def _turn_keys_on(page: Page) -> None:
    page.evaluate("localStorage.setItem('holdfast-shortcuts', 'on')")


def test_cora_confirms_child_after_child_with_two_keys_each(visit: Visit, under_way: Weekly) -> None:
    cora = visit(under_way.town, "Cora")
    cora.goes_to(f"/cases/meetings/{under_way.meeting.pk}/")
    cora.passes("case-list")
    _turn_keys_on(cora.page)
    cora.presses("Next child")
    _fits(cora.page)
    cora.passes("case-picture")
    presses = 0
    for following in ("Ash Birch", "Sky Cedar", "Wren Dale"):
        for key in ("c", "n"):
            presses += 1
            with cora.page.expect_navigation():
                cora.page.keyboard.press(key)
        expect(cora.page.get_by_role("heading", level=1)).to_have_text(following)
    assert presses / 3 == 2 <= MOST_PRESSES
    with cora.page.expect_navigation():
        cora.page.keyboard.press("c")
    expect(cora.sees("Sexual exploitation: high confirmed")).to_be_visible()
    cora.passes("case-confirmed")


def _fits(page: Page) -> None:
    """The picture ends above the lower edge of the window at desk width: nothing has to be scrolled to."""
    box = page.locator("#picture").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= page.viewport_size["height"]  # type: ignore[index]


def test_mo_and_mina_see_what_cora_decides_and_what_mo_types_outlives_the_closing(
    visit: Visit, under_way: Weekly
) -> None:
    cora, mo, mina = (visit(under_way.town, name) for name in ("Cora", "Mo", "Mina"))
    cora.goes_to(f"/cases/meetings/{under_way.meeting.pk}/")
    cora.presses("Next child")
    for other in (mo, mina):
        other.goes_to(cora.page.url.removeprefix(cora.address).split("#")[0])
    mo.writes("What it said", "Half a sent")
    mo.writes("Outcome sought for the child", "A place at")
    cora.presses("Confirm")
    for other in (mo, mina):
        expect(other.sees("Sexual exploitation: high confirmed")).to_be_visible()
        expect(other.page.get_by_text("Confirmed", exact=True)).to_be_visible()
    cora.presses("Next child")
    expect(mina.sees("The meeting has gone on to")).to_be_visible()
    mina.follows("Ash Birch")
    _closes(under_way)
    expect(mo.sees("It ended while this page was open.")).to_be_visible()
    expect(mo.page.get_by_label("What it said", exact=True)).to_have_value("Half a sent")
    expect(mo.page.get_by_label("Outcome sought for the child")).to_have_value("A place at")
    mo.passes("case-ended-while-typing")
    mo.presses("Add")
    expect(mo.sees("It was not recorded. Copy it")).to_be_visible()
    expect(mo.page.get_by_label("What it said", exact=True)).to_have_value("Half a sent")
    expect(mina.page.get_by_role("button", name="Next child")).to_have_count(0)


def _closes(week: Weekly) -> None:
    with transaction.atomic():
        week.closed(clock.now())
        week.town.everything()


def test_mina_answers_for_health_and_the_focus_goes_on_to_the_next_child(
    visit: Visit, under_way: Weekly
) -> None:
    mina = visit(under_way.town, "Mina")
    mina.goes_to(f"/cases/meetings/{under_way.meeting.pk}/answers/")
    mina.passes("case-answers")
    mina.presses("Nothing known of Ash Birch")
    expect(mina.page.locator(".hf-answers__row", has_text="Ash Birch")).to_contain_text("Nothing known")
    expect(mina.page.locator(":focus")).to_contain_text("Nothing known of Sky Cedar")
    mina.page.keyboard.press("Enter")
    expect(mina.page.locator(":focus")).to_contain_text("Nothing known of Wren Dale")
    mina.writes("What you know of Wren Dale", "Registered with a new surgery")
    expect(mina.page.get_by_text("Saved at")).to_be_visible()
