"""Elections, appointments and attestations are owed as the five charters say, by who held what when."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.groups.models import OfficeHolding
from holdfast.groups.operations.offices import end_office, give_office
from holdfast.groups.operations.seats import appoint, coopt, end_appointment
from holdfast.kernel import clock
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.operations import settle, state_done
from tests.groups.world import Fernshire
from tests.obligations.duties.world import adopt_shipped, due, has_no_drift, lines, on, owed, who
from tests.web.fetcher import Fetcher

MCSE, MESA, MET = "plymouth-mcse", "darlington-mesa", "4lscb-met"


def state(row: Obligation) -> str:
    row.refresh_from_db()
    return row.state(clock.now()).value


def elect(place: Fernshire, office: str, from_on: date, how: str = "elected") -> OfficeHolding:
    return give_office(place.group.pk, office, place.paul.pk, by=place.manager, how=how, from_on=from_on)


def test_plymouth_elects_a_chair_at_once_and_again_when_the_two_years_are_over(place: Fernshire) -> None:
    adopt_shipped(place, MCSE, date(2023, 9, 1))
    [empty] = owed(place, f"{MCSE}/11", kind="office")
    assert lines([empty]) == [
        ("the group", "Elect the chair: nobody is from 1 September 2023", "no time stated")
    ]
    elect(place, "chair", date(2023, 10, 1))
    assert (state(empty), f"{empty.met_at:%Y-%m-%d %H}") == ("met", "2023-09-30 23")  # 1 October in London
    [_, term] = sorted(owed(place, f"{MCSE}/11", kind="office"), key=lambda row: row.began_at)
    assert lines([term]) == [
        ("the group", "Elect the chair for the time after 30 September 2025", "2025-09-30")
    ]
    assert state(term) == "missed and still open"
    assert has_no_drift(place)


def test_a_successor_from_the_day_after_the_term_is_in_time_and_one_later_is_late(place: Fernshire) -> None:
    adopt_shipped(place, MCSE, date(2021, 1, 1))
    first = elect(place, "chair", date(2021, 1, 1))
    end_office(first.pk, by=place.manager, on=date(2022, 12, 31), reason="Term over.")
    second = give_office(
        place.group.pk, "chair", place.grace.pk, by=place.manager, how="elected", from_on=date(2023, 1, 1)
    )
    end_office(second.pk, by=place.manager, on=date(2024, 12, 31), reason="Term over.")
    elect(place, "chair", date(2025, 2, 1))
    rows = owed(place, f"{MCSE}/11", kind="office")
    assert [(due(row), state(row)) for row in rows] == [
        ("2022-12-31", "met"), ("2024-12-31", "met late"), ("2027-01-31", "open"),
    ]  # fmt: skip
    assert has_no_drift(place)


def test_a_chair_who_goes_before_the_term_leaves_the_office_empty_from_then(place: Fernshire) -> None:
    adopt_shipped(place, MCSE, date(2026, 1, 1))
    chair = elect(place, "chair", date(2026, 1, 1))
    end_office(chair.pk, by=place.manager, on=date(2026, 3, 31), reason="New post.")
    assert owed(place, f"{MCSE}/11", kind="office") == []  # nobody is lacking yet
    with on(date(2026, 4, 1)):
        [row] = owed(place, f"{MCSE}/11", kind="office")
        assert row.says == "Elect the chair: nobody is from 1 April 2026"
        assert has_no_drift(place)


def test_the_four_boards_each_owe_the_yearly_appointment(place: Fernshire) -> None:
    adopt_shipped(place, MET, date(2025, 4, 1))
    elect(place, "chair", date(2025, 4, 1), how="board")
    rows = owed(place, f"{MET}/reporting-1", due_at__isnull=False)
    assert [due(row) for row in rows] == ["2026-03-31"] * 4
    assert sorted(map(who, rows))[0] == "Hampshire Safeguarding Children Board"
    assert len(owed(place, f"{MET}/reporting-1", due_at=None)) == 4  # the deputy chair
    assert has_no_drift(place)


def test_darlingtons_chair_comes_with_a_seat_and_the_agency_owes_somebody_for_it(place: Fernshire) -> None:
    adopt_shipped(place, MESA, date(2026, 1, 1))
    [chair] = owed(place, f"{MESA}/chair-1", says__startswith="Appoint the chair")
    assert chair.owner_agency == place.seat("detective-superintendent").agency
    appointment = appoint(
        place.seat("detective-superintendent").pk, place.paul.pk, by=place.manager, from_on=date(2026, 2, 1)
    )
    assert state(chair) == "met"
    page = Fetcher(place.account).get(f"/owed/obligation/{chair.pk}/")
    assert page.links["Filled from Sunday 1 February 2026"] == f"/seats/{appointment.seat_id}/"
    place.look()
    end_appointment(appointment.pk, by=place.manager, on=date(2026, 3, 1), reason="Moved.")
    says = {row.says for row in owed(place, f"{MESA}/chair-1", ended_at=None)}
    assert says == {
        "Appoint the chair: nobody is from 2 March 2026",
        "Appoint the vice chair: nobody is from 1 January 2026",
    }
    assert has_no_drift(place)


def test_each_member_attests_on_appointment_and_nobody_says_it_for_them(place: Fernshire) -> None:
    adopt_shipped(place, MESA, date(2026, 1, 1))
    appoint(place.seat("cate-project").pk, place.grace.pk, by=place.manager, from_on=date(2026, 2, 1))
    [row] = owed(place, f"{MESA}/accountability-2")
    assert (who(row), due(row)) == (str(place.grace), "2026-03-01")
    assert row.says == "Attest: I keep to my own agency's legal, statutory and public duties"
    with pytest.raises(PermissionDenied):
        state_done(row.pk, by=place.manager, words="She told me so.")
    state_done(row.pk, by=place.member(place.grace), words="I do.")
    assert (state(row), row.stated_by_id) == ("met late", place.grace.pk)
    assert has_no_drift(place)


def test_members_attest_again_in_the_four_weeks_before_the_yearly_review(place: Fernshire) -> None:
    adopt_shipped(place, MET, date(2025, 4, 1))
    for person, key in ((place.paul, "probation"), (place.grace, "housing")):
        appoint(place.seat(key).pk, person.pk, by=place.manager, from_on=date(2025, 5, 1))
    clause = f"{MET}/membership-1"
    assert [due(row) for row in owed(place, clause)] == ["2025-05-29"] * 2
    with on(date(2026, 3, 5)):
        assert [due(row) for row in owed(place, clause)][2:] == ["2026-04-01"] * 2
        assert [due(row) for row in owed(place, f"{MET}/membership-4")] == ["2026-04-01"]
        assert has_no_drift(place)


def test_members_already_there_attest_when_new_terms_first_ask_for_it(place: Fernshire) -> None:
    without = ('when = ["appointment"]', 'when = ["each meeting"]')
    adopt_shipped(place, MESA, date(2024, 1, 1), without)
    appoint(place.seat("cate-project").pk, place.grace.pk, by=place.manager, from_on=date(2024, 2, 1))
    assert owed(place, f"{MESA}/accountability-2", kind="attestation") == []
    adopt_shipped(place, MESA, date(2026, 2, 1))
    [row] = owed(place, f"{MESA}/accountability-2", kind="attestation")
    assert (due(row), row.began_with) == ("2026-03-01", "the terms came to ask for it")
    assert has_no_drift(place)


def test_a_co_option_for_a_term_is_ended_or_renewed_by_its_end(place: Fernshire) -> None:
    adopt_shipped(
        place, MET, date(2025, 4, 1), ("[clause.cooption]\n", '[clause.cooption]\nterm = "6 months"\n')
    )
    joined = coopt(
        place.group.pk,
        place.grace.pk,
        by=place.manager,
        title="Adviser",
        from_on=date(2025, 10, 1),
        reason="Advice.",
    )
    [row] = owed(place, f"{MET}/membership-3")
    assert (who(row), due(row), state(row)) == ("the group", "2026-03-31", "open")
    end_appointment(joined.pk, by=place.manager, on=date(2026, 3, 31), reason="Done.")
    assert state(row) == "met"
    assert has_no_drift(place)


def test_nothing_is_read_twice_for_more_people(place: Fernshire) -> None:
    adopt_shipped(place, MET, date(2025, 4, 1))

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            settle("people", None, group=place.group, by=None)
        return len(queries)

    appoint(place.seat("licensing-team").pk, place.paul.pk, by=place.manager, from_on=date(2025, 5, 1))
    one = cost()
    for key in ("housing", "probation", "public-health"):
        appoint(place.seat(key).pk, place.person(key).pk, by=place.manager, from_on=date(2025, 5, 1))
    assert cost() == one
