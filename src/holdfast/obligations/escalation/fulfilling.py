"""Which kinds of obligation are met by sending which letter; the apps that declare the kinds say so."""

from __future__ import annotations

from collections.abc import Callable

from holdfast.obligations.ledger.models import Obligation

_by_kind: dict[str, Callable[[Obligation], str]] = {}


def met_by_letter(kind: str, letter: Callable[[Obligation], str]) -> None:
    """Say that sending a letter meets obligations of a kind; `letter` names which one for each."""
    _by_kind[kind] = letter


def template_for(row: Obligation) -> str | None:
    """The letter that meets this obligation, if one does."""
    letter = _by_kind.get(row.kind)
    return letter(row) if letter else None
