"""Reads the XML of a document in a stream: no entities, no document types, a bounded number of elements."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from holdfast.governance.documents.refusals import refusal

MOST_XML = 60_000_000
MOST_ELEMENTS = 1_000_000
DEEPEST = 256
_CHUNK = 65_536
_BROKEN = "This file is damaged: part of it cannot be read. Open it, save it again, and upload that."
_BOMB = "This file is built to exhaust whoever opens it, so it is not taken."

Seen = Callable[[str, dict[str, str]], None]


@dataclass(slots=True)
class Budget:
    """What is left to spend on one file, over all its parts."""

    elements: int = MOST_ELEMENTS
    octets: int = MOST_XML


@dataclass(slots=True)
class Part:
    """What one XML part was found to say: the text inside the elements that were asked for."""

    captured: list[str] = field(default_factory=list)
    depth: int = 0
    capturing: int = 0


def read_part(
    archive: zipfile.ZipFile, name: str, budget: Budget, *, seen: Seen, capture: frozenset[str] = frozenset()
) -> str:
    """Call `seen` with each element and its attributes by local name; the text of `capture` elements."""
    part = Part()
    parser = _parser(part, budget, seen, capture)
    try:
        with archive.open(name) as stream:
            while chunk := stream.read(_CHUNK):
                budget.octets -= len(chunk)
                if budget.octets < 0:
                    raise refusal(
                        "This file holds more text than can be checked. Split it, or save it as a PDF."
                    )
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError):
        raise refusal(_BROKEN)
    return "".join(part.captured)


def _no_entities(*_: object) -> None:
    raise refusal(_BOMB)


def local(name: str) -> str:
    """A name without its namespace, in small letters."""
    return name.rpartition("}")[2].lower()


def _parser(part: Part, budget: Budget, seen: Seen, capture: frozenset[str]) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        budget.elements -= 1
        part.depth += 1
        if budget.elements < 0 or part.depth > DEEPEST:
            raise refusal(_BOMB)
        short = local(name)
        part.capturing += short in capture
        seen(short, {local(key): value for key, value in attributes.items()} if attributes else {})

    def end(name: str) -> None:
        part.depth -= 1
        part.capturing -= local(name) in capture

    def text(said: str) -> None:
        if part.capturing:
            part.captured.append(said)

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _no_entities
    return parser
