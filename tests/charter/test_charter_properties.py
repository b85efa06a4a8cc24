"""What holds for every charter and every room."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.charter.given import PEOPLE, quorum_of

from holdfast.charter.calendar import propose_meetings
from holdfast.charter.comparing import diff
from holdfast.charter.doubting import doubts
from holdfast.charter.model import Charter
from holdfast.charter.place import FaultyCharter
from holdfast.charter.plain import explain
from holdfast.charter.quorum import assess_quorum
from holdfast.charter.room import Capacity, Presence, Room
from holdfast.charter.shelf import load_shipped, shipped

LEAVES = st.one_of(
    st.integers(1, 6).map(lambda n: f"{{ members = {n} }}"),
    st.integers(1, 3).map(lambda n: f"{{ distinct_agencies = {n} }}"),
    st.integers(1, 3).map(lambda n: f"{{ distinct_statutory_agencies = {n}, different_people = true }}"),
    st.sampled_from(["police", "health", "local authority"]).map(lambda s: f'{{ sector = "{s}" }}'),
    st.sampled_from(["council", "housing", "charity"]).map(lambda s: f'{{ agency = "{s}", or = "police" }}'),
    st.sampled_from(sorted(PEOPLE.values())).map(lambda s: f'{{ seat = "{s}" }}'),
    st.sampled_from(["10%", "1/3", "half", "100%"]).map(lambda s: f'{{ share = "{s}" }}'),
    st.sampled_from(["10%", "1/3", "half"]).map(lambda s: f'{{ more_than = "{s}", of = "voting seats" }}'),
    st.just('{ office = "chair" }'),
)
NEEDS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"{{ all = [{', '.join(parts)}] }}"),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"{{ any = [{', '.join(parts)}] }}"),
        st.lists(inner, min_size=2, max_size=3).map(lambda p: f"{{ at_least = 2, of = [{', '.join(p)}] }}"),
        st.lists(inner, min_size=2, max_size=2).map(
            lambda p: f"{{ all = [{', '.join(p)}], different_people = true }}"
        ),
    ),
    max_leaves=5,
)


@st.composite
def charters(draw: st.DrawFn) -> Charter | None:
    try:
        return quorum_of(f"all = [{draw(NEEDS)}]")
    except FaultyCharter:  # asks for more different people than there are seats
        return None


PRESENCES = st.builds(
    Presence,
    person=st.sampled_from(["Ann", "Bea", "Cal", "Dev", "Eve", "Fay", "Gus"]),
    seats=st.lists(st.sampled_from([*PEOPLE.values(), "clerk"]), max_size=2).map(tuple),
    agency=st.one_of(st.none(), st.sampled_from(["police", "health", "elsewhere"])),
    capacity=st.sampled_from(list(Capacity)),
    is_remote=st.booleans(),
)


@settings(max_examples=200, deadline=None)
@given(charters(), st.lists(PRESENCES, max_size=6), st.sampled_from(sorted(PEOPLE)))
def test_a_member_who_arrives_never_unmakes_a_quorum(
    charter: Charter | None, present: list[Presence], arriving: str
) -> None:
    if charter is None or any(one.person == arriving for one in present):
        return
    before = assess_quorum(charter, Room(present=tuple(present)))
    newcomer = Presence(person=arriving, seats=(PEOPLE[arriving],))
    after = assess_quorum(charter, Room(present=(*present, newcomer)))
    assert after.met or not before.met


@settings(max_examples=150, deadline=None)
@given(charters(), st.lists(PRESENCES, max_size=7))
def test_an_unmet_quorum_always_says_what_is_missing(
    charter: Charter | None, present: list[Presence]
) -> None:
    if charter is None:
        return
    finding = assess_quorum(charter, Room(present=tuple(present)))
    assert finding.reason.startswith("quorate: " if finding.met else "not quorate: ")
    assert bool(finding.missing) is not finding.met
    assert (
        finding == assess_quorum(charter, Room(present=tuple(reversed(present)))) or finding.met is not None
    )


@settings(max_examples=100, deadline=None)
@given(charters(), st.permutations(sorted(PEOPLE)), st.integers(0, 6))
def test_the_order_of_arrival_changes_nothing(
    charter: Charter | None, people: list[str], number: int
) -> None:
    if charter is None:
        return
    here = [Presence(person=name, seats=(PEOPLE[name],)) for name in people[:number]]
    forwards = assess_quorum(charter, Room(present=tuple(here)))
    backwards = assess_quorum(charter, Room(present=tuple(reversed(here))))
    assert forwards.met == backwards.met


@settings(max_examples=60, deadline=None)
@given(charters(), charters())
def test_every_charter_reads_back_and_compares(one: Charter | None, other: Charter | None) -> None:
    for charter in filter(None, (one, other)):
        assert all(reading.kept_by for reading in explain(charter))
        assert diff(charter, charter) == ()
        doubts(charter)
    if one and other:
        assert bool(diff(one, other)) == (one.clauses != other.clauses)


def test_shipped_charters_differ_from_each_other_in_words() -> None:
    for name in shipped():
        for other in shipped():
            changes = diff(load_shipped(name).charter, load_shipped(other).charter)
            assert bool(changes) is (name != other)
            assert all(change.words for change in changes)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([name for name in shipped() if load_shipped(name).charter.key != "none"]),
    st.dates(date(2024, 1, 1), date(2030, 1, 1)),
    st.sets(st.dates(date(2024, 1, 1), date(2030, 1, 1)), max_size=5),
)
def test_proposed_meetings_are_in_order_free_and_never_before_the_start(
    name: str, start: date, taken: set[date]
) -> None:
    meetings = propose_meetings(load_shipped(name).charter, start, 6, avoid=taken)
    days = [meeting.on for meeting in meetings]
    assert len(days) == 6
    assert days == sorted(set(days))
    assert days[0] >= start
    assert not taken & set(days)
    assert all(day.weekday() < 5 for day in days)
    assert all((meeting.on != meeting.regular_on) == bool(meeting.moves) for meeting in meetings)
