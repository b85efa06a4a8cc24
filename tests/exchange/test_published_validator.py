"""The Missing file that goes out is one that the published validator of SSDA903 returns accepts."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdfast.casework.children.models import Identifier
from holdfast.exchange.days import CollectionYear
from holdfast.exchange.operations.exporting import export_missing_file
from holdfast.stewardship.trail.models import TrailEntry
from tests.casework.missing.missing_children import at, dated, timed, went_missing
from tests.casework.town import CaseTown

CHECKOUT = Path(__file__).resolve().parents[2]
VALIDATOR = CHECKOUT / "build/validator/bin/python"
YEAR = CollectionYear(date(2025, 4, 1))
# What it says of Missing: dates, types, order, overlaps, care, birth, header.
MISSING_RULES = {
    "1004", "1005", "1006", "564", "565", "566", "567", "570", "571", "574", "575", "577", "578", "581",
    "586", "INT04",
}  # fmt: skip


@pytest.fixture
def missing_file(town: CaseTown) -> bytes:
    """A year of two looked-after children: over the year's ends, several on one day, timed and by dates."""
    for name, number in (("Robin", "510"), ("Ida", "511")):
        child = town.child(name, birth_on=date(2010, 5, 6), is_looked_after=True)
        Identifier.objects.create(
            partnership=town.partnership, child=child, kind="looked-after", value=number, written=number
        )
        went_missing(town, child, dated("2025-03-30", "2025-04-02"))
        went_missing(town, child, timed(at("2025-06-01", 9), at("2025-06-01", 11)))
        went_missing(town, child, timed(at("2025-06-01", 18), at("2025-06-02", 1), kind="away"))
        went_missing(town, child, dated("2026-03-29", "2026-04-03"))
    went_missing(town, child, dated("2026-10-01"))
    not_in_care = town.child("Jo", birth_on=date(2010, 5, 6))
    went_missing(town, not_in_care, dated("2025-07-01", "2025-07-02"))
    return export_missing_file(YEAR, by=town.actor("Cora")).content


def test_the_missing_file_holds_the_year_of_looked_after_children(missing_file: bytes) -> None:
    assert missing_file.decode().split("\r\n") == [
        "CHILD,DOB,MISSING,MIS_START,MIS_END",
        *[
            f"{number},06/05/2010,{period}"
            for number in (510, 511)
            for period in (
                "M,30/03/2025,02/04/2025",
                "M,01/06/2025,01/06/2025",
                "A,01/06/2025,02/06/2025",
                "M,29/03/2026,",
            )
        ],
        "",
    ]
    assert TrailEntry.objects.filter(verb="exported an SSDA903 Missing file").exists()


@pytest.mark.deep
@pytest.mark.skipif(
    not VALIDATOR.exists(), reason="the published validator is not installed (bin/check --deep)"
)
def test_the_published_validator_accepts_it(missing_file: bytes, tmp_path: Path) -> None:
    assert judged(tmp_path, missing_file) == {"broken": []}
    overlapping = missing_file.replace(b"01/06/2025,01/06/2025", b"01/06/2025,09/06/2025")
    assert judged(tmp_path, overlapping)["broken"] == ["574"]


def judged(folder: Path, missing: bytes) -> dict[str, Any]:
    """What it says of the file, beside a header and care episodes that fit it."""
    header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
    care = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
    for number in (510, 511):
        header += f"{number},1,06/05/2010,WBRI,UN3,,\n"
        care += f"{number},01/01/2020,S,C2,N1,U1,PR1,,,,BN1 1AA,BN1 1AA,1234567\n"
    for name, content in (("header", header.encode()), ("episodes", care.encode()), ("missing", missing)):
        (folder / f"{name}.csv").write_bytes(content)
    script = Path(__file__).with_name("published_validator.py")
    answer = subprocess.run(
        [str(VALIDATOR), "-W", "ignore", str(script), str(folder), "2026"],
        capture_output=True, text=True, timeout=300, check=True, cwd=folder,
    )  # fmt: skip
    found = json.loads(answer.stdout.splitlines()[-1])
    asked = set(found.pop("asked"))
    assert asked >= MISSING_RULES, f"these rules were not asked: {sorted(MISSING_RULES - asked)}"
    return dict(found)
