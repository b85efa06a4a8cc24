"""Looks inside Word, Excel, PowerPoint and OpenDocument files for what could act on its own."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from typing import IO

from holdfast.governance.documents.archives import open_archive
from holdfast.governance.documents.kinds import EXCEL, OPEN_TEXT, POWERPOINT, WORD, Kind
from holdfast.governance.documents.markup import Budget, read_part
from holdfast.governance.documents.refusals import refusal

_MAIN_PARTS: Mapping[str, Kind] = {
    "word/document.xml": WORD,
    "xl/workbook.xml": EXCEL,
    "ppt/presentation.xml": POWERPOINT,
}
_MACROS = re.compile(r"(vbaproject|vbadata|macrosheets/|activex/|^basic/|^scripts/|xl/dialogsheets/)", re.I)
_OBJECTS = re.compile(r"(embeddings/.*\.(bin|exe|com|scr|js|vbs|bat|lnk)$|oleobject)", re.I)
_FIELD_COMMANDS = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|IMPORT|DATABASE)\b|\bQUOTE\s+\d", re.I)
_DDE_FORMULA = re.compile(r"\w+\|\s*'?[^!]*!", re.S)
_LINKS_THAT_STAY_WORDS = ("/hyperlink",)
_MACRO_SENTENCE = "This file holds macros or controls. Save it without them, or as a PDF."
_LINK_SENTENCE = (
    "This file fetches something from elsewhere when it is opened (a template, picture, or linked data)."
    " Break the link, or save it as a PDF."
)
_DDE_SENTENCE = "This file can start other programs (a DDE link or field). Remove it, or save it as a PDF."


def recognise_archive(file: IO[bytes], size: int) -> Kind:
    """The kind of a zip-based document, once nothing harmful is found in it; else `Refused`."""
    with open_archive(file, size) as archive:
        names = archive.namelist()
        kind = _kind(archive, names)
        _check_names(names)
        budget = Budget()
        for name in names:
            if name.lower().endswith((".xml", ".rels")):
                _check_part(archive, name, kind, budget)
    return kind


def _kind(archive: zipfile.ZipFile, names: list[str]) -> Kind:
    if names[:1] == ["mimetype"]:
        info = archive.getinfo("mimetype")
        if info.file_size < 100 and archive.read(info).decode("ascii", "replace") == OPEN_TEXT.content_type:
            return OPEN_TEXT
    if "[Content_Types].xml" in names:
        found = [kind for part, kind in _MAIN_PARTS.items() if part in names]
        if len(found) == 1:
            return found[0]
    raise refusal("This is an archive, not a document. Upload each paper by itself.")


def _check_names(names: list[str]) -> None:
    for name in names:
        if _MACROS.search(name):
            raise refusal(_MACRO_SENTENCE)
        if _OBJECTS.search(name):
            raise refusal(
                "This file has another file embedded in it. Upload that one by itself, or save as a PDF."
            )


def _check_part(archive: zipfile.ZipFile, name: str, kind: Kind, budget: Budget) -> None:
    attributes_said: list[str] = []

    def seen(element: str, attributes: dict[str, str]) -> None:
        if element in _CHECKS:
            _CHECKS[element](attributes)
        elif element == "fldsimple":
            attributes_said.append(attributes.get("instr", ""))

    capture = frozenset({"f"}) if kind is EXCEL else frozenset({"instrtext"})
    said = read_part(archive, name, budget, seen=seen, capture=capture)
    if kind is EXCEL:
        if _DDE_FORMULA.search(_without_strings(said)):
            raise refusal(_DDE_SENTENCE)
    elif _FIELD_COMMANDS.search(said) or any(map(_FIELD_COMMANDS.search, attributes_said)):
        raise refusal(_DDE_SENTENCE)


def _without_strings(formula: str) -> str:
    return re.sub(r'"[^"]*"', '""', formula)


def _relationship(attributes: dict[str, str]) -> None:
    is_external = attributes.get("targetmode", "").lower() == "external"
    if is_external and not attributes.get("type", "").endswith(_LINKS_THAT_STAY_WORDS):
        raise refusal(_LINK_SENTENCE)
    if attributes.get("type", "").lower().endswith(("/vbaproject", "/control", "/activexcontrolbinary")):
        raise refusal(_MACRO_SENTENCE)


def _content_type(attributes: dict[str, str]) -> None:
    if re.search(r"macroenabled|vbaproject|activex", attributes.get("contenttype", ""), re.I):
        raise refusal(_MACRO_SENTENCE)


def _dde(attributes: dict[str, str]) -> None:
    raise refusal(_DDE_SENTENCE)


def _script(attributes: dict[str, str]) -> None:
    raise refusal(_MACRO_SENTENCE)


def _fetched(attributes: dict[str, str]) -> None:
    """OpenDocument: a template, section or picture that lies outside the file."""
    if re.match(r"\s*([a-z][a-z0-9+.-]+:|//|\.\./)", attributes.get("href", ""), re.I):
        raise refusal(_LINK_SENTENCE)


_CHECKS = {
    "relationship": _relationship,
    "override": _content_type,
    "default": _content_type,
    "ddelink": _dde,
    "dde-source": _dde,
    "dde-connection-decl": _dde,
    "dde-link": _dde,
    "event-listener": _script,
    "script-data": _script,
    "template": _fetched,
    "section-source": _fetched,
    "image": _fetched,
    "object": _fetched,
    "object-ole": _fetched,
    "plugin": _fetched,
    "applet": _script,
}
