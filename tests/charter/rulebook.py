"""Writes docs/rules/ from the tests that state the rules, and the reference of the charter language."""

import ast
import re
from dataclasses import MISSING
from pathlib import Path
from typing import Any

from holdfast.charter.clauses import Head
from holdfast.charter.membership import Election, HeldBy
from holdfast.charter.model import Agency, Body, Reading
from holdfast.charter.needs import TESTS
from holdfast.charter.promises import EscalationStep, PathwayStep, Undertaking
from holdfast.charter.registry import MECHANISMS, UNDERTAKINGS
from holdfast.charter.tables import stated

ROOT = Path(__file__).resolve().parents[2]
SPEC = Path(__file__).parent / "spec"
REFERENCE = "charter-reference.md"


def rules() -> dict[str, str]:
    """Every page of docs/rules/ by its name, as the specification says it."""
    pages = {path.stem.removeprefix("test_") + ".md": _page(path) for path in sorted(SPEC.glob("test_*.py"))}
    titles = [f"- [{page.splitlines()[0].removeprefix('# ')}]({name})" for name, page in pages.items()]
    index = "# The rules\n\nWritten from `tests/charter/spec/`, where each sentence is a test.\n\n"
    return pages | {"README.md": index + "\n".join(titles) + "\n"}


def _page(path: Path) -> str:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    title = (ast.get_docstring(tree) or "").rstrip(".")
    tests = [
        each for each in tree.body if isinstance(each, ast.FunctionDef) and each.name.startswith("test_")
    ]
    return f"# {title}\n\n" + "\n".join(_rule(each) for each in tests) + "\n"


def _rule(test: ast.FunctionDef) -> str:
    words = test.name.removeprefix("test_").replace("_", " ")
    words = re.sub(
        r"\b(chair|board|deputy|somebody else|member|group)s (absence|dates?|date|attendance|deputy|seat)\b",
        r"\1's \2",
        words,
    )
    lines = [f"- {words[0].upper()}{words[1:]}."]
    return "\n".join(lines + [f"  - {case}" for case in _cases(test)])


def _cases(test: ast.FunctionDef) -> list[str]:
    """The examples of a test that has several, each as its values."""
    for mark in test.decorator_list:
        if isinstance(mark, ast.Call) and len(mark.args) == 2 and isinstance(mark.args[1], ast.List):
            rows = [each for each in mark.args[1].elts if isinstance(each, ast.Tuple)]
            return [" → ".join(f"`{_value(cell)}`" for cell in row.elts) for row in rows]
    return []


def _value(cell: ast.expr) -> str:
    value = cell.value if isinstance(cell, ast.Constant) else ast.unparse(cell)
    return str(value).replace("\n", "; ") or "nobody"


def reference() -> str:
    """Every key of every table of a charter file, from what the parser knows."""
    parts = [
        "# Charter reference\n\nEvery key of a charter file, from the parser. `*` marks what must be said.\n"
    ]
    parts += [_table("The group itself", Head), _table("[[agency]]", Agency), _table("[[body]]", Body)]
    parts += [_table("[[clause.reading]]", Reading)]
    for name, made in MECHANISMS.items():
        parts.append(_quorum() if name == "quorum" else _table(f"[clause.{name}]", made))
    parts += [_table("held_by (of an office)", HeldBy), _table("election (of an office)", Election)]
    parts += [_table("steps (of a pathway)", PathwayStep), _table("steps (of an escalation)", EscalationStep)]
    kinds = ", ".join(UNDERTAKINGS)
    parts.append(_table(f"What the system keeps: {kinds}", Undertaking))
    return "\n".join(parts)


def _quorum() -> str:
    lines = [
        f"| `{test}` | also: {', '.join(f'`{key}`' for key in more) or 'nothing'} |"
        for test, (_, more) in TESTS.items()
    ]
    return "\n".join(
        ["## [clause.quorum]", "", "| asks | its table may also say |", "| --- | --- |", *lines, ""]
    )


def _table(title: str, made: type[Any]) -> str:
    rows = []
    for name, each in stated(made).items():
        must = "*" if each.default is MISSING else ""
        rows.append(f"| `{name}`{must} | {each.metadata['meaning']} | {_default(each.default)} |")
    return "\n".join([f"## {title}", "", "| key | meaning | if left out |", "| --- | --- | --- |", *rows, ""])


def _default(value: object) -> str:
    if value is MISSING or value is None or value == ():
        return ""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def main() -> None:
    """Write every page."""
    folder = ROOT / "docs" / "rules"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in rules().items():
        (folder / name).write_text(text, encoding="utf-8")
    (ROOT / "docs" / REFERENCE).write_text(reference(), encoding="utf-8")


if __name__ == "__main__":
    main()
