"""Every template of the house, read without rendering: it compiles, and names only what exists."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.urls import URLPattern, URLResolver, get_resolver
from jinja2 import nodes

HOUSE = Path(__file__).resolve().parents[2] / "src" / "holdfast"
TEMPLATES = sorted(HOUSE.rglob("templates/**/*.html"))
# What would let text of people's become markup, or be refused by the content policy.
FORBIDDEN = {
    "marks text as safe": re.compile(r"\|\s*safe\b|autoescape\s+false"),
    "has an inline style": re.compile(r"<style\b|\sstyle\s*="),
    "has an inline script": re.compile(r"<script(?![^>]*\bsrc=)|\son[a-z]+\s*=\s*[\"']|\bhx-on"),
    "links to another host": re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//"),
}


def name_of(path: Path) -> str:
    return path.as_posix().split("/templates/", 1)[1]


def url_names(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from url_names(each, f"{before}{each.namespace}:" if each.namespace else before)
        elif isinstance(each, URLPattern) and each.name:
            yield f"{before}{each.name}"


@pytest.fixture(scope="module")
def known_urls() -> set[str]:
    return set(url_names(get_resolver("tests.web.urls")))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_compiles_and_names_only_what_exists(path: Path, known_urls: set[str]) -> None:
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    environment = engine.env
    source = path.read_text()
    environment.compile(source, name_of(path))
    for call in environment.parse(source).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "url" and call.args:
            first = call.args[0]
            assert not isinstance(first, nodes.Const) or first.value in known_urls, f"no page {first.value!r}"
        if isinstance(call.node, nodes.Getattr) and getattr(call.node.node, "name", "") == "ui":
            assert getattr(environment.globals["ui"], call.node.attr)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_lets_nothing_through_that_could_run(path: Path) -> None:
    source = path.read_text()
    found = [what for what, pattern in FORBIDDEN.items() if pattern.search(source)]
    assert not found, f"{name_of(path)} {', '.join(found)}"
