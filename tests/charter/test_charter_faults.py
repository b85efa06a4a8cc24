"""A faulty charter file is answered with all its faults, each with its line, and never with a crash."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.charter.given import BASE

from holdfast.charter.place import Fault, FaultyCharter
from holdfast.charter.reading import load, load_file
from holdfast.charter.shelf import shipped, shipped_text
from holdfast.charter.starter import STARTER


def faults_of(text: str | bytes) -> list[str]:
    with pytest.raises(FaultyCharter) as refused:
        load(text, "example.toml")
    return [str(fault) for fault in refused.value.faults]


def clause(inside: str) -> str:
    return BASE + f'[[clause]]\nid = "x"\nsays = "X."\n{inside}\n'


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (
            'schedule = { every = "0 weeks" }',
            "schedule.every: expected every 1 or more: it cannot be every 0",
        ),
        ('schedule = { every = "bi-monthly" }', "can be read two ways: write '2 months' or 'twice a month'"),
        ('schedule = { evry = "week" }', "schedule.evry: is not known here; did you mean 'every'?"),
        ('schedule = { every = "week", at_least = 4 }', "says both every and at_least"),
        ("schedule = { }", "expected how often"),
        (
            'schedule = { every = "week", week = "first", weekday = "Monday" }',
            "first Monday of the month, but",
        ),
        ("quorum = { members = 25 }", "asks for 25 members, but its seats can give only 6"),
        ("quorum = { members = 0 }", "quorum.members: expected a whole number from 1 to 500"),
        ("quorum = { members = nan }", "expected a whole number"),
        ("quorum = { members = -1 }", "expected a whole number"),
        ("quorum = { members = true }", "expected a whole number"),
        ('quorum = { share = "150%" }', "expected a share above 0% and at most 100%"),
        ("quorum = { share = inf }", "expected a share such as"),
        ('quorum = { more_than = "100%" }', "more than all"),
        ('quorum = { sector = "fire" }', "no seat that counts is from fire"),
        ('quorum = { agency = "polise" }', "'polise' is not defined as an agency; did you mean 'police'?"),
        ('quorum = { seat = "nurs" }', "did you mean 'nurse'?"),
        ('quorum = { office = "treasurer" }', "'treasurer' is not defined as an office"),
        ("quorum = { distinct_statutory_agencies = 4 }", "but its seats belong to only 3"),
        ("quorum = { at_least = 3, of = [{ members = 1 }] }", "asks for 3 of only 1"),
        ('quorum = { members = 2, sector = "health" }', "asks members and sector in one table"),
        ("quorum = { all = [] }", "expected a list of 1 to 50 tables"),
        ("quorum = { none = true, members = 2 }", "says that there is no quorum and also states one"),
        ("quorum = { }", "expected one of all, any, at_least, members"),
        ("quorum = [{ members = 2 }, { members = 3 }]", "is already stated in clause x: expected it once"),
        ('quorum = { members = 1, override = { by = "clerk" } }', "'clerk' is not defined as an office"),
        ('clock = { what = "x", after = "y", within = "2 days" }', "say which days"),
        ('clock = { what = "x", after = "y", within = "1 hour and 2 working days" }', "one clock only"),
        ('clock = { what = "x", after = "y", within = "0 hours" }', "at least one"),
        ('clock = { what = "x" }', "within is missing: expected how soon"),
        ('report = { to = "the-moon" }', "'the-moon' is not defined as a body"),
        ('decisions = { by = "share" }', "expected share, such as '2/3'"),
        ('office = { key = "o", held_by = { } }', "is held in no way"),
        ('office = { key = "o", held_by = { seat = "nurse", role = "x" } }', "held in two ways at once"),
        ('office = { key = "chair", held_by = { seat = "nurse" } }', "the office 'chair' is already defined"),
        ('seat = { key = "nurse", role = "Another" }', "the seat 'nurse' is already defined on line"),
        ('absences = { then = "x" }', "expected after how many absences"),
        ("attested = 3", "expected a table of its own"),
        ("note = 3\nattested = true", "note: expected some words in quotation marks"),
        ("quorums = { members = 2 }", "quorums: is not known here; did you mean 'quorum'?"),
        ("", "nothing keeps this clause"),
    ],
)
def test_each_fault_names_file_line_clause_and_what_was_expected(inside: str, expected: str) -> None:
    found = faults_of(clause(inside))
    assert any(expected in fault for fault in found), found
    line = BASE.count("\n")
    assert all(fault.startswith("example.toml, line ") for fault in found)
    assert all(int(fault.split("line ")[1].split(",")[0].split(":")[0]) > line for fault in found)
    assert all(", clause x" in fault for fault in found)


def test_all_faults_are_named_at_once_in_the_order_of_the_lines() -> None:
    text = BASE.replace("title", "titel") + (
        '[[clause]]\nid = "members"\nsays = "Again."\nschedule = { every = "2 moons" }\n'
        '[[clause]]\nid = "q"\nsays = "Q."\nquorum = { members = "four" }\n'
    )
    found = faults_of(text)
    assert len(found) == 5
    lines = [int(fault.split("line ")[1].split(",")[0].split(":")[0]) for fault in found]
    assert lines == sorted(lines)
    assert any("there is already a clause members on line" in fault for fault in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "is empty"),
        (b"\xff\xfe\x00", "is not UTF-8 text"),
        ("key = ", "is not TOML"),
        ("x = " + "[" * 5000, "nested too deeply"),
        ("a." * 5000 + "b = 1", "too many parts"),
        ("x = " + "9" * 9999, "is not TOML"),
        ("k = 1\n" * 3, "is not TOML"),
        ("x" * 600_000, "is too large"),
        ('key = "a"\ntitle = "b"', "expected at least one clause"),
        ("[quorum]\nmembers = 4", "is a rule without a clause: state it in a clause, as [clause.quorum]"),
        ("group = []", "expected at least one [[group]]"),
        ("group = [3]", "expected a table: [[group]]"),
        ("clause = 3", "expected at least one clause"),
        ("[[clause]]\n" * 1200, "at most 1,000 clauses"),
    ],
)
def test_a_file_that_is_no_charter_is_told_so(text: str | bytes, expected: str) -> None:
    assert any(expected in fault for fault in faults_of(text))


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault() -> None:
    text = "\ufeff" + STARTER.replace("\n", "\r\n")
    assert load(text.encode(), "new.toml").charter.key == "example-group"


def test_a_missing_file_and_a_folder_are_faults(tmp_path: Path) -> None:
    for path, expected in ((tmp_path / "none.toml", "does not exist"), (tmp_path, "is a folder")):
        with pytest.raises(FaultyCharter, match=expected):
            load_file(path)


def test_reporting_lines_in_a_circle_are_refused() -> None:
    body = '[[body]]\nkey = "{}"\nreports_to = "{}"\n'
    text = BASE.replace('key = "example"', 'key = "example"\nreports_to = "tactical"') + (
        body.format("tactical", "board") + body.format("board", "example")
    )
    assert any("example > tactical > board > example" in fault for fault in faults_of(text))


def test_agencies_that_are_part_of_each_other_are_refused() -> None:
    text = BASE.replace('{ key = "council",', '{ key = "council", part_of = "housing",')
    assert any("part of each other in a circle" in fault for fault in faults_of(text))


def test_several_groups_share_agencies_and_each_is_checked() -> None:
    agencies, _, rest = BASE.partition("]\n[[clause]]")
    shared = agencies.replace('key = "example"\ntitle = "Example group"\n', "") + "]\n"
    one = (
        '[[group]]\nkey = "{}"\ntitle = "G"\nreports_to = "{}"\n[[group.clause]]\nid = "1"\nsays = "S"\n{}\n'
    )
    quorum = 'quorum = {{ agency = "{}" }}'
    document = load(
        shared
        + one.format("a", "b", quorum.format("police"))
        + '[[body]]\nkey = "c"\n'
        + one.format("b", "c", "attested = true"),
        "two.toml",
    )
    assert [charter.key for charter in document.charters] == ["a", "b"]
    assert rest
    with pytest.raises(FaultyCharter, match="a > b > a"):
        load(
            shared + one.format("a", "b", "attested = true") + one.format("b", "a", "attested = true"),
            "x.toml",
        )


def faults_if_any(text: str | bytes) -> tuple[Fault, ...]:
    """Nothing may come of reading a file but a charter or its faults."""
    try:
        load(text, "any.toml")
    except FaultyCharter as refused:
        return refused.faults
    return ()


VALUES = st.recursive(
    st.one_of(
        st.text(max_size=20),
        st.integers(),
        st.floats(),
        st.booleans(),
        st.dates(),
        st.sampled_from(["chair", "nurse", "2 working days", "week", "80%", "none", "all"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(
                ["members", "all", "any", "of", "at_least", "sector", "key", "role", "held_by", "every"]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=8,
)
NAMES = st.sampled_from(
    [
        "seat",
        "office",
        "quorum",
        "schedule",
        "clock",
        "report",
        "absences",
        "decisions",
        "attested",
        "register",
        "reading",
        "override",
    ]
)


def toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f'"{key}" = {toml(item)}' for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return (
            '"' + "".join(f"\\U{ord(sign):08x}" for sign in value if not 0xD800 <= ord(sign) < 0xE000) + '"'
        )
    return str(value)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NAMES, VALUES)
def test_a_clause_of_any_content_is_read_or_refused(name: str, value: object) -> None:
    text = clause(f"{name} = {toml(value)}")
    tomllib.loads(text)
    assert all(fault.line > 0 and fault.expected for fault in faults_if_any(text))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(shipped()), st.integers(0, 30_000), st.integers(0, 40), st.text(max_size=8))
def test_a_shipped_charter_with_any_damage_is_read_or_refused(name: str, at: int, cut: int, put: str) -> None:
    text = shipped_text(name)
    damaged = text[: at % len(text)] + put + text[at % len(text) + cut :]
    found = faults_if_any(damaged.encode("utf-8", "surrogatepass"))
    assert all(fault.line > 0 and fault.expected for fault in found)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_refused_or_read(content: bytes) -> None:
    with pytest.raises(FaultyCharter):
        load(content, "bytes.toml")


def test_faults_of_every_kind_are_told_together() -> None:
    found = "\n".join(
        faults_of(
            BASE.replace('title = "Example group"', 'reports_to = "example"')
            + '[[clause]]\nid = "chair"\nsays = "Again."\nschedule = { every = "0 weeks" }\n'
            + '[[clause]]\nid = "q"\nsays = "Q."\nquorum = { members = 25 }\n'
        )
    )
    for expected in (
        "title is missing",
        "already a clause chair",
        "every 0",
        "asks for 25 members",
        "in a circle",
    ):
        assert expected in found
