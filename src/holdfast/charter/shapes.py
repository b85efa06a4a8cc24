"""The shapes that values in a charter file may have: each reads one and knows its schema."""

import re
from collections.abc import Sequence
from dataclasses import MISSING, field
from enum import StrEnum
from typing import Any, Protocol

from .place import INVALID, Place
from .words import plain

LONGEST_TEXT = 5000
Json = dict[str, Any]


class Shape(Protocol):
    """What a value may look like."""

    def read(self, value: object, place: Place) -> Any:
        """Return the typed value, or record a fault at `place` and return INVALID."""

    def schema(self) -> Json:
        """The JSON Schema of such a value."""


def said(shape: Shape, meaning: str, *, default: Any = MISSING, name: str | None = None) -> Any:
    """A dataclass field that a charter file may state; `name` is its name in the file if it differs."""
    return field(default=default, metadata={"shape": shape, "meaning": meaning, "name": name})


class Text:
    """A non-empty line of words."""

    def read(self, value: object, place: Place) -> Any:
        """Read it."""
        if not isinstance(value, str) or not value.strip():
            return place.fault("expected some words in quotation marks")
        if len(value) > LONGEST_TEXT:
            return place.fault(f"expected at most {LONGEST_TEXT:,} characters")
        if any(ord(sign) < 32 and sign not in "\n\t" for sign in value):
            return place.fault("expected words without control characters")
        return value.strip()

    def schema(self) -> Json:
        """Its schema."""
        return {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT, "pattern": r"\S"}


class Key:
    """A short name that other places refer to."""

    def read(self, value: object, place: Place) -> Any:
        """Read it, as it is compared."""
        if not isinstance(value, str) or not re.search(r"\w", value) or len(value) > 80 or "\n" in value:
            return place.fault(
                "expected a short name such as 'vice-chair' (letters, figures, hyphens, spaces)"
            )
        return plain(value)

    def schema(self) -> Json:
        """Its schema."""
        return {"type": "string", "minLength": 1, "maxLength": 80, "pattern": r"\w"}


class Ref(Key):
    """The short name of a seat, agency, office or body (or any of them) that the file must define."""

    def __init__(self, kind: str, *, or_word: str | None = None) -> None:
        self.kind = kind
        self.or_word = or_word

    def read(self, value: object, place: Place) -> Any:
        """Read it and remember that it must be defined."""
        key = super().read(value, place)
        if key is not INVALID and key != self.or_word:
            place.refer(self.kind, key)
        return key


class YesNo:
    """True or false."""

    def read(self, value: object, place: Place) -> Any:
        """Read it."""
        return (
            value
            if isinstance(value, bool)
            else place.fault("expected true or false, without quotation marks")
        )

    def schema(self) -> Json:
        """Its schema."""
        return {"type": "boolean"}


class Whole:
    """A whole number within bounds."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def read(self, value: object, place: Place) -> Any:
        """Read it."""
        if isinstance(value, bool) or not isinstance(value, int) or not self.least <= value <= self.most:
            return place.fault(f"expected a whole number from {self.least} to {self.most}")
        return value

    def schema(self) -> Json:
        """Its schema."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


class Choice:
    """One of a few words."""

    def __init__(self, *words: str | type[StrEnum]) -> None:
        first = words[0]
        self.enum = None if isinstance(first, str) else first
        self.words = [str(word) for word in (words if isinstance(first, str) else list(first))]
        self.known = {plain(word): word for word in self.words}

    def read(self, value: object, place: Place) -> Any:
        """Read it, whatever its capitals and hyphens."""
        word = self.known.get(plain(value)) if isinstance(value, str) else None
        if word is None:
            return place.fault("expected one of " + ", ".join(f"'{known}'" for known in self.words))
        return self.enum(word) if self.enum else word

    def schema(self) -> Json:
        """Its schema."""
        loose = [re.sub("-", "[ _-]", re.escape(word).replace(r"\-", "-")) for word in self.known]
        pattern = "|".join(any_case(word) for word in loose)
        return {"anyOf": [{"enum": self.words}, {"type": "string", "pattern": f"^({pattern})$"}]}


def any_case(pattern: str) -> str:
    """A pattern that takes capitals as it takes small letters."""
    return re.sub(r"[a-z]", lambda sign: f"[{sign[0]}{sign[0].upper()}]", pattern)


class ListOf:
    """A list of values; unless `one` is false, a single value may stand without the list's brackets."""

    def __init__(self, shape: Shape, *, one: bool = True) -> None:
        self.shape, self.one = shape, one

    def read(self, value: object, place: Place) -> Any:
        """Read each of them."""
        if not isinstance(value, list):
            if self.one:
                return _whole((self.shape.read(value, place),))
            return place.fault('expected a list in square brackets, such as ["one", "two"]')
        if not value or len(value) > 500:
            return place.fault("expected at least one entry" if not value else "expected at most 500 entries")
        return _whole([self.shape.read(each, place.at(index)) for index, each in enumerate(value)])

    def schema(self) -> Json:
        """Its schema."""
        many = {"type": "array", "minItems": 1, "maxItems": 500, "items": self.shape.schema()}
        return {"anyOf": [self.shape.schema(), many]} if self.one else many


def _whole(read: Sequence[Any]) -> Any:
    return INVALID if any(each is INVALID for each in read) else tuple(read)
