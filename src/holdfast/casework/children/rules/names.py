"""Names as they are compared, without accents, capitals, apostrophes and hyphens; and how far they differ."""

from __future__ import annotations

import re
import unicodedata

# Letters that no decomposition turns into plain ones. The database's `name_key` has the same table.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)
_DROPPED = re.compile("[\u0300-\u036f'’‘`ʼ]")
_BREAKS = re.compile(r"[\s!-/:-@\[-`{-~‐‑–—]+")
SAME, ONE_SLIP, PREFIX, INITIAL = 1.0, 0.9, 0.8, 0.6


def name_key(text: str) -> str:
    """`Zoë O’Brien-Łuc` as `zoe obrien luc`."""
    folded = unicodedata.normalize("NFKD", text.lower().translate(_PLAIN))
    return _BREAKS.sub(" ", _DROPPED.sub("", folded)).strip()


def slips(one: str, other: str, *, most: int = 2) -> int:
    """How many letters were added, left out, changed or swapped with the next; at most `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        last, before, row = before, row, [i]
        for j, wanted in enumerate(other, start=1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                best = min(best, last[j - 2] + 1)
            row.append(best)
    return min(row[-1], most + 1)


def trigrams(key: str) -> frozenset[str]:
    """The trigrams of a key's words, as PostgreSQL's pg_trgm takes them."""
    padded = [f"  {word} " for word in key.split()]
    return frozenset(word[i : i + 3] for word in padded for i in range(len(word) - 2))


def similarity(one: str, other: str) -> float:
    """Trigrams in common over all trigrams, from 0 to 1."""
    left, right = trigrams(one), trigrams(other)
    return len(left & right) / len(left | right) if left or right else 0.0


def word_likeness(one: str, other: str) -> float:
    """How alike two words are: the same, one slip of the keyboard, shortened, an initial, or by trigrams."""
    if one == other:
        return SAME
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return INITIAL if long.startswith(short) else 0.0
    if slips(one, other, most=1) == 1 and len(long) > 2:
        return ONE_SLIP
    if len(short) > 2 and long.startswith(short):
        return PREFIX
    return similarity(one, other)


def part_likeness(one: str, other: str) -> float:
    """How alike two given or two family names are, each of one or more words (keys, not as written)."""
    if not one or not other:
        return 0.0
    joined = word_likeness(one.replace(" ", ""), other.replace(" ", ""))
    few, many = sorted((one.split(), other.split()), key=len)
    best = sum(max(word_likeness(word, each) for each in many) for word in few) / len(few)
    # Words that only one of them has take a little away: Smith and Smith-Jones are not quite the same.
    return max(joined, best * (1 - 0.05 * min(2, len(many) - len(few))))
