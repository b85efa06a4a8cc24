"""The charter command line: answers, JSON and exit codes."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from holdfast.charter.command import main
from holdfast.charter.reading import load
from holdfast.charter.shelf import shipped
from holdfast.charter.starter import STARTER


@pytest.fixture
def charter(tmp_path: Path) -> str:
    path = tmp_path / "group.toml"
    path.write_text(STARTER, encoding="utf-8")
    return str(path)


def write(tmp_path: Path, name: str, value: object) -> str:
    path = tmp_path / name
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return str(path)


def answer(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, Any]:
    """The exit code and the JSON, which is all that is printed."""
    code = main([*argv, "--json"])
    printed = capsys.readouterr()
    assert printed.err == ""
    return code, json.loads(printed.out)


ANN = {"person": "Ann", "seat": "detective-inspector"}
BEA = {"person": "Bea", "seat": "Designated nurse"}
CAL = {"person": "Cal", "seat": ["service-manager"], "capacity": "deputy", "remote": True}


def test_check_is_fine_with_every_shipped_charter_and_the_starter(
    capsys: pytest.CaptureFixture[str], charter: str
) -> None:
    code, data = answer(capsys, "check", charter, *shipped())
    assert code == 0
    assert data["ok"] is True
    assert len(data["files"]) == 6
    assert [file["warnings"] for file in data["files"]] == [[]] * 6


def test_check_names_the_faults_of_every_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, charter: str
) -> None:
    bad = write(
        tmp_path,
        "bad.toml",
        STARTER.replace('every = "2 months"', 'every = "0 weeks"').replace("members = 3", "members = 9"),
    )
    code, data = answer(capsys, "check", charter, bad, str(tmp_path / "none.toml"))
    assert code == 3
    assert [file["ok"] for file in data["files"]] == [True, False, False]
    faults = data["files"][1]["faults"]
    assert [fault["clause"] for fault in faults] == ["3.1", "4.1"]
    assert faults[1]["line"] == STARTER[: STARTER.index('every = "2 months"')].count("\n") + 1
    assert main(["check", bad]) == 3
    assert "line" in capsys.readouterr().out


def test_check_doubts_an_attested_clause_that_holds_a_number(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for says, doubted in (
        ("Members answer within five working days.", True),
        ("Members respond unless they are away.", True),
        ("Members meet each month.", False),
        ("Members work openly and with respect for each other.", False),
        ("Members keep to the Children Act 1989 and section 47.", False),
    ):
        text = STARTER.replace("Members work openly and with respect for each other.", says)
        code, data = answer(capsys, "check", write(tmp_path, "a.toml", text))
        assert code == 0
        holds = bool(data["files"][0]["warnings"])
        assert holds is (doubted or "month" in says)


def test_check_finds_a_circle_across_files(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    group = 'key = "{}"\ntitle = "G"\nreports_to = "{}"\nbody = {{ key = "{}" }}\n'
    group += '[[clause]]\nid = "1"\nsays = "S"\nattested = true\n'
    one = write(tmp_path, "one.toml", group.format("a", "b", "b"))
    two = write(tmp_path, "two.toml", group.format("b", "a", "a"))
    assert main(["check", one]) == 0
    capsys.readouterr()
    code, data = answer(capsys, "check", one, two)
    assert code == 3
    assert "a > b > a" in data["faults"][0]["expected"]


def test_explain_reads_every_clause_back(capsys: pytest.CaptureFixture[str], charter: str) -> None:
    code, data = answer(capsys, "explain", charter)
    assert code == 0
    clauses = data["groups"][0]["clauses"]
    assert [each["clause"] for each in clauses] == [
        "1.1",
        "1.2",
        "2.1",
        "3.1",
        "3.2",
        "4.1",
        "5.1",
        "6.1",
        "7.1",
    ]
    assert "the quorum is at least 3 members" in clauses[3]["kept_by"][0].lower()
    assert clauses[7]["readings"] == [
        "'bi-annually' is read as: every two years (chosen), not 'twice a year'"
    ]
    assert main(["explain", charter]) == 0
    assert "How it is kept: The quorum is" in capsys.readouterr().out


def test_quorum_says_yes_no_or_not_stated(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, charter: str
) -> None:
    code, data = answer(
        capsys, "quorum", charter, "--room", write(tmp_path, "r.json", {"people": [ANN, BEA, CAL]})
    )
    assert (code, data["met"], data["missing"]) == (0, True, [])
    assert data["reason"] == "quorate: 3 members, police, health and local authority are here"
    assert (data["chair"]["who"], data["chair"]["rule"]) == ("Ann", "the chair")
    code, data = answer(capsys, "quorum", charter, "--room", write(tmp_path, "r.json", [BEA, CAL]))
    assert (code, data["met"]) == (1, False)
    assert "police" in data["missing"]
    assert data["consequence"] == "the meeting is adjourned to another date within 10 working days"
    assert data["clauses"] == ["3.1", "3.2"]
    code, data = answer(capsys, "quorum", "4lscb-met", "--room", write(tmp_path, "r.json", {"people": []}))
    assert (code, data["met"]) == (0, None)
    assert main(["quorum", charter, "--room", write(tmp_path, "r.json", [BEA])]) == 1
    assert "Not quorate: " in capsys.readouterr().out


def test_a_room_is_told_in_whatever_plain_way(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, charter: str
) -> None:
    told = {
        "present": [
            {**ANN, "excluded": ["4"], "note": "chair"},
            {**BEA, "agency": None},
            {**CAL, "is_remote": False},
            {"person": "Dee", "seat": "charity-lead", "here": False},
            {"person": 7, "agency": "Example Police", "capacity": "In Attendance"},
        ],
        "vacant": ["charity-lead"],
        "offices": {"chair": "Ann"},
        "override": None,
        "item": 4,
        "kind": "budget",
    }
    code, data = answer(capsys, "quorum", charter, "--room", write(tmp_path, "r.json", told))
    assert code == 1
    assert (data["item"], data["kind"]) == ("4", "budget")
    assert "Ann does not count, being excluded from this item" in data["reason"]
    assert data["chair"]["who"] != "Ann"


def test_a_role_tells_the_seat_or_the_office(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    told = [
        {"person": "Ivo", "role": "Police inspector", "agency": "police"},
        {"person": "Bea", "role": "CSE nurse"},
        {"person": "Cal", "seat": "social-care-management"},
    ]
    code, data = answer(capsys, "quorum", "west-sussex-meog", "--room", write(tmp_path, "r.json", told))
    assert (code, data["met"]) == (0, True)
    assert data["chair"]["who"] == "Ivo"


@pytest.mark.parametrize(
    ("told", "field", "expected"),
    [
        ({"people": [{"seat": "nurse"}]}, "people[0]", "person is missing"),
        (
            {"people": [{"person": "A", "seat": "detective"}]},
            "people[0].seat",
            "did you mean 'detective-inspector'?",
        ),
        ({"people": [{"person": "A", "capacity": "boss"}]}, "people[0].capacity", "expected one of 'member'"),
        ({"people": [{"person": "A", "remote": "yes"}]}, "people[0].remote", "expected true or false"),
        ({"people": [{"person": "A", "seet": "x"}]}, "people[0].seet", "did you mean 'seat'?"),
        ({"people": [{"person": "A", "agency": "polic"}]}, "people[0].agency", "did you mean 'police'?"),
        ({"people": [{"person": "A", "office": "chaiir"}]}, "people[0].office", "did you mean 'chair'?"),
        ({"vacancies": ["x"]}, "vacancies", "is not a seat of this charter"),
        ({"override": {"reason": 3}}, "override.reason", "expected some words"),
        ({"peple": []}, "peple", "did you mean 'people'?"),
        ("[1]", "people[0]", "expected a table"),
        ("3", "", "expected a table"),
        ("{", "", "is not JSON"),
        ('{"people": NaN}', "", "NaN is not a number here"),
    ],
)
def test_a_faulty_room_names_the_field(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, charter: str, told: object, field: str, expected: str
) -> None:
    code, data = answer(capsys, "quorum", charter, "--room", write(tmp_path, "r.json", told))
    assert code == 3
    assert any(fault["field"] == field and expected in fault["expected"] for fault in data["faults"]), data


def test_dates_move_off_holidays_and_the_boards_days(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, charter: str
) -> None:
    avoid = write(tmp_path, "avoid.txt", "# the Board\n2026-02-10, the Board meets\n")
    holidays = write(tmp_path, "h.json", {"extra": {"2026-02-11": "Local day"}, "known_until": "2028-12-31"})
    asked = (
        "dates",
        charter,
        "--from",
        "2026-02-01",
        "--count",
        "2",
        "--avoid",
        avoid,
        "--holidays",
        holidays,
    )
    code, data = answer(capsys, *asked)
    assert code == 0
    first = data["meetings"][0]
    assert (first["date"], first["regular_date"], first["moved"]) == ("2026-02-12", "2026-02-10", True)
    assert "the Board meets" in first["moves"][0]
    assert "Local day" in first["moves"][0]
    assert first["papers_by"] == "2026-02-04"
    assert first["starts_at"] == "2026-02-12T10:00:00+00:00"
    assert main(list(asked)) == 0
    assert "moved: " in capsys.readouterr().out


def test_due_says_when_by_which_clock_counted_how(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("due", "west-sussex-meog", "west-sussex-meog/purpose-9", "--start", "2026-12-23T16:30")
    code, data = answer(capsys, *asked)
    assert code == 0
    assert (data["due_on"], data["clock"], data["period"]) == ("2026-12-29", "working days", "2 working days")
    assert "not counting Christmas Day" in data["counted"]
    code, data = answer(
        capsys, "due", "west-sussex-meog", "west-sussex-meog/chair-1", "--start", "2026-12-23"
    )
    assert (code, data["met"]) == (1, False)


def test_absences_say_what_follows(capsys: pytest.CaptureFixture[str], tmp_path: Path, charter: str) -> None:
    seats = {"detective-inspector": "present", "service-manager": "deputy", "charity-lead": "vacant"}
    history = {
        "meetings": [
            {"date": "2026-02-10", "seats": seats},
            {
                "date": "2026-04-14",
                "present": ["detective-inspector", "service-manager"],
                "apologies": ["designated-nurse"],
            },
        ]
    }
    code, data = answer(capsys, "absences", charter, "--history", write(tmp_path, "h.json", history))
    assert (code, data["met"]) == (1, False)
    assert [(row["seat"], row["clause"]) for row in data["follows"]] == [("designated-nurse", "5.1")]
    shares = {row["subject"]: row["share"] for row in data["attendance"]}
    assert shares["service-manager"] == 1.0
    assert shares["designated-nurse"] == 0.0
    assert main(["absences", charter, "--history", write(tmp_path, "h.json", [])]) == 0


def test_diff_says_what_changed_in_words(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, charter: str
) -> None:
    other = write(
        tmp_path,
        "other.toml",
        STARTER.replace("members = 3", "members = 2").replace('id = "7.1"', 'id = "7.2"'),
    )
    code, data = answer(capsys, "diff", charter, other)
    assert code == 0
    assert [(change["kind"], change["clause"]) for change in data["changes"]] == [
        ("changed", "3.1"),
        ("removed", "7.1"),
        ("added", "7.2"),
    ]
    assert "at least 2 members" in data["changes"][0]["words"]
    assert answer(capsys, "diff", charter, charter)[1] == {"changed": False, "changes": []}


def test_new_prints_a_charter_that_is_fine(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new"]) == 0
    assert load(capsys.readouterr().out, "new.toml").charter.title == "Example exploitation subgroup"
    assert tomllib.loads(answer(capsys, "new")[1]["toml"])["key"] == "example-group"


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["unknown"],
        ["check"],
        ["quorum", "plymouth-mcse"],
        ["dates", "plymouth-mcse", "--from", "yesterday", "--count", "3"],
        ["dates", "plymouth-mcse", "--from", "2026-01-01", "--count", "-1"],
        ["dates", "plymouth-mcse", "--from", "2026-01-01", "--count", "99999999999"],
        ["dates", "plymouth-mcse", "--from", "9999-12-31", "--count", "3"],
        ["due", "west-sussex-meog", "no-such-clause", "--start", "2026-01-01"],
        ["due", "west-sussex-meog", "west-sussex-meog/purpose-9", "--start", "noon"],
        ["schema", "poetry"],
        ["explain", "plymouth-mcse", "--group", "other"],
    ],
)
def test_wrong_use_is_told_as_json_too(capsys: pytest.CaptureFixture[str], argv: list[str]) -> None:
    code, data = answer(capsys, *argv)
    assert code == 2
    assert data["error"]
    assert main(argv) == 2
    assert capsys.readouterr().err.startswith("holdfast charter: ")


def test_a_faulty_file_is_told_as_json_too(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for command in (["explain"], ["due", "x"], ["quorum"], ["diff", "plymouth-mcse"]):
        more = {"due": ["--start", "2026-01-01"], "quorum": ["--room", "none.json"]}.get(command[0], [])
        code, data = answer(capsys, command[0], str(tmp_path / "none.toml"), *command[1:], *more)
        assert code == 3
        assert "does not exist" in data["faults"][0]["expected"]


def test_several_groups_in_one_file_are_asked_for_by_key(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    group = '[[group]]\nkey = "{}"\ntitle = "G {}"\n[[group.clause]]\nid = "1"\nsays = "Weekly."\n'
    group += 'schedule = {{ every = "week" }}\n'
    path = write(tmp_path, "two.toml", group.format("a", "a") + group.format("b", "b"))
    asked = ("dates", path, "--from", "2026-02-02", "--count", "1")
    assert answer(capsys, *asked)[0] == 2
    code, data = answer(capsys, *asked, "--group", "b")
    assert (code, data["group"]) == (0, "b")
    assert [each["group"] for each in answer(capsys, "explain", path)[1]["groups"]] == ["a", "b"]


def test_the_command_starts_without_django() -> None:
    source = "import sys; from holdfast.charter.command import main; main(['check', 'plymouth-mcse'])"
    source += "; print('django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=True, env={"PYTHONPATH": "src"}
    )
    assert done.stdout.splitlines()[-1] == "False"
