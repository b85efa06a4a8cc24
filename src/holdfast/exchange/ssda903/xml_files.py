"""Reads the XML file of an SSDA903 return: each CHILD holds its HEADER, AMISSING rows and EPISODEs."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError  # nosec B405 (names only; defusedxml reads)

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from holdfast.exchange.days import british_day
from holdfast.exchange.ssda903.tables import CareEpisode, HeaderRow, MissingRow, Return
from holdfast.kernel.finding import refuse

_MISSING = ("MISSING", "MIS_START", "MIS_END")


def is_xml(content: bytes) -> bool:
    """Whether the file begins as XML does."""
    return content[:400].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").startswith(b"<")


def read_xml(content: bytes) -> Return:
    """The return; rows of `Missing` are numbered from 1 in the order of the file."""
    missing: list[MissingRow] = []
    header: dict[str, HeaderRow] = {}
    care: dict[str, list[CareEpisode]] = {}
    for child in _children(content):
        row = _header(child, len(header) + 1)
        header.setdefault(row.child, row)
        for each in child.iter("AMISSING"):
            cells = [row.child, row.birth, *(_said(each, name) for name in _MISSING)]
            missing.append(MissingRow.of(len(missing) + 1, cells))
        if episodes := _care(child, row.child):
            care[row.child] = episodes
    if not header:
        refuse("This XML file holds no CHILD, so it is not an SSDA903 return.")
    return Return(missing, header, care)


def _children(content: bytes) -> Iterator[Element]:
    try:
        for _, element in iterparse(io.BytesIO(content), events=("end",), forbid_dtd=True):
            if element.tag.rpartition("}")[2] == "CHILD" and len(element):
                _without_namespaces(element)
                yield element
                element.clear()
    except DefusedXmlException:
        refuse("This XML file declares types or entities of its own, which a return never does.")
    except (ParseError, ValueError, LookupError):
        refuse("This XML file is damaged or incomplete. Export it again, and use the new copy.")


def _without_namespaces(root: Element) -> None:
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]


def _header(child: Element, number: int) -> HeaderRow:
    root = child.find("HEADER")
    found = root if root is not None else child
    birth = _said(found, "DOB")
    sex, ethnic, upn = (_said(found, name) for name in ("SEX", "ETHNIC", "UPN"))
    called = _said(found, "CHILDID") or _said(found, "CHILD")
    return HeaderRow(number, called, birth, british_day(birth), sex, ethnic, upn)


def _care(child: Element, called: str) -> list[CareEpisode]:
    found = []
    for each in child.iter("EPISODE"):
        began = british_day(_said(each, "DECOM"))
        if began is not None:
            found.append(CareEpisode(called, began, british_day(_said(each, "DEC"))))
    return sorted(found, key=lambda one: one.from_on)


def _said(element: Element, name: str) -> str:
    return (element.findtext(name) or "").strip()
