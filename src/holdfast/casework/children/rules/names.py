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


def is_one_slip(one: str, other: str) -> bool:
    """Whether one letter was added, left out or changed, or two neighbours were swapped; nothing else."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = _alike_for(one, other)
    left, right = one[start:], other[start:]
    end = _alike_for(left[::-1], right[::-1])
    left, right = left[: len(left) - end], right[: len(right) - end]
    return len(left) <= 1 >= len(right) or (len(left) == 2 and left == right[::-1])


def _alike_for(one: str, other: str) -> int:
    """How many letters both begin with."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))


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
    if len(long) > 2 and is_one_slip(one, other):
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
