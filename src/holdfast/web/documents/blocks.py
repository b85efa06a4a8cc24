"""What a document is made of. Word and PDF print the same blocks, so that they cannot differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from holdfast.web.shell import MARKING


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the document's own sections."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Running text; line breaks in it are kept. `is_strong` for what must not be overlooked."""

    text: str
    is_strong: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list without order."""

    items: Sequence[str]


@dataclass(frozen=True)
class Facts:
    """Names of things with their values, such as the date and place of a meeting."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Table:
    """Rows under headings; the caption is said by a screen reader before the table."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int] = ()


Block = Heading | Paragraph | Bullets | Facts | Table


@dataclass(frozen=True)
class Document:
    """A whole document. `status` stands beside the marking: draft, approved; `made_at` is an instant."""

    title: str
    subtitle: str
    blocks: Sequence[Block]
    status: str = ""
    made_for: str = ""
    made_at: datetime | None = None
    is_invented: bool = False
    marking: str = field(default=MARKING)

    @property
    def invented_line(self) -> str:
        """Said on every page of a demonstration."""
        return "Everyone and everywhere in this is invented." if self.is_invented else ""

    @property
    def header(self) -> str:
        """What stands at the head of every page."""
        return ". ".join(part for part in (self.marking, self.status, self.invented_line) if part)


def plain(block: Block) -> dict[str, Any]:
    """A block as JSON values, with its kind."""
    values: dict[str, Any] = {
        name: [list(row) if isinstance(row, tuple | list) else row for row in value]
        if isinstance(value, tuple | list)
        else value
        for name, value in vars(block).items()
    }
    return {"kind": type(block).__name__.lower(), **values}
