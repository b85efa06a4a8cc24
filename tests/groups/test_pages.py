"""The pages of groups, fetched as a browser does, by the people who use them."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.groups.models import Appointment, Board, BoardMeeting, Deputyship, Group
from holdfast.groups.operations.boards import add_board, add_board_meetings
from holdfast.groups.operations.deputies import name_deputy
from holdfast.groups.operations.offices import give_office
from holdfast.groups.operations.seats import appoint, coopt
from holdfast.groups.operations.structure import add_group
from tests.factories import make_account, make_agency, make_group, make_partnership, make_seat
from tests.groups.world import TODAY, Fernshire, charter
from tests.web.fetcher import Fetcher


@pytest.fixture
def bola(adopted: Fernshire) -> Fetcher:
    """Bola's browser."""
    return Fetcher(adopted.account)


def seat_paul(place: Fernshire, from_on: date = date(2025, 5, 1)) -> Appointment:
    """Paul in the police seat, and so in the chair."""
    return appoint(place.seat("police").pk, place.paul.pk, by=place.manager, from_on=from_on)


def test_the_partnership_page_shows_groups_boards_and_agencies(adopted: Fernshire, bola: Fetcher) -> None:
    board = add_board(by=adopted.manager, name="Fernshire Safeguarding Board")
    add_board_meetings(board.pk, [date(2026, 3, 10)], by=adopted.manager)
    page = bola.get("/partnership/")
    assert {"Harbour group", "Fernshire Safeguarding Board"} <= page.links.keys()
    assert "Tuesday 10 March 2026" in page.text
    assert "Fernshire Police Police Statutory" in page.text


def test_bola_adds_a_group_under_another_with_two_boards(adopted: Fernshire, bola: Fetcher) -> None:
    boards = [add_board(by=adopted.manager, name=f"Board {n}") for n in (1, 2)]
    page = (
        bola.get("/partnership/")
        .follow("Add a group")
        .submit(
            name="O’Hara’s <b>panel</b> 🛟",
            short_name="Panel",
            level="tactical",
            parent=str(adopted.group.pk),
            boards=[str(board.pk) for board in boards],
        )
    )
    assert page.heading == "O’Hara’s <b>panel</b> 🛟"
    assert "Board 1, Board 2" in page.text
    assert "Harbour" in page.links


def test_a_circle_in_the_tree_is_refused_with_what_was_typed_still_there(
    adopted: Fernshire, bola: Fetcher
) -> None:
    below = add_group(
        by=adopted.manager, name="Panel", short_name="P", level="tactical", parent_id=adopted.group.pk
    )
    form = bola.get(f"/groups/{adopted.group.pk}/place/")
    page = form.submit(name="Harbour renamed", parent=str(below.pk))
    assert "round in a circle" in page.errors[0]
    assert page.by_id("id_name").attrib["value"] == "Harbour renamed"


def test_two_people_changing_a_group_do_not_overwrite_each_other(adopted: Fernshire, bola: Fetcher) -> None:
    first = bola.get(f"/groups/{adopted.group.pk}/place/")
    second = bola.get(f"/groups/{adopted.group.pk}/place/")
    first.submit(short_name="One")
    assert "Someone else changed this" in second.submit(short_name="Two").errors[0]
    adopted.look()
    assert Group.objects.get(pk=adopted.group.pk).short_name == "One"


def test_the_group_page_shows_seats_vacancies_and_who_chairs_by_their_seat(
    adopted: Fernshire, bola: Fetcher
) -> None:
    seat_paul(adopted)
    page = bola.get(f"/groups/{adopted.group.pk}/")
    assert "whoever is Police inspector Paul Okafor, Fernshire Police" in page.text
    assert "1 person in 3 seats, 2 of them vacant" in page.text
    assert "Version 1, since 1 January 2025. Next review: none stated." in page.text


