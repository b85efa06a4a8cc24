"""The five charters that ship cover every clause of their published terms, in our words, and nothing else."""

import re
import tomllib
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from holdfast.charter.doubting import doubts
from holdfast.charter.model import Charter, Clause
from holdfast.charter.promises import Attested
from holdfast.charter.shelf import load_shipped, shipped, shipped_text

TERMS = Path(__file__).resolve().parents[3] / "shared" / "terms"

CLAUSES = {
    "4lscb-met": """
        aim-1 aim-2 function-1 function-2 function-3 function-4 function-5 function-6 function-7
        function-8 function-9 function-10.1 function-10.2 function-10.3 function-10.4 membership-1
        membership-1b membership-1c membership-1d membership-2 membership-3 membership-4 reporting-1
        reporting-2 frequency-1 administration-1 review-1 quorum-0
    """,
    "darlington-mesa": """
        purpose-1 purpose-2 purpose-3 purpose-4 objective-1 objective-2 objective-3 objective-4
        objective-5 objective-6 objective-7 objective-8 objective-9 objective-10 objective-11
        objective-12 accountability-1 accountability-2 accountability-3 reporting-1 reporting-2
        membership-1 duty-1 duty-2 duty-3 duty-4 duty-5 duty-6 duty-7 duty-8 frequency-1 quorum-1
        quorum-2 quorum-3 attendance-1 attendance-2 attendance-3 attendance-4 documents-1
        documents-2 chair-1 chair-2 chair-3 chair-4 chair-5 chair-6 chair-7
    """,
    "north-tyneside-mset": """
        joint-1 purpose-1 purpose-2 purpose-3 purpose-4 aims-0 aim-1 aim-2 aim-3 aim-4 aim-5 aim-6
        aim-7 aim-8 aim-9 aim-10 aim-11 members-1 membership-1 membership-2 quorum-1 frequency-1
        deputy-1 chair-1 chair-2 chair-3 chair-4 chair-5 accountability-1 review-1
    """,
    "plymouth-mcse": """
        1 2 2-evaluate 2-board 3-seats 3-review 3-attendance 3-expertise 3-appointments 4.1 4.2 4.3
        4.4 4.5 4.6 4.7 4.8 5.1 5.2 5.3 5.4 5.5 5.6 5.7 5.8 5.9 5.10 5.11 5.12 5.13 5.14 5.15 5.16
        5.17 5.18 6 7 8 9-quorum 9-inquorate 10 11 11b 12 13 14 15 16 17 comment-1
    """,
    "west-sussex-meog": """
        frequency-1 purpose-1 purpose-2 purpose-3 purpose-4 purpose-5 purpose-6 purpose-7 purpose-7b
        purpose-8 purpose-9 purpose-10 purpose-11 purpose-12 purpose-13 purpose-14 governance-1
        governance-2 governance-3 governance-4 chair-1 membership-1 membership-2 quorum-1 chair-2
        chair-3 chair-4 chair-5 chair-6 chair-7 chair-8 review-1
    """,
}

# What is chosen wherever the published wording can be read in several ways.
CHOSEN = {
    "4lscb-met/reporting-1": ["the four Boards jointly"],
    "4lscb-met/reporting-2": ["yearly and also on request"],
    "darlington-mesa/membership-1": ["one seat that several people may fill"],
    "darlington-mesa/frequency-1": ["every two months"],
    "darlington-mesa/quorum-1": [
        "the chair or vice chair is counted beside the three representatives",
        "deputies count for their seat",
        "the vice chair counts as a member",
        "business stops",
    ],
    "darlington-mesa/attendance-1": ["80% per seat over the last 12 months"],
    "north-tyneside-mset/joint-1": [
        "adults are in scope where the boards say so: as set here, young people up to 25"
    ],
    "north-tyneside-mset/quorum-1": [
        "the council's services are one statutory agency",
        "the override holds for one meeting",
    ],
    "north-tyneside-mset/chair-4": ["5 working days before the meeting"],
    "plymouth-mcse/3-seats": [
        "the three seats are provisional",
        "the Education Welfare Manager counts as education",
    ],
    "plymouth-mcse/3-review": ["every two years"],
    "plymouth-mcse/11": ["every two years"],
    "plymouth-mcse/11b": ["as for the chair: members' vote, a key agency, two years"],
    "plymouth-mcse/13": ["an excluded member does not count to quorum for that item"],
    "west-sussex-meog/purpose-7": ["starts, as local dates, inside any 90 consecutive days, at least three"],
    "west-sussex-meog/purpose-10": ["a second missed date, or 14 days after the first step"],
    "west-sussex-meog/purpose-13": ["only the tactical group monthly, the subgroup as needed"],
    "west-sussex-meog/membership-1": ["Barnardo's and Asphaleia are two seats"],
    "west-sussex-meog/quorum-1": ["a police inspector in the chair counts as police"],
}

