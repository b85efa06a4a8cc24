"""Who chairs in each of the five groups, and by which rule."""

import pytest

from holdfast.charter.chairing import derive_chair
from holdfast.charter.findings import ChairFinding
from holdfast.charter.room import Room

from .shipped_rooms import DARLINGTON, FOUR_BOARDS, NORTH_TYNESIDE, PLYMOUTH, WEST_SUSSEX, gathered, terms


def chair(group: str, room: Room, item: str | None = None) -> ChairFinding:
    return derive_chair(terms(group), room, item=item)


def test_the_detective_superintendent_chairs_in_darlington_even_beside_the_vice_chair() -> None:
    finding = chair("darlington-mesa", gathered(DARLINGTON, "Tom Sunita Gareth"))
    assert (finding.person, finding.office, finding.is_acting) == ("Sunita", "chair", False)
    assert finding.clauses == ("darlington-mesa/chair-1",)


def test_the_vice_chair_acts_in_darlington_though_none_of_the_seats_is_theirs() -> None:
    finding = chair("darlington-mesa", gathered(DARLINGTON, "Tom Gareth"))
    assert (finding.person, finding.office, finding.is_acting) == ("Tom", "vice-chair", True)


def test_the_superintendents_deputy_does_not_chair_in_darlington() -> None:
    finding = chair("darlington-mesa", gathered(DARLINGTON, "Dev Gareth Aoife"))
    assert finding.met is False
    assert finding.person is None


def test_the_police_seat_chairs_in_north_tyneside() -> None:
    assert chair("north-tyneside-mset", gathered(NORTH_TYNESIDE, "Asha Paula")).person == "Paula"


def test_members_present_in_north_tyneside_name_one_of_themselves_for_that_meeting() -> None:
    finding = chair("north-tyneside-mset", gathered(NORTH_TYNESIDE, "Asha Nia Ines"))
    assert finding.met is False
    assert finding.nominees == ("Asha", "Nia")
    assert "north-tyneside-mset/deputy-1" in finding.clauses


def test_whoever_is_named_in_north_tyneside_acts_and_an_invitee_cannot_be_named() -> None:
    named = chair("north-tyneside-mset", gathered(NORTH_TYNESIDE, "Asha Nia Ines", nominated="Nia"))
    assert (named.person, named.is_acting) == ("Nia", True)
    assert chair("north-tyneside-mset", gathered(NORTH_TYNESIDE, "Asha Ines", nominated="Ines")).met is False


def test_a_nomination_in_north_tyneside_gives_way_when_the_chair_arrives() -> None:
    finding = chair("north-tyneside-mset", gathered(NORTH_TYNESIDE, "Asha Nia Paula", nominated="Nia"))
    assert (finding.person, finding.is_acting) == ("Paula", False)


def test_whoever_was_elected_chairs_in_plymouth_and_the_vice_chair_otherwise() -> None:
    offices = {"chair": "Bea", "vice-chair": "Wyn"}
    assert chair("plymouth-mcse", gathered(PLYMOUTH, "Wyn Bea Cai", offices=offices)).person == "Bea"
    acting = chair("plymouth-mcse", gathered(PLYMOUTH, "Wyn Cai", offices=offices))
    assert (acting.person, acting.is_acting) == ("Wyn", True)
    assert "plymouth-mcse/12" in acting.clauses


def test_a_chair_in_plymouth_with_an_interest_in_an_item_does_not_chair_it() -> None:
    room = gathered(PLYMOUTH, "Wyn Bea Cai", offices={"chair": "Wyn", "vice-chair": "Bea"})
    assert chair("plymouth-mcse", room).person == "Wyn"
    assert chair("plymouth-mcse", room, item="taxis").person == "Bea"


@pytest.mark.parametrize("name", ["Ines", "Sam"])
def test_either_of_the_two_may_chair_in_west_sussex(name: str) -> None:
    finding = chair("west-sussex-meog", gathered(WEST_SUSSEX, f"Una {name}"))
    assert (finding.person, finding.office, finding.is_acting) == (name, "chair", False)
    assert finding.clauses == ("west-sussex-meog/chair-1",)


def test_with_both_in_the_room_in_west_sussex_the_record_says_who_did() -> None:
    assert chair("west-sussex-meog", gathered(WEST_SUSSEX, "Ines Sam", chair="Sam")).person == "Sam"
    assert chair("west-sussex-meog", gathered(WEST_SUSSEX, "Ines Sam", chair="Ines")).person == "Ines"


def test_without_either_nobody_may_chair_in_west_sussex() -> None:
    assert chair("west-sussex-meog", gathered(WEST_SUSSEX, "Una Vic Wes")).met is False


def test_the_deputy_chair_acts_for_the_chair_of_the_four_boards() -> None:
    assert chair("4lscb-met", gathered(FOUR_BOARDS, "Hana Kit Lou")).person == "Kit"
    acting = chair("4lscb-met", gathered(FOUR_BOARDS, "Hana Lou"))
    assert (acting.person, acting.is_acting) == ("Lou", True)
    assert "4lscb-met/reporting-1" in acting.clauses
