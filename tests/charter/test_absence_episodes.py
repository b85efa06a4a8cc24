"""Going through all meetings once finds the same absences as asking after each of them."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from holdfast.charter.absence import _reached, episodes
from holdfast.charter.meeting import Absences
from holdfast.charter.past import PastMeeting, Sittings
from holdfast.kernel.clocks import Period, Unit

Came = tuple[bool, bool, bool, int]  # expected, came, sent apologies, days since the meeting before

RULES = st.tuples(
    st.none() | st.integers(1, 3),
    st.none() | st.integers(1, 3),
    st.none() | st.just(Period(2, Unit.MONTH)),
    st.booleans(),
).map(
    lambda told: Absences(
        consecutive=told[0], any=told[1], over=told[2], apologies_excuse=told[3], then="the chair writes"
    )
)
MEETINGS = st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans(), st.integers(1, 40)), max_size=12)


@given(RULES, MEETINGS)
def test_an_episode_begins_where_the_rule_is_first_reached_and_lasts_while_it_is(
    rule: Absences, came: list[Came]
) -> None:
    day, held, sat = date(2026, 1, 1), [], {}
    for expected, present, excused, gap in came:
        day += timedelta(days=gap)
        held.append(PastMeeting(on=day, apologies=frozenset({"police"} if excused else ())))
        sat[day] = Sittings(int(expected), int(expected and present), 0)
    sitting = lambda meeting: sat[meeting.on]  # noqa: E731
    reached = [_reached(rule, "police", sitting, held[: end + 1]) for end in range(len(held))]
    begun = [at for at, why in enumerate(reached) if why and (at == 0 or not reached[at - 1])]
    found = list(episodes(rule, "police", sitting, held))
    assert [one.at for one in found] == begun
    assert [one.reason for one in found] == [reached[at] for at in begun]
