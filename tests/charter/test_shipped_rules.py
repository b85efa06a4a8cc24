"""When each of the five groups is quorate: who is in the room, and what that comes to."""

from collections.abc import Iterable

import pytest

from holdfast.charter.findings import QuorumFinding
from holdfast.charter.quorum import assess_quorum
from holdfast.kernel.finding import Refused

from .shipped_rooms import (
    DARLINGTON,
    FOUR_BOARDS,
    NORTH_TYNESIDE,
    PLYMOUTH,
    WEST_SUSSEX,
    gathered,
    set_aside,
    terms,
)

Row = tuple[str, str, bool, str]
CASTS = {
    "4lscb-met": FOUR_BOARDS,
    "darlington-mesa": DARLINGTON,
    "north-tyneside-mset": NORTH_TYNESIDE,
    "plymouth-mcse": PLYMOUTH,
    "west-sussex-meog": WEST_SUSSEX,
}


def found(group: str, names: str, item: str | None = None, **facts: object) -> QuorumFinding:
    return assess_quorum(terms(group), gathered(CASTS[group], names, **facts), item=item)


def table(*rows: Row) -> Iterable[object]:
    """Rows of: why, who is in the room, whether they are quorate, and what the reason must name."""
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


@pytest.mark.parametrize(
    ("names", "met", "named"),
    table(
        ("the chair beside police, council and health", "Sunita Priya Gareth Aoife", True, ""),
        ("the chair is not one of the three", "Sunita Gareth Aoife", False, "chair"),
        ("two police officers are one agency", "Sunita Priya Ffion Gareth", False, "agenc"),
        ("four agencies and no one to chair", "Priya Gareth Aoife Musa", False, "chair"),
        ("the vice chair in the chair's place", "Tom Priya Gareth Aoife", True, ""),
        ("the vice chair holds no core seat but is one of four people", "Tom Gareth Aoife Musa", True, ""),
        ("the vice chair alone does not stand for the council too", "Tom Priya Aoife", False, "vice chair"),
        ("both are here: the vice chair stands for the council", "Sunita Tom Priya Aoife", True, ""),
        ("both are here: the chair stands for the police", "Sunita Tom Gareth Aoife", True, ""),
        ("a deputy counts for the seat", "Sunita Gareth Nadia Musa", True, ""),
        ("a member and that member's deputy are one seat", "Sunita Gareth Aoife Nadia", False, "agenc"),
        ("the chair's deputy is not the chair", "Dev Gareth Aoife Musa", False, "chair"),
        ("but stands for the police", "Tom Dev Gareth Aoife", True, ""),
        (
            "chair and own deputy are one seat",
            "Sunita Dev Gareth Aoife",
            False,
            "Dev does not count",
        ),
        ("someone invited does not count", "Sunita Gareth Aoife Vera", False, "agenc"),
        ("a seat without an agency counts by its holder's", "Sunita Rhys Aoife Musa", True, ""),
        ("a shared seat is one agency", "Sunita Lena Omar Aoife", False, "agenc"),
        ("nobody", "", False, "chair"),
    ),
)
def test_darlington_needs_chair_or_vice_chair_beside_three_agencies(
    names: str, met: bool, named: str
) -> None:
    finding = found("darlington-mesa", names)
    assert finding.met is met, finding.reason
    assert named in finding.reason


def test_three_people_in_darlington_are_told_that_a_fourth_is_missing() -> None:
    finding = found("darlington-mesa", "Tom Priya Aoife")
    assert "the vice chair and 3 different agencies must be 4 different people" in finding.reason
    assert finding.missing == ("1 more person",)


def test_an_inquorate_meeting_in_darlington_is_cancelled_and_no_chair_can_save_it() -> None:
    finding = found("darlington-mesa", "Sunita Gareth", override=set_aside("Sunita", "it is urgent"))
    assert finding.met is False
    assert finding.consequence_kind == "cancelled"
    assert set(finding.clauses) >= {"darlington-mesa/quorum-1", "darlington-mesa/quorum-2"}


def test_business_in_darlington_stops_when_the_quorum_is_lost_midway() -> None:
    finding = found("darlington-mesa", "Sunita Gareth Aoife", quorum_was_met=True)
    assert finding.consequence_kind == "cancelled"
    assert "may finish" not in (finding.consequence or "")


@pytest.mark.parametrize(
    ("names", "met", "named"),
    table(
        ("police, council and health", "Paula Asha Nia", True, ""),
        ("five services of the council are one agency", "Paula Asha Ben Cleo Olu Edie", False, "1 more"),
        ("two seats of children's services are one agency", "Asha Stan Nia", False, "1 more"),
        ("the business unit is not statutory", "Paula Asha Bella", False, "1 more"),
        ("the operational chair counts by the agency that sent them", "Paula Asha Mo", True, ""),
        ("a deputy counts for the seat", "Paula Ben Dara", True, ""),
        ("someone invited does not count", "Paula Asha Ines", False, "1 more"),
        ("two agencies, neither of them the chair's", "Ben Nia", False, "1 more"),
        ("nobody", "", False, "3 "),
    ),
)
def test_north_tyneside_needs_members_of_three_statutory_agencies(names: str, met: bool, named: str) -> None:
    finding = found("north-tyneside-mset", names)
    assert finding.met is met, finding.reason
    assert not named or named in " ".join((finding.reason, *finding.missing))


