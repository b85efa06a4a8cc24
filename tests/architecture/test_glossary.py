"""The glossary names every table of ours in the words of the pages, and can be looked things up in."""

import ast
import re
from pathlib import Path

from django.apps import apps

CHECKOUT = Path(__file__).resolve().parents[2]
GLOSSARY = (CHECKOUT / "docs" / "glossary.md").read_text(encoding="utf-8")
TERMS = re.findall(r"^\*\*(.+?)\*\*(?: \(`(\w+)\.(\w+)`, `(\w+)`\))?: ", GLOSSARY, re.MULTILINE)


def test_every_table_is_in_the_glossary_by_the_name_that_the_pages_use() -> None:
    named = {(label, model, table): term.lower() for term, label, model, table in TERMS if table}
    own = [model for model in apps.get_models() if model.__module__.startswith("holdfast.")]
    missing = [
        model._meta.label
        for model in own
        if named.get((model._meta.app_label, model.__name__, model._meta.db_table))
        != str(model._meta.verbose_name)
    ]
    assert own
    assert missing == []


def test_the_glossary_names_no_table_that_has_gone() -> None:
    tables = {model._meta.db_table for model in apps.get_models()} | {"demo_demosignin", "demo_demomessage"}
    assert [table for *_, table in TERMS if table and table not in tables] == []


def test_the_glossary_is_in_the_order_of_the_alphabet() -> None:
    terms = [term.lower().replace("-", "") for term, *_ in TERMS]
    assert len(terms) > 50
    assert terms == sorted(terms)


def test_every_paragraph_of_the_glossary_is_a_term() -> None:
    paragraphs = GLOSSARY.split("\n\n")[2:]
    assert [text for text in paragraphs if not text.startswith("**")] == []
    assert len(paragraphs) == len(TERMS)


def test_the_demonstrations_own_tables_are_as_the_glossary_says() -> None:
    source = (CHECKOUT / "src/holdfast/demo/models.py").read_text(encoding="utf-8")
    classes = {node.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef)}
    assert {"DemoSignIn", "DemoMessage"} <= classes
