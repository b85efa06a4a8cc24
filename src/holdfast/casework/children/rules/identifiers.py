"""Numbers by which agencies know a child: as they are compared, as they are shown, and what looks wrong."""

from __future__ import annotations

import re

from holdfast.casework.children.codes import IdentifierKind
from holdfast.kernel.finding import Finding
from holdfast.kernel.identifiers import nhs_number, pupil_number

_NOT_COMPARED = re.compile(r"[^A-Z0-9]")
_CHECKED = {IdentifierKind.NHS: nhs_number, IdentifierKind.UPN: pupil_number}


def as_compared(written: str) -> str:
    """`943 476 5919` as `9434765919`; `ab/12-3` as `AB123`."""
    return _NOT_COMPARED.sub("", written.upper())


def as_shown(kind: str, value: str, written: str = "") -> str:
    """An NHS number as 3-3-4; anything else as it was written, to be looked up in that agency's system."""
    if kind == IdentifierKind.NHS and len(value) == 10:
        return f"{value[:3]} {value[3:6]} {value[6:]}"
    return written or value


def assess_identifier(kind: str, written: str) -> Finding:
    """Whether it can be a number of its kind. What cannot be is kept and marked; it blocks no record."""
    value = as_compared(written)
    check = _CHECKED.get(IdentifierKind(kind))
    if check is None:
        return Finding(met=True, reason="numbers of this kind have no check digit")
    if len(set(value)) == 1:  # 0000000000 passes the sum, and is what people type when they have none
        return Finding(
            met=False, reason=f"{written.strip()} repeats one digit: it stands for no number at all"
        )
    return check(value)
