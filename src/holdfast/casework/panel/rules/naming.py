"""Keeps a child's names out of texts that are read more widely than the record, such as actions."""

from __future__ import annotations

import re
from collections.abc import Iterable


def without_names(text: str, names: Iterable[str], reference: str) -> str:
    """The text with each of the child's names, alone or in a row, replaced by the reference.

    Possessives and hyphenated names are found; a name inside another word is left.
    """
    words = {word for name in names for word in [name, *name.split()] if len(word) > 1}
    if not words:
        return text
    one = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    found = re.compile(rf"(?<!\w)(?:{one})(?:[\s-]+(?:{one}))*(?!\w)", re.IGNORECASE)
    return found.sub(reference, text)
