"""File names that are safe to keep and to send: no path, nothing hidden, a bounded length."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 150
_UNSAFE = re.compile(r'[\\/:*?"<>|;%]')
# Categories of characters that show nothing, or turn the text round them.
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def safe_file_name(name: str, fallback: str = "paper") -> str:
    """The last part of a path, everything dangerous taken out; never empty, never a leading dot."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(letter for letter in last if unicodedata.category(letter) not in _HIDDEN)
    cleaned = re.sub(r"\s+", " ", _UNSAFE.sub("-", shown)).strip(" .")
    stem, dot, extension = cleaned.rpartition(".")
    if not dot:
        return cleaned[:LONGEST] or fallback
    return f"{stem.strip(' .')[: LONGEST - len(extension) - 1] or fallback}.{extension[:10]}"
