"""Writes docs/rules/ from the tests that state the rules, and the reference of the charter language."""

import ast
import re
from dataclasses import MISSING
from pathlib import Path
from typing import Any

from holdfast.charter.clauses import Head
from holdfast.charter.membership import Election, HeldBy
from holdfast.charter.model import Agency, Body, Reading
from holdfast.charter.needs import RULE, TESTS, WHO
from holdfast.charter.promises import EscalationStep, PathwayStep, Undertaking
from holdfast.charter.quantities import PeriodShape
from holdfast.charter.registry import MECHANISMS, UNDERTAKINGS
from holdfast.charter.shapes import Choice, Key, ListOf, Ref, Text, Whole, YesNo
from holdfast.charter.tables import stated
from holdfast.charter.words import a

ROOT = Path(__file__).resolve().parents[2]
SPEC = Path(__file__).parent / "spec"
REFERENCE = "charter-reference.md"
ANYONE = "the key of an office, seat, agency or body, or a word such as `members`"
OWN_ROWS = {"The group itself": ["| `key`* | the group's short name | a short name |  |"]}
CLAUSE = """## [[clause]]

| key | meaning | write | if left out |
| --- | --- | --- | --- |
| `id`* | its number in the terms; no two clauses have the same | text |  |
| `says`* | its wording | text |  |
| `note` | anything a reader should know | text |  |

Beneath it stands at least one of the tables below: `[clause.seat]`, or `[[clause.seat]]` for each of several.
"""
KNOWN = {
    "IntervalShape": "`week`, `fortnight`, `6 weeks`, `month`, `quarter`, `year`, `twice a month` ...",
    "Day": "a date: `2026-01-31`",
    "ShareShape": "a share: `75%`, `1/3`, `two thirds`",
    "Table": "a table of its own",
    "ClockTime": "a time: `10:00`",
}


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
    parts += [CLAUSE, _table("[[clause.reading]]", Reading)]
    for name, made in MECHANISMS.items():
        parts.append(_quorum() if name == "quorum" else _table(f"[clause.{name}]", made))
    parts += [_table("held_by (of an office)", HeldBy), _table("election (of an office)", Election)]
    parts += [_table("steps (of a pathway)", PathwayStep), _table("steps (of an escalation)", EscalationStep)]
    kinds = ", ".join(UNDERTAKINGS)
    parts.append(_table(f"What the system keeps: {kinds}", Undertaking))
    return "\n".join(parts)


def _quorum() -> str:
    rule = [f"| `{key}` | {_written(shape)} |" for key, shape in RULE.items()]
    groups = [
        "| `all` | a list of tables, every one of which must be met | `different_people` |",
        "| `any` | a list of tables, of which one must be met | |",
        "| `at_least` | how many of the tables in the list `of` must be met | `of` |",
    ]
    leaves = [
        f"| `{test}` | {_written(shape)} | {', '.join(f'`{key}`' for key in more if key not in WHO)} |"
        for test, (shape, more) in TESTS.items()
    ]
    who = [f"| `{key}` | {_written(shape)} |" for key, shape in WHO.items()]
    return "\n".join(
        [
            *("## [clause.quorum]", "", "Besides its one question, the quorum itself may say:", ""),
            *("| key | write |", "| --- | --- |", *rule, "", "Each table asks one of these:", ""),
            *("| asks | write | its table may also say |", "| --- | --- | --- |", *groups, *leaves, ""),
            *("And every one of them, but `all`, `any` and `at_least`, may be narrowed by:", ""),
            *("| key | write |", "| --- | --- |", *who, ""),
        ]
    )


def _written(shape: Any) -> str:
    """What to write for a value of this shape, where that can be said shortly."""
    match shape:
        case Choice():
            return ", ".join(f"`{word}`" for word in shape.words)
        case PeriodShape():
            return f"a period such as {shape.example}"
        case YesNo():
            return "`true` or `false`"
        case Whole():
            return f"a number from {shape.least} to {shape.most:,}"
        case ListOf():
            inner = _written(shape.shape)
            return f"one or a list of: {inner}" if inner else "one or a list"
        case Ref():
            also = f", or `{shape.or_word}`" if shape.or_word else ""
            return f"the key of {a(shape.kind)}{also}" if shape.kind != "anyone" else ANYONE
        case Key():
            return "a short name"
        case Text():
            return "text"
    return KNOWN.get(type(shape).__name__, "")


def _table(title: str, made: type[Any]) -> str:
    rows = []
    for name, each in stated(made).items():
        must = "*" if each.default is MISSING else ""
        written = _written(each.metadata["shape"])
        rows.append(f"| `{name}`{must} | {each.metadata['meaning']} | {written} | {_default(each.default)} |")
    head = ["| key | meaning | write | if left out |", "| --- | --- | --- | --- |"]
    own = OWN_ROWS.get(title, [])
    return "\n".join([f"## {title}", "", *head, *own, *rows, ""])


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