SEATS = {
    "4lscb-met": 13,
    "darlington-mesa": 19,
    "north-tyneside-mset": 10,
    "plymouth-mcse": 18 + 2,
    "west-sussex-meog": 10,
}


def charters() -> list[Charter]:
    return [load_shipped(name).charter for name in shipped()]


def clauses() -> list[Clause]:
    return [clause for charter in charters() for clause in charter.clauses]


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.casefold())


def published(group: str) -> dict[str, dict[str, Any]]:
    path = TERMS / f"{group}.toml"
    if not path.is_file():
        pytest.skip("the published terms are not beside this checkout, so the list in this test stands alone")
    return {clause["id"]: clause for clause in tomllib.loads(path.read_text(encoding="utf-8"))["clause"]}


def test_five_charters_ship_each_under_the_key_of_its_group() -> None:
    assert shipped() == tuple(CLAUSES)
    assert [charter.key for charter in charters()] == list(CLAUSES)


@pytest.mark.parametrize("group", CLAUSES)
def test_a_shipped_charter_holds_every_clause_and_none_besides(group: str) -> None:
    expected = [f"{group}/{number}" for number in CLAUSES[group].split()]
    assert [clause.id for clause in load_shipped(group).charter.clauses] == expected


@pytest.mark.parametrize("group", CLAUSES)
def test_the_published_terms_have_the_same_clauses(group: str) -> None:
    assert list(published(group)) == [f"{group}/{number}" for number in CLAUSES[group].split()]


@pytest.mark.parametrize("group", CLAUSES)
def test_every_clause_is_said_in_our_own_words(group: str) -> None:
    theirs = published(group)
    for clause in load_shipped(group).charter.clauses:
        ours, said = words(clause.says), words(theirs[clause.id]["says"])
        alike = SequenceMatcher(None, ours, said, autojunk=False)
        run = alike.find_longest_match(0, len(ours), 0, len(said)).size
        assert run < 7, f"{clause.id} repeats {run} words of the published terms"
        assert alike.ratio() < 0.75, f"{clause.id} follows the published terms too closely"


@pytest.mark.parametrize("group", CLAUSES)
def test_a_reading_is_chosen_wherever_the_published_terms_leave_one_open(group: str) -> None:
    open_clauses = {identity for identity, clause in published(group).items() if clause.get("readings")}
    assert open_clauses <= set(CHOSEN)


def test_exactly_these_readings_are_chosen_and_each_names_its_alternatives() -> None:
    found = {clause.id: [reading.chosen for reading in clause.readings] for clause in clauses()}
    assert {identity: chosen for identity, chosen in found.items() if chosen} == CHOSEN
    assert all(reading.others for clause in clauses() for reading in clause.readings)


def test_every_clause_has_a_mechanism() -> None:
    assert not [clause.id for clause in clauses() if not clause.mechanisms]


def test_only_conduct_and_promises_of_character_are_attested_and_nothing_else() -> None:
    attested = [clause.id for clause in clauses() if all(isinstance(m, Attested) for m in clause.mechanisms)]
    assert attested == [
        "4lscb-met/membership-1b",
        "darlington-mesa/accountability-1",
        "darlington-mesa/accountability-2",
        "north-tyneside-mset/aim-6",
        "north-tyneside-mset/members-1",
        "west-sussex-meog/purpose-14",
        "west-sussex-meog/chair-3",
        "west-sussex-meog/chair-6",
        "west-sussex-meog/chair-8",
    ]


@pytest.mark.parametrize("group", CLAUSES)
def test_a_reader_has_nothing_to_look_at_again(group: str) -> None:
    assert [str(doubt) for doubt in doubts(load_shipped(group).charter)] == []


@pytest.mark.parametrize("group", SEATS)
def test_every_seat_of_the_terms_is_there(group: str) -> None:
    assert len(load_shipped(group).charter.seats) == SEATS[group]


def test_the_text_that_a_group_adopts_is_the_text_that_was_read() -> None:
    assert 'key = "plymouth-mcse"' in shipped_text("Plymouth MCSE")


def test_a_charter_that_does_not_ship_is_not_on_the_shelf() -> None:
    with pytest.raises(KeyError):
        shipped_text("../secrets")