def test_bola_appoints_by_page_and_a_second_sending_does_nothing_more(
    adopted: Fernshire, bola: Fetcher
) -> None:
    form = bola.get(f"/seats/{adopted.seat('police').pk}/").follow("Appoint somebody")
    page = form.submit(person=str(adopted.paul.pk), reason="Nominated by the force")
    assert page.banners == ["Paul Okafor is appointed to Police inspector."]
    form.submit(person=str(adopted.paul.pk), reason="Nominated by the force")
    adopted.look()
    assert Appointment.objects.count() == 1


def test_appointing_somebody_of_another_agency_is_done_and_said(adopted: Fernshire, bola: Fetcher) -> None:
    form = bola.get(f"/seats/{adopted.seat('police').pk}/appointments/new/")
    page = form.submit(person=str(adopted.grace.pk))
    assert "the seat is for Fernshire Police" in page.banners[0]


def test_a_refused_appointment_keeps_what_was_typed(adopted: Fernshire, bola: Fetcher) -> None:
    form = bola.get(f"/seats/{adopted.seat('police').pk}/appointments/new/")
    page = form.submit(person=str(adopted.paul.pk), from_on_year="2024", reason="As agreed")
    assert "opened on 1 January 2025" in page.errors[0]
    assert page.by_id("id_reason").attrib["value"] == "As agreed"


def test_membership_on_a_past_date_is_shown_from_the_address(adopted: Fernshire, bola: Fetcher) -> None:
    seat_paul(adopted)
    members = f"/groups/{adopted.group.pk}/members/"
    assert "Paul Okafor" in bola.get(f"{members}?on=2025-06-01").text
    before = bola.get(f"{members}?on=2025-03-01")
    assert before.heading == "Members on 1 March 2025"
    assert "Paul Okafor" not in before.text
    assert "no seats on this day" in bola.get(f"{members}?on=2024-03-01").text
    assert bola.get(f"{members}?on=nonsense").errors


def test_an_appointment_is_ended_and_its_reason_is_in_the_history(adopted: Fernshire, bola: Fetcher) -> None:
    seat_paul(adopted)
    page = bola.get(f"/seats/{adopted.seat('police').pk}/")
    ended = page.follow("End Paul Okafor's appointment").submit(reason="Moved to another force")
    assert "Moved to another force." in ended.text


def test_bola_co_opts_names_a_deputy_and_gives_an_office(adopted: Fernshire, bola: Fetcher) -> None:
    members = bola.get(f"/groups/{adopted.group.pk}/members/")
    page = members.follow("Co-opt somebody").submit(
        person=str(adopted.grace.pk), title="Licensing adviser", reason="Advice"
    )
    assert "Licensing adviser" in page.text
    seat = bola.get(f"/seats/{adopted.seat('police').pk}/")
    named = seat.follow("Name a standing deputy").submit(person=str(adopted.paul.pk))
    assert named.banners == ["The deputy is named."]
    office = bola.get(f"/groups/{adopted.group.pk}/members/").follow("Record who holds it: Vice chair")
    given = office.submit(person=str(adopted.paul.pk))
    assert "2 March 2027" in given.text


def test_board_dates_are_added_many_at_once_and_wrong_lines_are_all_named(
    adopted: Fernshire, bola: Fetcher
) -> None:
    board = add_board(by=adopted.manager, name="The Board")
    form = bola.get(f"/boards/{board.pk}/").follow("Add dates")
    wrong = form.submit(days="3 June 2026\nnonsense\n31/02/2026")
    assert len(wrong.errors) == 3
    assert "nonsense" in wrong.by_id("id_days").text
    page = form.submit(days="Tuesday 3 June 2026\n\n03/09/2026\n2026-12-01\n3 June 2026")
    assert page.banners == ["3 dates added."]
    page.follow("Remove Wednesday 3 June 2026").submit()
    adopted.look()
    assert BoardMeeting.objects.count() == 2


