"""Which kinds of obligation are met by sending which letter; the apps that declare the kinds say so."""

from __future__ import annotations

_by_kind: dict[str, str] = {}


def met_by_letter(kind: str, template: str) -> None:
    """Say that sending a letter meets obligations of a kind: `met_by_letter("absence-letter", "absence")`."""
    _by_kind[kind] = template


def template_for(kind: str) -> str | None:
    """The letter that meets obligations of this kind, if one does."""
    return _by_kind.get(kind)
