"""Terms of reference are proposed, signed, put in force; seats follow by their keys and nothing is lost."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from holdfast.charter.place import FaultyCharter
from holdfast.groups.charters import charter_in_force, charter_of, terms_in_force
from holdfast.groups.membership import members_on, office_holders_on
from holdfast.groups.models import Appointment, Seat, Terms, TermsApproval
from holdfast.groups.operations.in_force import put_in_force
from holdfast.groups.operations.offices import end_office, give_office
from holdfast.groups.operations.seats import appoint
from holdfast.groups.operations.terms import propose_terms, record_signature, sign_terms
from holdfast.groups.queries.linking import suggested_links
from holdfast.groups.rules.terms import capacities
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.permissions import Permission, Role
from tests.factories import make_actor, make_agency
from tests.groups.world import ADOPTED, SIGNED, TODAY, Fernshire, charter, shipped_charter

SECOND_NURSE = """
[[clause.seat]]
key = "midwife"
role = "Midwife"
agency = "health"
"""


def open_keys(place: Fernshire, day: date) -> set[str]:
    """The keys of the seats open on a day."""
    return {seat.key for seat in members_on(place.group, day).seats}


def test_nobody_makes_herself_chair_by_the_terms_that_she_puts_in_force(adopted: Fernshire) -> None:
    """Bola sits as the nurse; by new terms the nurse would chair."""
    appoint(adopted.seat("nurse").pk, adopted.bola.pk, by=adopted.manager, from_on=ADOPTED)
    text = charter("2").replace('held_by = [{ seat = "police" }]', 'held_by = [{ seat = "nurse" }]')
    new = adopted.propose(text)
    with pytest.raises(Refused, match="hold an office yourself"), transaction.atomic():
        put_in_force(new.pk, by=adopted.manager, from_on=TODAY)
    colleague = make_actor(adopted.person("Nia Rees"), Role.BUSINESS_MANAGER)
    put_in_force(new.pk, by=colleague, from_on=TODAY)
    assert Role.CHAIR in adopted.actor(adopted.bola).roles


def test_a_faulty_charter_is_refused_with_every_fault(place: Fernshire) -> None:
    with pytest.raises(FaultyCharter) as faulty:
        place.propose(
            charter().replace("places = 2", "places = 0").replace('"1 year"', '"1 fortnight or so"')
        )
    assert len(faulty.value.faults) == 2
    assert not Terms.objects.exists()


def test_the_same_charter_is_not_proposed_twice_whatever_its_line_ends(place: Fernshire) -> None:
    place.propose()
    with pytest.raises(Refused, match="already there, as version 1"):
        place.propose("\ufeff" + charter().replace("\n", "\r\n"))


def test_a_version_of_the_same_name_gets_a_number(place: Fernshire) -> None:
    assert [place.propose(charter(nurse=nurse)).version for nurse in ("A", "B", "C")] == ["1", "1-2", "1-3"]


def test_a_member_cannot_propose_nor_put_in_force(place: Fernshire) -> None:
    with pytest.raises(PermissionDenied):
        propose_terms(place.group.pk, by=place.member(place.paul), source=charter())
    terms = place.propose()
    with pytest.raises(PermissionDenied):
        put_in_force(terms.pk, by=place.member(place.paul), from_on=TODAY)


def test_putting_terms_in_force_opens_the_seats_with_their_local_agencies(adopted: Fernshire) -> None:
    seats = {seat.key: seat for seat in members_on(adopted.group, ADOPTED).seats}
    assert list(seats) == ["police", "nurse", "teachers"]
    assert seats["nurse"].agency is not None
    assert seats["nurse"].agency.name == "Fernshire Health"
    assert seats["teachers"].places == 2
    assert members_on(adopted.group, date(2024, 12, 31)).seats == ()


def test_a_new_version_keeps_people_in_seats_that_stay_and_ends_the_one_before(
    adopted: Fernshire,
) -> None:
    made = appoint(adopted.seat("nurse").pk, adopted.grace.pk, by=adopted.manager, from_on=ADOPTED)
    old = terms_in_force(adopted.group, TODAY)
    new = adopted.propose(charter("2", nurse="Designated nurse", seats=SECOND_NURSE))
    changes = put_in_force(new.pk, by=adopted.manager, from_on=TODAY)
    assert changes.opened == ("Midwife",)
    assert adopted.seat("nurse").title == "Designated nurse"
    assert Appointment.objects.get(pk=made.pk).to_on is None
    assert old is not None
    old.refresh_from_db()
    assert old.in_force_to == date(2026, 3, 2)
    assert open_keys(adopted, date(2026, 3, 2)) == {"police", "nurse", "teachers"}
    assert open_keys(adopted, TODAY) == {"police", "nurse", "teachers", "midwife"}


def test_a_seat_that_new_terms_drop_is_closed_and_its_history_stays(adopted: Fernshire) -> None:
    new = adopted.propose(charter("2", seats=SECOND_NURSE))
    put_in_force(new.pk, by=adopted.manager, from_on=date(2025, 6, 1))
    made = appoint(adopted.seat("midwife").pk, adopted.grace.pk, by=adopted.manager, from_on=date(2025, 6, 1))
    last = adopted.propose(charter("3"))
    changes = put_in_force(last.pk, by=adopted.manager, from_on=TODAY)
    assert changes.closed == ("Midwife",)
    made.refresh_from_db()
    assert made.to_on == date(2026, 3, 2)
    assert members_on(adopted.group, date(2026, 3, 2)).seats_of(adopted.grace.pk)
    assert not members_on(adopted.group, TODAY).seats_of(adopted.grace.pk)


def test_an_appointment_to_come_in_a_dropped_seat_stands_in_the_way(adopted: Fernshire) -> None:
    put_in_force(
        adopted.propose(charter("2", seats=SECOND_NURSE)).pk, by=adopted.manager, from_on=date(2025, 6, 1)
    )
    appoint(adopted.seat("midwife").pk, adopted.grace.pk, by=adopted.manager, from_on=date(2026, 9, 1))
    with pytest.raises(Refused, match=r"Grace Lindqvist \(Midwife\)"):
        put_in_force(adopted.propose(charter("3")).pk, by=adopted.manager, from_on=TODAY)


def test_an_older_version_joins_the_history_and_moves_no_seat(adopted: Fernshire) -> None:
    older = adopted.propose(charter("0", seats=SECOND_NURSE))
    put_in_force(older.pk, by=adopted.manager, from_on=date(2020, 1, 1))
    older.refresh_from_db()
    assert older.in_force_to == date(2024, 12, 31)
    assert open_keys(adopted, TODAY) == {"police", "nurse", "teachers"}
    then = charter_in_force(adopted.group, date(2021, 1, 1))
    assert then is not None
    assert then.version == "0"


def test_terms_come_into_force_once_and_never_two_on_a_day(adopted: Fernshire) -> None:
    terms = Terms.objects.get()
    with pytest.raises(Refused, match="in force since 1 January 2025"):
        put_in_force(terms.pk, by=adopted.manager, from_on=TODAY)
    with pytest.raises(Refused, match="choose another day"):
        put_in_force(adopted.propose(charter("2")).pk, by=adopted.manager, from_on=ADOPTED)
    with pytest.raises(IntegrityError, match="one_terms_in_force"), transaction.atomic():
        Terms.objects.create(
            partnership=adopted.partnership,
            group=adopted.group,
            version="x",
            charter_key="harbour",
            source="x",
            digest="x",
            in_force_from=TODAY,
        )


class TestSignatures:
    """Where the terms ask for two signatures, both are there before they come into force."""

    @pytest.fixture
    def terms(self, adopted: Fernshire) -> Terms:
        """A proposed version that Paul, as chair, and the Independent Chair are to sign."""
        appoint(adopted.seat("police").pk, adopted.paul.pk, by=adopted.manager, from_on=ADOPTED)
        return adopted.propose(charter("2", more=SIGNED))

    def test_unsigned_terms_do_not_come_into_force(self, adopted: Fernshire, terms: Terms) -> None:
        with pytest.raises(Refused, match="Still to be signed by: Chair and Fernshire Board") as refusal:
            put_in_force(terms.pk, by=adopted.manager, from_on=TODAY)
        assert refusal.value.finding.clauses == ("harbour/approval-1",)

    def test_nobody_puts_unsigned_terms_between_signed_ones(self, adopted: Fernshire, terms: Terms) -> None:
        sign_terms(terms.pk, "chair", by=adopted.actor(adopted.paul), signed_on=TODAY)
        record_signature(terms.pk, "the-board", by=adopted.manager, signatory_name="Dr Ines Moreau")
        put_in_force(terms.pk, by=adopted.manager, from_on=date(2025, 6, 1))
        later = adopted.propose(charter("3", more=SIGNED))
        sign_terms(later.pk, "chair", by=adopted.actor(adopted.paul), signed_on=TODAY)
        record_signature(later.pk, "the-board", by=adopted.manager, signatory_name="Dr Ines Moreau")
        put_in_force(later.pk, by=adopted.manager, from_on=TODAY)
        unsigned = adopted.propose(charter("2a"))
        with pytest.raises(Refused, match="Still to be signed by: Chair and Fernshire Board"):
            put_in_force(unsigned.pk, by=adopted.manager, from_on=date(2025, 9, 1))
        terms.refresh_from_db()
        assert terms.in_force_to == date(2026, 3, 2)

    def test_paul_signs_as_chair_by_his_seat_and_the_other_is_recorded_undated(
        self, adopted: Fernshire, terms: Terms
    ) -> None:
        paul = adopted.actor(adopted.paul)
        assert paul.may(Permission.APPROVE_TERMS, adopted.group.pk)
        sign_terms(terms.pk, "chair", by=paul, signed_on=TODAY)
        record_signature(terms.pk, "the-board", by=adopted.manager, signatory_name="Dr Ines Moreau")
        put_in_force(terms.pk, by=paul, from_on=TODAY)
        assert TermsApproval.objects.get(capacity="the-board").signed_on is None

    def test_nobody_signs_twice_in_two_capacities(self, adopted: Fernshire, terms: Terms) -> None:
        sign_terms(terms.pk, "chair", by=adopted.actor(adopted.paul), signed_on=TODAY)
        with pytest.raises(Refused, match="nobody signs twice"):
            record_signature(terms.pk, "the-board", by=adopted.manager, signatory_name="paul okafor")
        row = {"partnership": adopted.partnership, "terms": terms, "signatory_name": "PAUL OKAFOR"}
        with pytest.raises(IntegrityError), transaction.atomic():
            TermsApproval.objects.create(**row, capacity="the-board")

    def test_bola_cannot_record_her_own_signature(self, adopted: Fernshire, terms: Terms) -> None:
        with pytest.raises(Refused, match="your own signature"):
            record_signature(terms.pk, "the-board", by=adopted.manager, signatory_name="Bola Adeyemi")

    def test_paul_cannot_sign_in_an_office_that_he_does_not_hold(
        self, adopted: Fernshire, terms: Terms
    ) -> None:
        with pytest.raises(Refused, match="office of this group that you hold"):
            sign_terms(terms.pk, "the-board", by=adopted.actor(adopted.paul))

    def test_a_signature_is_not_of_tomorrow(self, adopted: Fernshire, terms: Terms) -> None:
        with pytest.raises(Refused, match="still to come"):
            sign_terms(terms.pk, "chair", by=adopted.actor(adopted.paul), signed_on=date(2026, 3, 4))


def test_the_holder_of_the_police_seat_chairs_and_stops_with_it(adopted: Fernshire) -> None:
    made = appoint(adopted.seat("police").pk, adopted.paul.pk, by=adopted.manager, from_on=ADOPTED)
    assert Role.CHAIR in adopted.actor(adopted.paul).roles
    holders = office_holders_on(adopted.group, TODAY)
    assert [(holder.office, holder.name, holder.how) for holder in holders] == [
        ("chair", "Paul Okafor", "seat")
    ]
    made.to_on = date(2026, 3, 2)
    made.save()
    assert adopted.actor(adopted.paul).roles == frozenset()


def test_the_board_appoints_a_vice_chair_for_the_year_that_the_terms_set(adopted: Fernshire) -> None:
    holding = give_office(
        adopted.group.pk, "vice-chair", adopted.grace.pk, by=adopted.manager, how="board", from_on=TODAY
    )
    assert holding.term_ends_on == date(2027, 3, 2)
    with pytest.raises(Refused, match="Grace Lindqvist"):
        give_office(
            adopted.group.pk, "vice-chair", adopted.paul.pk, by=adopted.manager, how="board", from_on=TODAY
        )
    end_office(holding.pk, by=adopted.manager, on=TODAY, reason="Moved")
    assert office_holders_on(adopted.group, date(2026, 3, 4)) == ()


@pytest.mark.parametrize(
    ("office", "how", "why"),
    [
        ("chair", "role", "appoint to that seat instead"),
        ("vice-chair", "elected", "come to it by a Board"),
        ("treasurer", "role", "name no such office"),
    ],
)
def test_an_office_comes_only_as_the_terms_say(adopted: Fernshire, office: str, how: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        give_office(adopted.group.pk, office, adopted.grace.pk, by=adopted.manager, how=how, from_on=TODAY)


def test_nobody_gives_themselves_an_office(adopted: Fernshire) -> None:
    with pytest.raises(Refused, match="yourself"):
        give_office(
            adopted.group.pk, "vice-chair", adopted.bola.pk, by=adopted.manager, how="board", from_on=TODAY
        )
    with pytest.raises(Refused, match="yourself"):
        appoint(adopted.seat("police").pk, adopted.bola.pk, by=adopted.manager, from_on=TODAY)


def test_a_text_altered_behind_the_operations_is_not_read_as_terms(adopted: Fernshire) -> None:
    terms = Terms.objects.get()
    terms.source, terms.digest = charter(nurse="Someone else"), "0" * 64
    with pytest.raises(ValueError, match="digest"):
        charter_of(terms)


@pytest.mark.parametrize(
    "name",
    ["4lscb-met", "darlington-mesa", "north-tyneside-mset", "plymouth-mcse", "west-sussex-meog"],
)
def test_each_shipped_charter_is_adopted_with_its_seats_by_name_and_sector(
    place: Fernshire, name: str
) -> None:
    make_agency(place.partnership, "Fernshire County Council", "local-authority", is_statutory=True)
    terms = place.propose(shipped_charter(name))
    assert place.police.pk in suggested_links(place.manager, terms).values()
    for number, capacity in enumerate(capacities(charter_of(terms))):
        record_signature(terms.pk, capacity.key, by=place.manager, signatory_name=f"Signatory {number}")
    put_in_force(terms.pk, by=place.manager, from_on=TODAY)
    found = charter_in_force(place.group, TODAY)
    assert found is not None
    assert Seat.objects.filter(group=place.group).count() == len(found.seats)


def test_nobody_drops_a_signature_by_new_terms_that_lack_it(adopted: Fernshire) -> None:
    """Version 2 asks for two signatures; version 3 would do without them, and is still signed by both."""
    appoint(adopted.seat("police").pk, adopted.paul.pk, by=adopted.manager, from_on=ADOPTED)
    for number, text in enumerate((charter("2", more=SIGNED), charter("3", nurse="Senior nurse"))):
        terms = adopted.propose(text)
        day = date(2026, 3, 3 + number)
        with pytest.raises(Refused, match="Still to be signed by: Chair and Fernshire Board"):
            put_in_force(terms.pk, by=adopted.manager, from_on=day)
        sign_terms(terms.pk, "chair", by=adopted.actor(adopted.paul), signed_on=TODAY)
        record_signature(terms.pk, "the-board", by=adopted.manager, signatory_name="Ines Moreau")
        put_in_force(terms.pk, by=adopted.manager, from_on=TODAY if number == 0 else day)