def test_empty_seats_of_all_groups_are_listed(adopted: Fernshire, bola: Fetcher) -> None:
    seat_paul(adopted)
    page = bola.get("/partnership/vacancies/")
    assert [row[1] for row in page.rows] == ["Named nurse", "Teacher"]
    assert page.rows[0][3] == "Never filled"


def test_a_member_sees_the_group_and_no_button(adopted: Fernshire) -> None:
    seat_paul(adopted)
    paul = Fetcher(make_account(adopted.paul))
    page = paul.get(f"/groups/{adopted.group.pk}/")
    assert "Change its name or place" not in page.links
    paul.get(f"/groups/{adopted.group.pk}/co-options/new/", status=403)


def test_a_member_of_one_group_cannot_open_another(adopted: Fernshire) -> None:
    seat_paul(adopted)
    other = make_group(adopted.partnership, "Another group")
    paul = Fetcher(make_account(adopted.paul))
    partnership = paul.get("/partnership/")
    assert "Another group" in partnership.text
    assert "Another group" not in partnership.links
    for page in ("", "members/", "terms/"):
        paul.get(f"/groups/{other.pk}/{page}", status=404)


def test_another_partnerships_rows_are_not_there(adopted: Fernshire, bola: Fetcher) -> None:
    elsewhere = make_partnership("Elsewhere")
    group = make_group(elsewhere, "Their group")
    seat = make_seat(group)
    board = Board.objects.create(partnership=elsewhere, name="Their Board")
    adopted.look()
    for address in (f"/groups/{group.pk}/", f"/seats/{seat.pk}/", f"/boards/{board.pk}/"):
        bola.get(address, status=404)
    assert "Their" not in bola.get("/partnership/").text


def test_the_home_page_says_what_to_look_after(adopted: Fernshire, bola: Fetcher) -> None:
    adopted.propose(charter("2"))
    give_office(
        adopted.group.pk,
        "vice-chair",
        adopted.grace.pk,
        by=adopted.manager,
        how="board",
        from_on=date(2025, 2, 1),
    )
    page = bola.get("/")
    assert "Grace Lindqvist's term as vice chair ends, Harbour: 31 January 2026 Past" in page.text
    assert "Version 2 of the terms is proposed" in page.links
    assert "3 empty seats" in page.links


def _more(place: Fernshire, number: int) -> None:
    """One more of everything: group, Board, agency, seat, holder, deputy."""
    group = make_group(place.partnership, f"Group {number}", parent=place.group)
    board = add_board(by=place.manager, name=f"Board {number}")
    add_board_meetings(board.pk, [date(2026, 4, number)], by=place.manager)
    agency = make_agency(place.partnership, f"Agency {number}")
    seat = make_seat(place.group, f"Seat {number}", agency)
    appoint(seat.pk, place.person(f"Holder {number}").pk, by=place.manager, from_on=TODAY)
    name_deputy(seat.pk, place.person(f"Deputy {number}").pk, by=place.manager, from_on=TODAY)
    make_seat(group, f"Empty seat {number}")
    coopt(
        place.group.pk, place.person(f"C {number}").pk, by=place.manager, title="X", from_on=TODAY, reason="y"
    )


def _queries(look: Callable[[], object]) -> int:
    look()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        look()
    return len(captured)


@pytest.mark.parametrize(
    "address", ["/", "/partnership/", "/partnership/vacancies/", "group", "members/", "seat"]
)
def test_a_page_asks_as_many_queries_of_five_as_of_one(
    adopted: Fernshire, bola: Fetcher, address: str
) -> None:
    pages = {
        "group": f"/groups/{adopted.group.pk}/",
        "members/": f"/groups/{adopted.group.pk}/members/",
        "seat": f"/seats/{adopted.seat('teachers').pk}/",
    }
    place = pages.get(address, address)
    _more(adopted, 1)
    one = _queries(lambda: bola.get(place))
    adopted.look()
    for number in range(2, 6):
        _more(adopted, number)
    assert _queries(lambda: bola.get(place)) == one
    adopted.look()
    assert Deputyship.objects.count() == 5
