"""Any room of the five groups, judged by the charter and, independently, by counting on one's fingers."""

from collections.abc import Callable
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.charter.quorum import assess_quorum

from .shipped_rooms import DARLINGTON, NORTH_TYNESIDE, PLYMOUTH, WEST_SUSSEX, gathered, terms

# For whom each person of the casts stands, by the published terms; those who never count are left out.
AGENCY = {
    "darlington-mesa": {
        "Sunita": "police",
        "Dev": "police",
        "Priya": "police",
        "Ffion": "police",
        "Tom": "council",
        "Gareth": "council",
        "Lena": "council",
        "Omar": "council",
        "Rhys": "council",
        "Aoife": "health",
        "Nadia": "health",
        "Musa": "barnardos",
    },
    "north-tyneside-mset": {
        "Paula": "police",
        "Asha": "council",
        "Stan": "council",
        "Ben": "council",
        "Cleo": "council",
        "Olu": "council",
        "Edie": "council",
        "Nia": "health",
        "Mo": "health",
        "Dara": "health",
    },
    "plymouth-mcse": {
        "Wyn": "police",
        "Bea": "health",
        "Hugo": "health",
        "Cai": "local authority",
        "Yara": "local authority",
        "Dilip": "local authority",
    },
    "west-sussex-meog": {
        "Ines": "police",
        "Vic": "police",
        "Una": "social care",
        "Zoe": "social care",
        "Wes": "health",
        "Dot": "health",
    },
}
CASTS = {
    "darlington-mesa": DARLINGTON,
    "north-tyneside-mset": NORTH_TYNESIDE,
    "plymouth-mcse": PLYMOUTH,
    "west-sussex-meog": WEST_SUSSEX,
}


def darlington(present: set[str]) -> bool:
    stands = AGENCY["darlington-mesa"]
    # A seat counts once: a deputy adds nobody to the member, nor one youth worker to the other.
    instead = [("Dev", "Sunita"), ("Nadia", "Aoife"), ("Omar", "Lena")]
    counted = present & set(stands) - {second for second, first in instead if first in present}
    chairs = counted & {"Sunita", "Tom"}
    return any(
        len({stands[person] for person in three}) == 3
        for chair in chairs
        for three in combinations(counted - {chair}, 3)
    )


def three_agencies(group: str) -> Callable[[set[str]], bool]:
    def judged(present: set[str]) -> bool:
        return len({AGENCY[group][person] for person in present & set(AGENCY[group])}) >= 3

    return judged


ORACLES = {
    "darlington-mesa": darlington,
    "north-tyneside-mset": three_agencies("north-tyneside-mset"),
    "plymouth-mcse": three_agencies("plymouth-mcse"),
    "west-sussex-meog": three_agencies("west-sussex-meog"),
}


def is_quorate(group: str, present: set[str]) -> bool | None:
    room = gathered(CASTS[group], " ".join(sorted(present)))
    return assess_quorum(terms(group), room).met


@pytest.mark.parametrize("group", ORACLES)
@given(data=st.data())
def test_the_charter_and_a_count_by_hand_agree_on_any_room(group: str, data: st.DataObject) -> None:
    present = data.draw(st.sets(st.sampled_from([one.person for one in CASTS[group]])))
    assert is_quorate(group, present) is ORACLES[group](present)


@pytest.mark.parametrize("group", ORACLES)
@given(data=st.data())
def test_nobody_who_arrives_ever_breaks_a_quorum(group: str, data: st.DataObject) -> None:
    names = [one.person for one in CASTS[group]]
    present = data.draw(st.sets(st.sampled_from(names)))
    arriving = data.draw(st.sampled_from(names))
    if is_quorate(group, present):
        assert is_quorate(group, present | {arriving})


@pytest.mark.parametrize("order", list(permutations(["Sunita", "Tom", "Priya", "Aoife"])))
def test_the_order_of_arrival_does_not_matter(order: tuple[str, ...]) -> None:
    assert assess_quorum(terms("darlington-mesa"), gathered(DARLINGTON, " ".join(order))).met is True
