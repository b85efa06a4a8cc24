"""Reads a return from its files, whichever form each has."""

from __future__ import annotations

from holdfast.exchange.ssda903.csv_files import read_care, read_header, read_missing
from holdfast.exchange.ssda903.tables import Return
from holdfast.exchange.ssda903.xml_files import is_xml, read_xml


def read_return(missing: bytes, header: bytes | None = None, episodes: bytes | None = None) -> Return:
    """The return in these files; an XML file holds all three tables. Raises `Refused` for another file."""
    if is_xml(missing):
        return read_xml(missing)
    return Return(
        read_missing(missing),
        None if header is None else read_xml(header).header if is_xml(header) else read_header(header),
        None if episodes is None else read_xml(episodes).care if is_xml(episodes) else read_care(episodes),
    )
