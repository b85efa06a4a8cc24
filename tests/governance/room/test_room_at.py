"""The room at a moment equals a slow reading, minute by minute, of who was there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from holdfast.charter.findings import QuorumFinding
from holdfast.charter.reading import load
from holdfast.governance.room.rules.quorum import quorum_at, quorum_spans
from holdfast.governance.room.rules.sitting import Sitting, Spell, Stay, room_at
from tests.governance.room.fernshire import CHARTER

START = datetime(2026, 3, 3, 14, 0, tzinfo=UTC)
LENGTH = 60
SEATS = {"Amina": "police", "Jo": "health", "Sue": "social-care", "Vera": "charity"}
ITEM = "hotspots"
MINUTES = st.integers(0, LENGTH)


def moment(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


@st.composite
def sittings(draw: st.DrawFn) -> Sitting:
    """Each person comes and goes up to three times; anybody may be excluded for a while."""
    stays = []
    for name, seat in SEATS.items():
        edges = sorted(draw(st.sets(MINUTES, max_size=6)))
        for number in range(0, len(edges), 2):
            left = moment(edges[number + 1]) if number + 1 < len(edges) else None
            capacity = draw(st.sampled_from(["member", "observer"]))
            stays.append(
                Stay(
                    id=f"{name}{number}",
                    person=name,
                    name=name,
                    capacity=capacity,
                    seats=(seat,),
                    agency=seat,
                    arrived_at=moment(edges[number]),
                    left_at=left,
                )
            )
    spells = st.builds(
        lambda person, start, length: Spell(
            person=person, item=ITEM, from_at=moment(start), to_at=moment(start + length)
        ),
        st.sampled_from(sorted(SEATS)),
        MINUTES,
        st.integers(1, 20),
    )
    return Sitting(stays=tuple(stays), exclusions=tuple(draw(st.lists(spells, max_size=3))))


def slowly(sitting: Sitting, minute: int) -> dict[str, bool]:
    """Walk the minutes one after the other, noting arrivals and departures: who is here, who excluded."""
    here: set[str] = set()
    for now in range(minute + 1):
        here -= {s.person for s in sitting.stays if s.left_at == moment(now) and s.person in here}
        here |= {s.person for s in sitting.stays if s.arrived_at == moment(now) and s.capacity != "observer"}
    return {
        name: any(
            e.person == name and minute in range(_minute(e.from_at), _minute(e.to_at))
            for e in sitting.exclusions
        )
        for name in here
    }


def _minute(at: datetime | None) -> int:
    return int(((at or START) - START) / timedelta(minutes=1))


@given(sittings(), MINUTES)
def test_the_room_is_what_a_slow_reading_says(sitting: Sitting, minute: int) -> None:
    room = room_at(sitting, moment(minute))
    assert {p.person: ITEM in p.excluded_from for p in room.present} == slowly(sitting, minute)


@given(sittings())
def test_the_stretches_of_quorum_say_of_each_minute_what_the_rule_says_then(sitting: Sitting) -> None:
    charter = load(CHARTER, "test").charter
    spans = quorum_spans(charter, sitting, START, moment(LENGTH))
    for minute in range(LENGTH):
        (span,) = [
            s for s in spans if s.from_at <= moment(minute) and moment(minute) < (s.to_at or moment(LENGTH))
        ]
        assert _said(span.finding) == _said(quorum_at(charter, sitting, moment(minute)))


def _said(finding: QuorumFinding) -> tuple[object, ...]:
    return (finding.met, finding.missing if finding.met is False else ())
