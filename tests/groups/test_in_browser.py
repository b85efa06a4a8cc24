"""The pages of groups in a real browser: accessible at a desk and on a telephone; trying terms out live."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from holdfast.groups.models import Board, Terms
from holdfast.groups.operations.boards import add_board, add_board_meetings
from holdfast.groups.operations.deputies import name_deputy
from holdfast.groups.operations.offices import give_office
from holdfast.groups.operations.seats import appoint, coopt
from holdfast.groups.operations.structure import add_group
from holdfast.kernel import clock
from holdfast.stewardship.access.context import need_to_know
from holdfast.stewardship.accounts.models import Account
from tests.groups.world import ADOPTED, NOW, SIGNED, TODAY, Fernshire, charter
from tests.web.browser import (
    IN_CHROMIUM,
    axe_faults,
    is_too_wide,
    picture,
    sign_in,
    watched,
)

pytestmark = IN_CHROMIUM
WIDTHS = {"desk": 1280, "telephone": 375}


def people_fernshire(place: Fernshire) -> None:
    """Seats held, a standing deputy, a co-opted adviser, a vice chair."""
    for key, person in (("police", place.paul), ("nurse", place.grace)):
        appoint(place.seat(key).pk, person.pk, by=place.manager, from_on=ADOPTED, reason="Nominated")
    name_deputy(place.seat("police").pk, place.person("Dina Sow").pk, by=place.manager, from_on=TODAY)
    adviser = {"title": "Licensing adviser", "from_on": TODAY, "reason": "Advice"}
    coopt(place.group.pk, place.person("Li Wei").pk, by=place.manager, **adviser)
    give_office(place.group.pk, "vice-chair", place.grace.pk, by=place.manager, how="board", from_on=TODAY)


def board_fernshire(place: Fernshire) -> Board:
    """A Board that meets each month, with a group beneath the other that reports to it."""
    board = add_board(by=place.manager, name="Fernshire Safeguarding Children Board")
    add_board_meetings(board.pk, [date(2026, n, 9) for n in range(1, 13)], by=place.manager)
    add_group(
        by=place.manager,
        name="Daily exploitation huddle",
        short_name="Huddle",
        level="operational",
        parent_id=place.group.pk,
        board_ids=[board.pk],
    )
    return board


def addresses_of(place: Fernshire, board: Board, present: Terms, proposed: Terms) -> dict[str, str]:
    """The pages by name."""
    group, seat = f"/groups/{place.group.pk}/", f"/seats/{place.seat('police').pk}/"
    terms = f"/terms/{proposed.pk}/"
    return {
        "partnership": "/partnership/",
        "vacancies": "/partnership/vacancies/",
        "board": f"/boards/{board.pk}/",
        "board-dates": f"/boards/{board.pk}/dates/",
        "group": group,
        "change-group": f"{group}place/",
        "members": f"{group}members/",
        "past": f"{group}members/?on=2025-03-01",
        "seat": seat,
        "appoint": f"{seat}appointments/new/",
        "versions": f"{group}terms/",
        "propose": f"{group}terms/new/",
        "compare": f"{group}terms/comparison/?old={present.pk}&new={proposed.pk}",
        "read": terms,
        "trial": f"/terms/{present.pk}/trial/?try=1&s0=member&s1=deputy&s1-remote=on",
        "agencies": f"{terms}agencies/",
        "signature": f"{terms}signatures/new/",
        "force": f"{terms}force/",
    }


@pytest.fixture
def addresses(transactional_db: None) -> dict[str, str]:
    """A lived-in Fernshire: the addresses of its pages, and who signs in."""
    with clock.fixed_at(NOW), need_to_know(None):
        place = Fernshire()
        present = place.adopt()
        people_fernshire(place)
        board = board_fernshire(place)
        proposed = place.propose(charter("2", nurse="Designated nurse", more=SIGNED))
        return {"email": place.account.email, **addresses_of(place, board, present, proposed)}


@pytest.fixture
def page(
    browser: Browser, live_server: LiveServer, addresses: dict[str, str], settings: Settings
) -> Iterator[Page]:
    # Over plain HTTP on loopback a browser takes no cookie that wants a secure connection.
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "session", "csrf"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    context: BrowserContext = browser.new_context()
    sign_in(context, live_server.url, Account.objects.get(email=addresses["email"]))
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("where", WIDTHS)
def test_axe_finds_nothing_on_any_page(
    live_server: LiveServer, page: Page, addresses: dict[str, str], where: str
) -> None:
    said = watched(page)
    page.set_viewport_size({"width": WIDTHS[where], "height": 900})
    faults: list[str] = []
    for name, address in addresses.items():
        if name != "email":
            page.goto(f"{live_server.url}{address}")
            picture(page, f"groups-{name}-{where}")
            faults += [f"{name}: {fault}" for fault in axe_faults(page)]
            faults += [f"{name}: too wide"] if is_too_wide(page) else []
    assert faults == []
    assert said == []


def test_ticking_a_seat_answers_at_once(
    live_server: LiveServer, page: Page, addresses: dict[str, str]
) -> None:
    page.goto(f"{live_server.url}{addresses['trial'].partition('?')[0]}")
    for seat in ("Police inspector", "Named nurse"):
        page.get_by_role("group", name=seat).get_by_label("Member").check()
    expect(page.locator("#finding")).to_contain_text("quorate")
    expect(page.locator("#finding")).to_contain_text("Police inspector")
