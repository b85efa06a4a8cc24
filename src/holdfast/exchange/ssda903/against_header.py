"""Compares rows with the header: is the child in it, born on the same day, its pupil number sound?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from stdnum.gb.upn import calc_check_digit

from holdfast.exchange.problems import Problem
from holdfast.exchange.ssda903.tables import HeaderRow, MissingRow

_NUMBER = re.compile(r"[A-Z]\d{11}[0-9A-HJ-NP-RT-Z]")
# Reasons for having none, which stand in the number's place.
_NO_NUMBER = re.compile(r"UN[1-9]")


def judge_header(rows: Sequence[MissingRow], found: HeaderRow | None) -> None:
    """Write into each row of one child what the header says otherwise."""
    for row in rows:
        if not row.child:
            continue
        if found is None:
            row.add("child-not-in-header", "The child has no row in the header file.")
            continue
        if row.born_on and found.born_on and row.born_on != found.born_on:
            row.add("birth-differs", f"The header file gives another date of birth, in row {found.number}.")
        row.problems += found.problems


def judge_pupil_numbers(children: Iterable[HeaderRow]) -> None:
    """Write into each row of the header whether its pupil number cannot be right; it is kept all the same."""
    for child in children:
        upn = child.upn.upper().replace(" ", "")
        if not upn or _NO_NUMBER.fullmatch(upn):
            continue
        if not _NUMBER.fullmatch(upn):
            child.problems.append(Problem("upn-shape", "The pupil number is not a letter and 12 characters."))
        elif calc_check_digit(upn[1:]) != upn[0]:
            words = "The pupil number's first letter does not fit its digits: one of them is wrong."
            child.problems.append(Problem("upn-check-letter", words))
