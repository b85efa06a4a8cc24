"""No function over 50 lines, no file over 500: the anchors' largest files are what is wrong with them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
LONGEST_FUNCTION = 50
LONGEST_FILE = 500
FILES = sorted(file for top in ("src", "tests") for file in (CHECKOUT / top).rglob("*.py"))


def functions(file: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            yield node.name, node.end_lineno - node.lineno + 1


def written(top: str) -> list[Path]:
    """What people wrote: Django writes migrations."""
    return [f for f in FILES if f.is_relative_to(CHECKOUT / top) and "migrations" not in f.parts]


@pytest.mark.parametrize("top", ["src", "tests"])
def test_every_file_can_be_read_in_one_sitting(top: str) -> None:
    inside = written(top)
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in inside}
    assert [f"{file}: {length}" for file, length in lengths.items() if length > LONGEST_FILE] == []


@pytest.mark.parametrize("top", ["src", "tests"])
def test_every_function_fits_on_a_screen(top: str) -> None:
    inside = written(top)
    found = [
        f"{file}: {name} has {length} lines"
        for file in inside
        for name, length in functions(file)
        if length > LONGEST_FUNCTION
    ]
    assert found == []
