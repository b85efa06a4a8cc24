"""What the documentation says can be followed: every citation, link, address of a file and diagram holds."""

import re
from pathlib import Path

import pytest

from tests.architecture import minutes_diagram

CHECKOUT = Path(__file__).resolve().parents[2]
DOCS = CHECKOUT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), CHECKOUT / "README.md", CHECKOUT / "CHANGELOG.md"])
WRITTEN = [
    file
    for top in ("src", "tests", "bin", "assets")
    for file in sorted((CHECKOUT / top).rglob("*"))
    if file.is_file()
    and file.suffix in {"", ".py", ".html", ".js", ".scss", ".sql", ".toml", ".typ"}
    and "__pycache__" not in file.parts
]
CITED = re.compile(r"docs/adr/(\d{4})|\bADR (\d{4})|\bdocs/([\w-]+(?:/[\w-]+)*\.md)")
LINKED = re.compile(r"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)")
# A file or folder of the checkout, named in backticks.
NAMED = re.compile(r"`((?:src|tests|bin|docs|requirements|assets)/[\w./-]+)`")


def is_there(number: str, page: str) -> bool:
    return any((DOCS / "adr").glob(f"{number}-*.md")) if number else (DOCS / page).is_file()


def test_every_decision_and_page_that_the_code_cites_exists() -> None:
    dangling = [
        f"{file.relative_to(CHECKOUT)}: {found[0]}"
        for file in WRITTEN
        for found in CITED.finditer(file.read_text(encoding="utf-8"))
        if not is_there(found[1] or found[2], found[3])
    ]
    assert WRITTEN
    assert dangling == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_every_file_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [target for target in LINKED.findall(text) if not (page.parent / target).exists()]
    files = [name for name in NAMED.findall(text) if not (CHECKOUT / name).exists()]
    numbers = [found[0] for found in CITED.finditer(text) if not is_there(found[1] or found[2], found[3])]
    assert (links, files, numbers) == ([], [], [])


def test_decisions_are_numbered_once_and_fit_on_a_page() -> None:
    decisions = sorted((DOCS / "adr").glob("[0-9]*.md"))
    numbers = [file.name[:4] for file in decisions]
    assert numbers
    assert len(set(numbers)) == len(numbers)
    assert [f.name for f in decisions if len(f.read_text(encoding="utf-8").splitlines()) > 60] == []


def test_the_index_names_every_page() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    pages = [page for page in [*DOCS.glob("*.md"), *(DOCS / "adr").glob("*.md")] if page.name != "README.md"]
    assert [page.name for page in pages if f"{page.relative_to(DOCS)})" not in index] == []


def test_the_diagram_of_minutes_is_the_one_that_the_rules_give() -> None:
    page = minutes_diagram.PAGE.read_text(encoding="utf-8")
    assert page == minutes_diagram.drawn_into(page), (
        "run: PYTHONPATH=src .venv/bin/python -m tests.architecture.minutes_diagram"
    )


def test_pictures_are_small() -> None:
    assert [p.name for p in (DOCS / "images").glob("*") if p.stat().st_size > 300_000] == []
