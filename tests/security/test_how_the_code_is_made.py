"""What holds by the way the code is made: named fields, exports behind a proof, pinned packages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.access.matrix import addresses

CHECKOUT = Path(__file__).resolve().parents[2]
SOURCES = sorted((CHECKOUT / "src").rglob("*.py"))
CHECKS = CHECKOUT / "docs" / "security-checks.md"


def lines_with(pattern: str) -> list[str]:
    return [
        f"{path.relative_to(CHECKOUT)}: {line.strip()}"
        for path in SOURCES
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(pattern, line)
    ]


def test_no_form_takes_its_fields_from_a_model() -> None:
    """So a field that nobody put on a form cannot be sent (check 7)."""
    assert lines_with(r"ModelForm\b|modelform_factory|modelformset") == []


def test_what_was_posted_is_never_handed_on_whole() -> None:
    """But where a view picks the names that it knows, and for what a refused form shows again."""
    whole = lines_with(r"\*\*request\.(POST|GET)|(?<!once\()request\.(POST|GET)\.(dict|items|lists)\(")
    assert {line.split(":")[0] for line in whole} <= {
        "src/holdfast/casework/children/views/details.py",
        "src/holdfast/casework/panel/views/room.py",
        "src/holdfast/governance/room/views/attendance.py",
        "src/holdfast/governance/room/views/answers.py",
        "src/holdfast/groups/views/terms.py",
    }


def test_sql_is_never_made_of_what_a_person_sent() -> None:
    assert lines_with(r"\.(extra|raw)\(|RawSQL\(") == []
    unescaped = lines_with(r"mark_safe\(|Markup\(request|\|\s*safe\b")
    assert [line.split(":")[0] for line in unescaped] == ["src/holdfast/stewardship/accounts/codes.py"]


def test_nothing_is_fetched_that_a_person_typed() -> None:
    """There is no client of other sites in our own code (check 40)."""
    fetching = lines_with(
        r"^\s*(import|from) (requests|httpx|aiohttp|urllib\.request|urllib3|http\.client)\b"
    )
    allowed = ("src/holdfast/config/", "src/holdfast/stewardship/accounts/single_sign_on.py")
    assert [line for line in fetching if not line.startswith(allowed)] == []


def test_every_list_that_is_taken_away_asks_who_it_is() -> None:
    """Check 23: whatever makes a CSV or a workbook stands behind a recent proof."""
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        makes = len(re.findall(r"return as_xlsx\(", text))
        assert len(re.findall(r"^@recently_proven$", text, re.MULTILINE)) >= makes, path
    assert sum(address.name.endswith("export") for address in addresses()) >= 3


@pytest.mark.parametrize("name", ["base", "dev", "bootstrap", "node"])
def test_every_python_package_is_pinned_with_its_digests(name: str) -> None:
    text = (CHECKOUT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^ *#.*\n?", "", text, flags=re.MULTILINE).strip())
    assert entries
    loose = [e.splitlines()[0] for e in entries if "==" not in e or "--hash=sha256:" not in e]
    assert loose == []


def test_every_package_for_the_assets_is_pinned_with_its_digest() -> None:
    locked = json.loads((CHECKOUT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    named = {name: package for name, package in locked.items() if name}
    assert named
    assert [name for name, package in named.items() if not package.get("integrity")] == []


def test_the_page_of_checks_holds_all_forty_seven_and_names_files_that_exist() -> None:
    text = CHECKS.read_text(encoding="utf-8")
    numbers = [int(number) for number in re.findall(r"^\| (\d+) ", text, re.MULTILINE)]
    assert numbers == list(range(1, 48))
    named = re.findall(r"`((?:tests|bin|src)/[\w./]+)", text)
    assert [path for path in named if not (CHECKOUT / path).exists()] == []
