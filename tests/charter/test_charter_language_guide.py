"""Every example in docs/charter-language.md is run as it stands."""

import json
import re
import shlex
from pathlib import Path

import jsonschema
import pytest
from tests.charter.rulebook import REFERENCE, reference

from holdfast.charter.command import main
from holdfast.charter.comparing import diff
from holdfast.charter.dates_file import read_dates, read_holidays
from holdfast.charter.history_file import read_history
from holdfast.charter.plain import explain
from holdfast.charter.reading import load
from holdfast.charter.room_file import read_room
from holdfast.charter.schema import SCHEMAS

DOCS = Path(__file__).resolve().parents[2] / "docs"
GUIDE = (DOCS / "charter-language.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
WHOLE, RULES = SNIPPETS[0], SNIPPETS[1:]
FILES = dict(re.findall(r"<!-- (\w+) -->\n```json\n(.*?)```", GUIDE, re.DOTALL))
COMMANDS = [
    line.split("#")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
    for line in block.splitlines()
]
READERS = {
    "room": lambda text: read_room(text, "room.json", load(WHOLE, "guide.toml").charter),
    "history": lambda text: read_history(text, "history.json", load(WHOLE, "guide.toml").charter),
    "avoid": lambda text: read_dates(text, "avoid.json", "a date to avoid"),
    "holidays": lambda text: read_holidays(text, "holidays.json"),
}


@pytest.mark.parametrize("snippet", RULES)
def test_every_rule_in_the_guide_is_a_rule(snippet: str) -> None:
    charter = load(WHOLE + snippet, "guide.toml").charter
    assert all(reading.kept_by for reading in explain(charter))


def test_all_rules_of_the_guide_compare_with_each_other_in_words() -> None:
    charters = [load(WHOLE + snippet, "guide.toml").charter for snippet in RULES]
    for old in charters:
        for new in charters:
            changes = diff(old, new)
            assert bool(changes) is (old is not new)
            assert all(change.words for change in changes)


@pytest.mark.parametrize("kind", sorted(READERS))
def test_every_file_in_the_guide_is_read_and_keeps_to_its_schema(kind: str) -> None:
    READERS[kind](FILES[kind])
    jsonschema.Draft202012Validator(SCHEMAS[kind]()).validate(json.loads(FILES[kind]))


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_in_the_guide_runs(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    clock = next(rule for rule in RULES if "[[clause.clock]]" in rule)
    schedule = next(rule for rule in RULES if "[clause.schedule]" in rule)
    Path("group.toml").write_text(WHOLE + clock + schedule, encoding="utf-8")
    Path("other.toml").write_text(WHOLE, encoding="utf-8")
    for kind, text in FILES.items():
        Path(f"{kind}.json").write_text(text, encoding="utf-8")
    argv = shlex.split(line)
    assert argv[:2] == ["holdfast", "charter"]
    assert main(argv[2:]) == 0, capsys.readouterr()


def test_the_guide_names_every_rule_and_the_reference_is_current() -> None:
    assert (DOCS / REFERENCE).read_text(encoding="utf-8") == reference(), (
        "run: python -m tests.charter.rulebook"
    )