def test_the_chair_in_north_tyneside_may_go_on_without_a_quorum_and_says_why() -> None:
    finding = found("north-tyneside-mset", "Paula Asha", override=set_aside("Paula", "health sent a report"))
    assert finding.met is True
    assert finding.is_overridden
    assert "health sent a report" in finding.reason
    assert "north-tyneside-mset/quorum-1" in finding.clauses


@pytest.mark.parametrize(("by", "reason"), [("Paula", ""), ("Paula", "  "), ("Asha", "we are all here")])
def test_no_reason_or_not_the_chair_no_override_in_north_tyneside(by: str, reason: str) -> None:
    finding = found("north-tyneside-mset", "Paula Asha", override=set_aside(by, reason))
    assert finding.met is False
    assert not finding.is_overridden


def test_whoever_was_named_to_chair_in_north_tyneside_may_set_the_quorum_aside() -> None:
    act = set_aside("Asha", "the panel cannot wait")
    assert found("north-tyneside-mset", "Asha Nia", nominated="Asha", override=act).is_overridden


def test_the_override_in_north_tyneside_holds_for_that_meeting_and_not_for_the_next() -> None:
    act = set_aside("Paula", "the roads are closed")
    assert found("north-tyneside-mset", "Paula Asha", override=act).met is True
    assert found("north-tyneside-mset", "Paula Asha").met is False


@pytest.mark.parametrize(
    ("names", "met", "named"),
    table(
        ("police, health and a provisional seat of the council", "Wyn Bea Cai", True, ""),
        ("the education welfare manager is education", "Wyn Bea Dee", False, "local authority"),
        ("nobody from health", "Wyn Cai Eli", False, "health"),
        ("nobody from the police", "Bea Hugo Cai", False, "police"),
        ("a deputy counts for the seat", "Wyn Bea Dilip", True, ""),
        ("an expert from the council only advises", "Wyn Bea Gil", False, "local authority"),
        ("officers in attendance do not count", "Wyn Bea Fay", False, "local authority"),
    ),
)
def test_plymouth_needs_local_authority_health_and_police(names: str, met: bool, named: str) -> None:
    finding = found("plymouth-mcse", names)
    assert finding.met is met, finding.reason
    assert named in finding.reason
    assert finding.missing == ((named,) if named else ())


def test_whoever_is_missing_in_plymouth_is_named_all_at_once() -> None:
    assert set(found("plymouth-mcse", "Eli Dee").missing) == {"local authority", "health", "police"}


def test_a_member_excluded_from_an_item_in_plymouth_does_not_count_for_that_item_alone() -> None:
    assert found("plymouth-mcse", "Wyn Bea Cai").met is True
    assert found("plymouth-mcse", "Wyn Bea Cai", item="budget").met is True
    excluded = found("plymouth-mcse", "Wyn Bea Cai", item="school-nursing")
    assert excluded.met is False
    assert "Cai" in excluded.reason
    assert "local authority" in excluded.missing
    assert found("plymouth-mcse", "Wyn Bea Cai Yara", item="school-nursing").met is True


def test_an_inquorate_meeting_in_plymouth_may_talk_and_adjourn_but_not_decide() -> None:
    finding = found("plymouth-mcse", "Wyn Bea", override=set_aside("Wyn", "it is urgent"))
    assert finding.met is False
    assert finding.consequence_kind == "discussion only"
    assert "adjourned" in (finding.consequence or "")
    assert "plymouth-mcse/9-inquorate" in finding.clauses
    with pytest.raises(Refused):
        finding.require()


@pytest.mark.parametrize(
    ("names", "met", "named"),
    table(
        ("social care, health and police", "Una Wes Vic", True, ""),
        ("either seat of social care will do", "Zoe Wes Vic", True, ""),
        ("the council's commissioning manager is not social care", "Xan Wes Vic", False, "social care"),
        ("education belongs to the council but is not social care", "Ada Wes Vic", False, "social care"),
        ("a police inspector in the chair is police", "Ines Una Wes", True, ""),
        ("the service development manager in the chair is not police", "Sam Una Wes", False, "olice"),
        ("nor of social care, if the council sends them", "Sam Wes Vic", False, "social care"),
        ("a deputy counts for the seat", "Una Dot Vic", True, ""),
        ("a charity is no substitute for health", "Una Vic Bert", False, "NHS"),
    ),
)
def test_west_sussex_needs_social_care_health_and_police(names: str, met: bool, named: str) -> None:
    finding = found("west-sussex-meog", names)
    assert finding.met is met, finding.reason
    assert named in finding.reason


@pytest.mark.parametrize("names", ["", "Hana", "Hana Ivo Kit"])
def test_the_four_boards_state_no_quorum_and_say_so_and_nothing_is_refused(names: str) -> None:
    finding = found("4lscb-met", names)
    assert finding.met is None
    assert "no quorum is stated" in finding.reason
    assert finding.clauses == ("4lscb-met/quorum-0",)
    assert finding.require() is finding
