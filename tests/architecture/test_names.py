"""Names say what a thing is for; a module opens with one sentence that does too."""

import ast
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "holdfast"
SAY_NOTHING = {"util", "utils", "helper", "helpers", "manager", "managers"}
SAY_NOTHING |= {"service", "services", "data", "process"}
# Words of Django's and Python's own, and a role that is really called business manager.
ALLOWED = {
    "AccountManager",
    "handle_data",
    "process_exception",
    "process_view",
    "receive_data_chunk",
    "value_omitted_from_data",
}
MODULES = sorted(SOURCE.rglob("*.py"))


def words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def test_no_module_or_folder_has_a_name_that_says_nothing() -> None:
    named = {part for module in MODULES for part in module.relative_to(SOURCE).with_suffix("").parts}
    assert {name for name in named if words(name) & SAY_NOTHING} == set()


def test_no_class_or_function_has_a_name_that_says_nothing() -> None:
    found = {
        f"{module.relative_to(SOURCE)}: {node.name}"
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name not in ALLOWED
        if words(node.name.replace("business_manager", "").replace("BusinessManager", "")) & SAY_NOTHING
    }
    assert found == set()


@pytest.mark.parametrize("part", sorted(folder.name for folder in SOURCE.iterdir() if folder.is_dir()))
def test_every_module_opens_with_a_sentence(part: str) -> None:
    silent = [
        str(module.relative_to(SOURCE))
        for module in MODULES
        if module.is_relative_to(SOURCE / part)
        and "migrations" not in module.parts
        and module.stat().st_size
        and not (ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or "").strip()
    ]
    assert silent == []
