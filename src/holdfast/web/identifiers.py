"""Identifiers as they come from an address or a form."""

from __future__ import annotations

from uuid import UUID


def uuid_or_none(text: str) -> UUID | None:
    """The identifier that a text says; None for an empty text and for one that is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
