"""Charters of groups that nobody here has met: a panel, a board with advisers, a forum, two in one file."""

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest
from tests.charter.unseen.rooms import ROOMS, Told

from holdfast.charter.doubting import doubts
from holdfast.charter.model import Charter
from holdfast.charter.plain import explain
from holdfast.charter.quorum import assess_quorum
from holdfast.charter.reading import load_file
from holdfast.charter.room_file import read_room
from holdfast.charter.schema import SCHEMAS

UNSEEN = Path(__file__).parent / "unseen"
FILES = sorted(UNSEEN.glob("*.toml"))


def _charter(name: str, group: str | None = None) -> Charter:
    document = load_file(UNSEEN / f"{name}.toml")
    return document.group(group) if group else document.charter


def _read_back(name: str, group: str | None = None) -> str:
    return "\n".join(line for read in explain(_charter(name, group)) for line in read.kept_by)


@pytest.mark.parametrize("told", ROOMS, ids=lambda told: f"{told.charter}: {told.because}")
def test_the_quorum_and_the_chair_are_what_the_terms_say(told: Told) -> None:
    charter = _charter(told.charter, told.group)
    asked = read_room(json.dumps({"people": told.people, **told.more}), "room.json", charter)
    finding = assess_quorum(charter, asked.room, item=asked.item, kind=asked.kind)
    assert finding.met is told.met, finding.reason
    assert finding.chair is not None
    assert finding.chair.person == told.chair, finding.chair.reason


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_schema_takes_every_one_of_them_and_nothing_is_doubted(path: Path) -> None:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(json.dumps(raw, default=str)), SCHEMAS["charter"]())
    assert [doubt for charter in load_file(path).charters for doubt in doubts(charter)] == []


@pytest.mark.parametrize(
    ("name", "group", "words"),
    [
        ("licensing", None, "at least 4 members (not counting people who join remotely)"),
        ("licensing", None, "without a seat the holder does not vote"),
        ("licensing", None, "The Independent Chair is appointed by the Harbour Safety Board"),
        ("licensing", None, "on the second Tuesday, never in August, at 18:30"),
        ("forum", None, "more than half of the votes win"),
        ("forum", None, "candidates come from voluntary"),
        ("cases", None, "(in turn)"),
        ("two", "tactical", "reports to the Strategic Exploitation Group"),
        ("two", "strategic", "held by the chair of the Tactical Exploitation Group"),
    ],
)
def test_the_read_back_leaves_nothing_out_that_the_file_says(
    name: str, group: str | None, words: str
) -> None:
    assert words in _read_back(name, group)


def test_whoever_is_remote_is_named_where_one_need_asks_for_people_in_person() -> None:
    charter = _charter("licensing")
    people = [{"person": name, "seat": "trade", "remote": name != "Ann"} for name in ("Ann", "Bo", "Cy")]
    finding = assess_quorum(charter, read_room(json.dumps(people), "room.json", charter).room)
    assert "only 1 of the 4 members (not counting people who join remotely)" in finding.reason


def test_where_several_take_turns_to_chair_the_answer_asks_whose_turn_it_is() -> None:
    charter = _charter("cases")
    people = [{"person": "Ann", "seat": "sw"}, {"person": "Bo", "seat": "pol"}]
    chair = assess_quorum(charter, read_room(json.dumps(people), "room.json", charter).room).chair
    assert chair is not None
    assert chair.notes == ("the chair is held in turn by Ann and Bo: say whose turn it is",)


def test_someone_said_to_chair_who_may_not_is_pointed_out() -> None:
    charter = _charter("mace")
    room = {"people": [{"person": "Ann", "seat": "dci"}, {"person": "Bo", "seat": "head"}], "chair": "Bo"}
    chair = assess_quorum(charter, read_room(json.dumps(room), "room.json", charter).room).chair
    assert chair is not None
    assert chair.person == "Ann"
    assert chair.notes == ("Bo was said to be in the chair but does not hold the office",)


def test_a_member_whose_seat_does_not_count_is_said_so_plainly() -> None:
    charter = _charter("licensing")
    room = read_room(json.dumps([{"person": "Lou", "seat": "legal"}]), "room.json", charter).room
    assert "Lou does not count to the quorum by these terms" in assess_quorum(charter, room).reason


def test_two_people_too_many_in_one_seat_do_not_count() -> None:
    charter = _charter("mace")
    people = [
        {"person": name, "seat": seat}
        for name, seat in zip("ABCD", ["dci"] * 2 + ["probation"] * 2, strict=True)
    ]
    reason = assess_quorum(charter, read_room(json.dumps(people), "room.json", charter).room).reason
    assert "B and D do not count besides whoever else is here for that seat" in reason
