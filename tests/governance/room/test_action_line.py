"""An action written as one line is read as far as it can be, and never loses a character."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.governance.room.rules.action_line import KnownOwners, Owner, read_action_line
from holdfast.governance.room.rules.due_words import read_due

TUESDAY = date(2026, 3, 3)
POLICE, HEALTH = Owner("police"), Owner("health")
AMINA, JO, SAM = Owner("police", "amina"), Owner("health", "jo"), Owner("health", "sam")
KNOWN = KnownOwners.of(
    [("police", ["Fernshire Police", "Police"]), ("health", ["Fernshire NHS Trust", "health"])],
    [
        ("amina", "Amina Khan", "police"),
        ("jo", "Jo O’Neill", "health"),
        ("sam", "Sam Lee", "health"),
        ("sam2", "Sam Poole", "police"),
    ],
)

LINES = [
    ("Police to visit the flat by Friday", (POLICE,), "visit the flat", date(2026, 3, 6)),
    ("police will visit the flat", (POLICE,), "visit the flat", None),
    ("Amina Khan to ring the school by tomorrow", (AMINA,), "ring the school", date(2026, 3, 4)),
    ("Amina: ring the school by 10 March", (AMINA,), "ring the school", date(2026, 3, 10)),
    ("Jo O’Neill - share the summary within 2 weeks.", (JO,), "share the summary", date(2026, 3, 17)),
    ("Police and Health to meet by next meeting", (POLICE, HEALTH), "meet", date(2026, 4, 7)),
    ("The Police to check in 3 working days", (POLICE,), "check", date(2026, 3, 6)),
    ("Sam to ring the school by Friday", (), "Sam to ring the school", date(2026, 3, 6)),
    ("Write to the landlord by 6/3/2026", (), "Write to the landlord", date(2026, 3, 6)),
    ("Police to stand by the door", (POLICE,), "stand by the door", None),
    ("Police to visit by car by Friday 6 March 2026", (POLICE,), "visit by car", date(2026, 3, 6)),
    ("Somebody should think about it", (), "Somebody should think about it", None),
    ("Police to", (), "Police to", None),
    ("", (), "", None),
]


@pytest.mark.parametrize(("line", "owners", "text", "due_on"), LINES)
def test_a_line_gives_owner_text_and_date(
    line: str, owners: tuple[Owner, ...], text: str, due_on: date | None
) -> None:
    read = read_action_line(line, known=KNOWN, today=TUESDAY, next_meeting=date(2026, 4, 7))
    assert (read.owners, read.text, read.due_on) == (owners, text, due_on)


@pytest.mark.parametrize(
    ("words", "due_on"),
    [
        ("by Tuesday", date(2026, 3, 10)),
        ("next Friday", date(2026, 3, 13)),
        ("by the end of the month", date(2026, 3, 31)),
        ("by 1 January", date(2027, 1, 1)),
        ("by 31 February", None),
        ("in a fortnight", date(2026, 3, 17)),
        ("within 1 month", date(2026, 4, 3)),
        ("by 2026-05-01", date(2026, 5, 1)),
        ("by 0 days", None),
        ("by T", None),
    ],
)
def test_when_it_is_due_as_people_say_it(words: str, due_on: date | None) -> None:
    assert read_due(words, TUESDAY) == due_on


PIECES = st.sampled_from(
    ["Police", " to ", " by ", "Friday", ":", "31 June", "\n", "\u200f", "in 999 months"]
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)), st.dates())
def test_whatever_is_typed_nothing_is_lost_and_nothing_breaks(line: str, today: date) -> None:
    read = read_action_line(line, known=KNOWN, today=today)
    assert "".join(read.pieces) == line
    assert read.text == read.text.strip()
    assert read.text in line
    if line.strip():
        assert read.text
