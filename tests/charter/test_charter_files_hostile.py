"""Rooms, histories and dates of any content are read or refused, never a crash."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.charter.attendance import assess_attendance
from holdfast.charter.command import main
from holdfast.charter.dates_file import read_dates, read_holidays
from holdfast.charter.history_file import read_history
from holdfast.charter.place import FaultyCharter
from holdfast.charter.quorum import assess_quorum
from holdfast.charter.room_file import read_room
from holdfast.charter.shelf import load_shipped

CHARTER = load_shipped("darlington-mesa").charter
SEATS = [seat.key for seat in CHARTER.seats]
WORDS = st.sampled_from(
    [
        *SEATS[:4],
        "chair",
        "member",
        "deputy",
        "2026-03-03",
        "present",
        "item 1",
        "police",
        "\u202e'\U0001f98a",
        "",
    ]
)
NAMES = st.sampled_from(
    [
        "people",
        "person",
        "seat",
        "agency",
        "capacity",
        "office",
        "offices",
        "remote",
        "excluded_from",
        "vacancies",
        "override",
        "by",
        "reason",
        "item",
        "kind",
        "meetings",
        "date",
        "seats",
        "present",
        "apologies",
        "vacant",
        "held",
        "as_of",
        "extra",
        "removed",
        "known_until",
        "chair",
        "nominated",
        "note",
    ]
)
VALUES = st.recursive(
    st.one_of(WORDS, st.integers(), st.floats(allow_nan=False), st.booleans(), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.one_of(NAMES, WORDS), inner, max_size=5)
    ),
    max_leaves=12,
)


def judged_room(text: str) -> None:
    asked = read_room(text, "room.json", CHARTER)
    assert assess_quorum(CHARTER, asked.room, item=asked.item, kind=asked.kind).reason


def judged_history(text: str) -> None:
    history, until = read_history(text, "history.json", CHARTER)
    assert assess_attendance(CHARTER, history, as_of=until).reason


READERS: list[Callable[[str], Any]] = [
    judged_room,
    judged_history,
    lambda text: read_dates(text, "avoid.json", "taken"),
    lambda text: read_holidays(text, "holidays.json"),
]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(READERS),
    st.one_of(VALUES, st.fixed_dictionaries({"people": st.lists(VALUES, max_size=3)})),
)
def test_any_json_is_read_or_refused_by_its_fields(reader: Callable[[str], Any], value: object) -> None:
    assert all(fault.expected for fault in faults_if_any(reader, json.dumps(value)))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(READERS), st.text(max_size=60))
def test_any_text_is_read_or_refused(reader: Callable[[str], Any], text: str) -> None:
    assert all(fault.expected for fault in faults_if_any(reader, text))


def faults_if_any(reader: Callable[[str], Any], text: str) -> tuple[Any, ...]:
    """Nothing may come of reading a file but an answer or its faults."""
    try:
        reader(text)
    except FaultyCharter as refused:
        return refused.faults
    return ()


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"[" * 100_000, b'{"people": [' + b'{"person": 1},' * 2000, b"1e999"]
)
def test_hostile_files_end_in_an_exit_code(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    for argv in (
        ["quorum", "darlington-mesa", "--room", str(path)],
        ["absences", "darlington-mesa", "--history", str(path)],
        ["dates", "darlington-mesa", "--from", "2026-01-01", "--count", "1", "--avoid", str(path)],
        ["dates", "darlington-mesa", "--from", "2026-01-01", "--count", "1", "--holidays", str(path)],
        ["check", str(path)],
    ):
        assert main([*argv, "--json"]) in (0, 1, 2, 3)
        json.loads(capsys.readouterr().out)


def test_a_room_of_two_hundred_people_is_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = [{"person": f"P{n}", "seat": [SEATS[n % 19], SEATS[(n * 7) % 19]]} for n in range(200)]
    path = tmp_path / "room.json"
    path.write_text(json.dumps(people), encoding="utf-8")
    assert main(["quorum", "darlington-mesa", "--room", str(path), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["counted"]) >= 19


@pytest.mark.parametrize("kind", ["quorum", "absences", "dates"])
def test_a_folder_in_place_of_a_file_is_a_fault(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    option = {"quorum": "--room", "absences": "--history", "dates": "--avoid"}[kind]
    more = ["--from", "2026-01-01", "--count", "1"] if kind == "dates" else []
    assert main([kind, "darlington-mesa", option, str(tmp_path), *more, "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["faults"]
