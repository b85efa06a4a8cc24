"""People are appointed to seats, co-opted, ended, corrected; the rules say when not."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from holdfast.groups.membership import members_on
from holdfast.groups.models import Appointment, Seat
from holdfast.groups.operations.seats import (
    appoint,
    coopt,
    correct_appointment,
    end_appointment,
    withdraw_appointment,
)
from holdfast.kernel.finding import Refused
from holdfast.stewardship.trail.models import TrailEntry
from tests.factories import make_actor, make_group, make_partnership, make_seat
from tests.groups.world import TODAY, Fernshire


def test_bola_appoints_paul_to_the_police_seat(adopted: Fernshire) -> None:
    appoint(adopted.seat("police").pk, adopted.paul.pk, by=adopted.manager, from_on=TODAY)
    seat = members_on(adopted.group, TODAY).by_key("police")
    assert seat is not None
    assert [holder.name for holder in seat.holders] == ["Paul Okafor"]
    assert TrailEntry.objects.filter(verb="appointed", group_id=adopted.group.pk).count() == 1


def test_a_member_cannot_appoint(adopted: Fernshire) -> None:
    seat = adopted.seat("police")
    with pytest.raises(PermissionDenied):
        appoint(seat.pk, adopted.grace.pk, by=adopted.member(adopted.paul), from_on=TODAY)


def test_a_single_seat_cannot_be_held_by_two_at_once(adopted: Fernshire) -> None:
    seat = adopted.seat("police")
    appoint(seat.pk, adopted.paul.pk, by=adopted.manager, from_on=date(2025, 5, 1))
    with pytest.raises(Refused, match=r"held by Paul Okafor \(from 1 May 2025\)"):
        appoint(seat.pk, adopted.grace.pk, by=adopted.manager, from_on=TODAY)


def test_an_earlier_open_appointment_cannot_run_into_a_later_one(adopted: Fernshire) -> None:
    seat = adopted.seat("police")
    appoint(seat.pk, adopted.paul.pk, by=adopted.manager, from_on=date(2026, 1, 1))
    with pytest.raises(Refused):
        appoint(seat.pk, adopted.grace.pk, by=adopted.manager, from_on=date(2025, 5, 1))
    appoint(seat.pk, adopted.grace.pk, by=adopted.manager, from_on=date(2025, 5, 1), to_on=date(2025, 12, 31))


def test_who_appoints_does_not_reopen_her_own_time_in_the_chair_by_correcting_it(adopted: Fernshire) -> None:
    seat = adopted.seat("police")
    past = Appointment.objects.create(
        partnership=adopted.partnership, group=adopted.group, seat=seat, person=adopted.bola,
        from_on=date(2025, 5, 1), to_on=date(2025, 12, 31),
    )  # fmt: skip
    with pytest.raises(Refused, match="ask a colleague"):
        correct_appointment(past.pk, by=adopted.manager, from_on=past.from_on, to_on=None, reason="I am back")


def test_grace_takes_over_and_paul_ends_the_day_before(adopted: Fernshire) -> None:
    seat = adopted.seat("police")
    appoint(seat.pk, adopted.paul.pk, by=adopted.manager, from_on=date(2025, 5, 1))
    appoint(seat.pk, adopted.grace.pk, by=adopted.manager, from_on=TODAY, replaces=True)
    assert Appointment.objects.get(person=adopted.paul).to_on == date(2026, 3, 2)


def test_two_teachers_may_hold_the_seat_with_two_places_and_a_third_may_not(adopted: Fernshire) -> None:
    seat = adopted.seat("teachers")
    for name in ("Tess O’Brien", "Tom Ali"):
        appoint(seat.pk, adopted.person(name).pk, by=adopted.manager, from_on=TODAY)
    with pytest.raises(Refused, match="All 2 places"):
        appoint(seat.pk, adopted.person("Third").pk, by=adopted.manager, from_on=TODAY)


def test_nobody_holds_the_same_seat_twice_at_once(adopted: Fernshire) -> None:
    seat = adopted.seat("teachers")
    appoint(seat.pk, adopted.paul.pk, by=adopted.manager, from_on=TODAY)
    with pytest.raises(Refused, match="already holds this seat"):
        appoint(seat.pk, adopted.paul.pk, by=adopted.manager, from_on=TODAY)


def test_the_database_refuses_the_same_person_twice_in_a_seat(adopted: Fernshire) -> None:
    seat = adopted.seat("teachers")
    row = {"partnership": adopted.partnership, "group": adopted.group, "seat": seat, "person": adopted.paul}
    Appointment.objects.create(**row, from_on=TODAY)
    with pytest.raises(IntegrityError, match="appointed_to_a_seat_once"), transaction.atomic():
        Appointment.objects.create(**row, from_on=date(2026, 4, 1))


def test_paul_in_two_seats_is_one_member(adopted: Fernshire) -> None:
    for key in ("police", "teachers"):
        appoint(adopted.seat(key).pk, adopted.paul.pk, by=adopted.manager, from_on=TODAY)
    membership = members_on(adopted.group, TODAY)
    assert len(membership.people) == 1
    assert len(membership.seats_of(adopted.paul.pk)) == 2


def test_an_appointment_does_not_end_before_it_starts(adopted: Fernshire) -> None:
    seat = adopted.seat("police")
    with pytest.raises(Refused, match="before it starts"):
        appoint(seat.pk, adopted.paul.pk, by=adopted.manager, from_on=TODAY, to_on=date(2026, 3, 2))


def test_nobody_is_appointed_before_the_seat_was_opened(adopted: Fernshire) -> None:
    with pytest.raises(Refused, match="opened on 1 January 2025"):
        appoint(adopted.seat("police").pk, adopted.paul.pk, by=adopted.manager, from_on=date(2024, 12, 31))


def test_nobody_is_appointed_after_leaving(adopted: Fernshire) -> None:
    adopted.paul.left_on = date(2026, 1, 31)
    adopted.paul.save()
    with pytest.raises(Refused, match="left on 31 January 2026"):
        appoint(adopted.seat("police").pk, adopted.paul.pk, by=adopted.manager, from_on=TODAY)


def test_an_appointment_is_ended_with_its_reason(adopted: Fernshire) -> None:
    made = appoint(adopted.seat("police").pk, adopted.paul.pk, by=adopted.manager, from_on=date(2025, 5, 1))
    end_appointment(made.pk, by=adopted.manager, on=TODAY, reason="Moved to another force")
    made.refresh_from_db()
    assert (made.to_on, made.end_reason) == (TODAY, "Moved to another force")
    with pytest.raises(Refused, match="already ended"):
        end_appointment(made.pk, by=adopted.manager, on=date(2026, 5, 1), reason="Again")


def test_wrong_dates_are_corrected_and_the_old_ones_stay_in_the_trail(adopted: Fernshire) -> None:
    made = appoint(adopted.seat("police").pk, adopted.paul.pk, by=adopted.manager, from_on=date(2025, 5, 1))
    correct_appointment(
        made.pk, by=adopted.manager, from_on=date(2025, 6, 1), to_on=None, reason="Typed May for June"
    )
    entry = TrailEntry.objects.get(verb="appointment corrected")
    assert entry.details["was"] == ["2025-05-01", ""]


def test_an_appointment_to_come_is_withdrawn_and_one_that_began_is_not(adopted: Fernshire) -> None:
    later = appoint(adopted.seat("police").pk, adopted.paul.pk, by=adopted.manager, from_on=date(2026, 9, 1))
    withdraw_appointment(later.pk, by=adopted.manager, reason="Plans changed")
    assert not Appointment.objects.exists()
    now = appoint(adopted.seat("police").pk, adopted.paul.pk, by=adopted.manager, from_on=TODAY)
    with pytest.raises(Refused, match="end it instead"):
        withdraw_appointment(now.pk, by=adopted.manager, reason="Too late")


def test_somebody_is_co_opted_with_a_reason_and_is_no_vacancy_afterwards(adopted: Fernshire) -> None:
    made = coopt(
        adopted.group.pk,
        adopted.grace.pk,
        by=adopted.manager,
        title="Licensing adviser",
        from_on=TODAY,
        to_on=date(2026, 6, 30),
        reason="Advice on the night-time economy",
    )
    assert Seat.objects.get(pk=made.seat_id).is_coopted
    later = members_on(adopted.group, date(2026, 7, 1))
    assert all(not seat.is_coopted for seat in later.seats)


@pytest.mark.parametrize("name", ["Siobhán O'Brien-D’Arcy", "נועה לוי", "Zoë 👩‍⚕️ Ng", "x" * 200])
def test_names_of_every_kind_are_kept_as_they_are(adopted: Fernshire, name: str) -> None:
    appoint(adopted.seat("police").pk, adopted.person(name).pk, by=adopted.manager, from_on=TODAY)
    seat = members_on(adopted.group, TODAY).by_key("police")
    assert seat is not None
    assert seat.holders[0].name == name


def test_a_seat_of_another_partnership_is_not_there(adopted: Fernshire) -> None:
    from django.http import Http404

    other = make_partnership("Elsewhere")
    seat = make_seat(make_group(other))
    adopted.look()
    with pytest.raises(Http404):
        appoint(seat.pk, adopted.paul.pk, by=make_actor(adopted.bola), from_on=TODAY)
