"""The exploitation list as rows and as a document to take away."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast.casework.risk.queries.listing import ListPage, ListRow
from holdfast.kernel.finding import counted
from holdfast.web.documents.blocks import Block, Document, Paragraph, Table
from holdfast.web.downloads import Cell, Download
from holdfast.web.words import short_day

COLUMNS = (
    "Reference", "Name", "Born", "On the list since", "How", "Look again on", "Highest level", "Levels",
    "Marks", "Placed",
)  # fmt: skip
_WIDTHS = (2, 3, 2, 2, 2, 2, 5, 5)


def title_of(page: ListPage) -> str:
    """What it is, as of which day."""
    return f"Exploitation list as of {short_day(page.day)}"


def as_rows(page: ListPage) -> list[tuple[Cell, ...]]:
    """One row a child."""
    return [
        (
            row.reference, row.name, row.birth_on, row.joined_at, _how(row), row.review_on,
            row.level.words if row.level else "", _levels(row), _marks(row), row.placement,
        )
        for row in page.rows
    ]  # fmt: skip


def _how(row: ListRow) -> str:
    return "Watching brief" if row.is_watched else "On the list"


def _levels(row: ListRow) -> str:
    return "; ".join(f"{said.area_words}: {said.words}" for said in row.levels)


def _marks(row: ListRow) -> str:
    return "; ".join(mark.words for mark in row.categories)


def as_document(page: ListPage, taken: Download) -> Document:
    """The list as people print it."""
    return Document(
        title=title_of(page),
        subtitle=counted(len(page.rows), "child", "children"),
        blocks=tuple(_blocks(page, taken)),
        made_for=taken.asked_by,
        made_at=taken.made_at,
        is_invented=taken.is_invented,
    )


def _blocks(page: ListPage, taken: Download) -> Iterator[Block]:
    yield Paragraph(f"Serial {taken.serial}.")
    if not page.rows:
        yield Paragraph("Nobody is on the list.")
        return
    heads = ("Ref.", "Name", "Born", "Since", "How", "Again on", "Levels", "Marks")
    yield Table("Children on the list", heads, [_printed(row) for row in page.rows], _WIDTHS)


def _printed(row: ListRow) -> tuple[str, ...]:
    marks = "; ".join(part for part in (_marks(row), row.placement) if part)
    born = short_day(row.birth_on) if row.birth_on else "not known"
    again = short_day(row.review_on) if row.review_on else ""
    return (row.reference, row.name, born, short_day(row.joined_at), _how(row), again, _levels(row), marks)
