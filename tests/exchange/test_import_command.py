"""`holdfast import`: each row with its number, child, outcome and problems, then totals."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from holdfast.casework.missing.models import Episode
from holdfast.exchange.models import ImportRun
from tests.casework.town import CaseTown
from tests.exchange.bringing import HEAD
from tests.factories import make_account, make_partnership

ROWS = HEAD + "510,12/03/2012,M,13/11/2025,25/11/2025\n511,12/03/2012,M,31/02/2025,\n"
MAP = """
[columns]
police = "URN"
began = "From"
"""


def run(*arguments: str, town: CaseTown | None = None) -> Any:
    out = StringIO()
    call_command("import", *arguments, "--json", stdout=out)
    if town is not None:
        town.everything()
    return json.loads(out.getvalue())


@pytest.fixture
def missing(tmp_path: Path) -> str:
    file = tmp_path / "missing.csv"
    file.write_text(ROWS)
    return str(file)


def test_a_dry_run_tells_every_row_and_changes_nothing(town: CaseTown, missing: str) -> None:
    told = run("ssda903", "--missing", missing, "--dry-run", town=town)
    assert told["rows"] == [
        {"row": 2, "child": "510", "reference": "", "outcome": "added", "problems": []},
        {
            "row": 3,
            "child": "511",
            "reference": "",
            "outcome": "tray",
            "problems": [
                {
                    "code": "start-bad",
                    "sentence": "The start, '31/02/2025', is not a date such as 03/03/2026.",
                }
            ],
        },
    ]
    totals = {
        name: told["totals"][name] for name in ("rows", "added", "matched", "changed", "tray", "refused")
    }
    assert totals == {"rows": 2, "added": 1, "matched": 0, "changed": 0, "tray": 1, "refused": 0}
    assert (told["dry_run"], told["year"]) == (True, "2025/26")
    assert not ImportRun.objects.exists()
    assert not Episode.objects.exists()


def test_the_command_applies_and_the_second_time_adds_nothing(town: CaseTown, missing: str) -> None:
    first = run("ssda903", "--missing", missing, town=town)
    assert first["totals"]["added"] == 1
    assert len(first["rows"][0]["reference"]) == 5
    assert run("ssda903", "--missing", missing, town=town)["totals"]["matched"] == 1
    assert Episode.objects.count() == 1
    assert ImportRun.objects.filter(state="applied", asked_by=town.people["Cora"]).count() == 2


def test_the_header_s_own_faults_are_told_beside_the_rows(
    town: CaseTown, missing: str, tmp_path: Path
) -> None:
    header = tmp_path / "header.csv"
    header.write_text("CHILD,DOB,UPN\n510,12/03/2012,A801200005001\n511,12/03/2012,B801200005001\n")
    told = run("ssda903", "--missing", missing, "--header", str(header), "--dry-run")
    assert told["header"]["totals"] == {"rows": 2, "problems": {"upn-check-letter": 1}}
    assert told["header"]["rows"][0]["child"] == "510"


def test_a_spreadsheet_goes_in_by_its_map(town: CaseTown, tmp_path: Path) -> None:
    sheet, by = tmp_path / "police.csv", tmp_path / "map.toml"
    sheet.write_bytes("URN;From\n1;04/05/2026 10:00\n2;soon\n".encode("utf-16"))
    by.write_text(MAP)
    told = run("episodes", str(sheet), "--map", str(by))
    assert [row["outcome"] for row in told["rows"]] == ["added", "tray"]


def test_what_cannot_be_read_is_said_in_one_sentence(town: CaseTown, tmp_path: Path, missing: str) -> None:
    (tmp_path / "other.csv").write_text("A,B\n1,2\n")
    with pytest.raises(CommandError, match="not an SSDA903 Missing file"):
        call_command("import", "ssda903", "--missing", str(tmp_path / "other.csv"), stdout=StringIO())
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import", "ssda903", "--missing", str(tmp_path / "nowhere.csv"), stdout=StringIO())
    with pytest.raises(CommandError, match="no collection year"):
        call_command("import", "ssda903", "--missing", missing, "--year", "2017", stdout=StringIO())


def test_where_and_in_whose_name_has_to_be_clear(town: CaseTown, missing: str) -> None:
    make_partnership("Otherham")
    with pytest.raises(CommandError, match="Fernshire, Otherham"):
        run("ssda903", "--missing", missing)
    with pytest.raises(CommandError, match="Nobody is the coordinator"):
        run("ssda903", "--missing", missing, "--partnership", "other")
    town.everything()
    chidi, cora = (make_account(town.people[name]) for name in ("Chidi", "Cora"))
    assert run("ssda903", "--missing", missing, "--by", cora.email, "--dry-run")["totals"]["added"] == 1
    with pytest.raises(CommandError, match="needs the permission"):
        run("ssda903", "--missing", missing, "--by", chidi.email, "--dry-run")


def test_whoever_asks_for_json_gets_json_whatever_is_wrong(town: CaseTown, tmp_path: Path) -> None:
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("import", "ssda903", "--missing", str(tmp_path / "none.csv"), "--json", stdout=out)
    assert "cannot be read" in json.loads(out.getvalue())["error"]
