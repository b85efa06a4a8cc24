"""The shapes of values in ROOM.json and the history file that charters do not have."""

from typing import Any

from .place import INVALID, Place
from .shapes import Json, ListOf, Text
from .words import plain


class Name(Text):
    """A person's name or number."""

    def read(self, value: object, place: Place) -> Any:
        """Read it; a number is taken as its figures."""
        number = isinstance(value, int) and not isinstance(value, bool)
        return super().read(str(value) if number else value, place)

    def schema(self) -> Json:
        """Its schema."""
        return {"anyOf": [super().schema(), {"type": "integer"}]}


class Items:
    """The items someone is excluded from: a list, one item, or true for whichever is asked about."""

    def read(self, value: object, place: Place) -> Any:
        """Read them."""
        if isinstance(value, bool):
            return ("*",) if value else ()
        return () if value == [] else ListOf(Name(), one=True).read(value, place)

    def schema(self) -> Json:
        """Its schema."""
        return {"anyOf": [{"type": "boolean"}, {"type": "array", "items": Name().schema()}, Name().schema()]}


class Some:
    """A list that may be empty, or one value by itself."""

    def read(self, value: object, place: Place) -> Any:
        """Read it."""
        return () if value == [] else ListOf(Text(), one=True).read(value, place)

    def schema(self) -> Json:
        """Its schema."""
        return {"anyOf": [{"type": "array", "items": Text().schema()}, Text().schema()]}


class OfficesHeld:
    """Who holds which office, present or not: {"chair": "Ann Lee"}."""

    def read(self, value: object, place: Place) -> Any:
        """Read it."""
        if not isinstance(value, dict):
            return place.fault('expected who holds which office, such as {"chair": "Ann Lee"}')
        read = {plain(key): Name().read(item, place.at(key)) for key, item in value.items()}
        return INVALID if INVALID in list(read.values()) else read

    def schema(self) -> Json:
        """Its schema."""
        return {"type": "object", "additionalProperties": Name().schema()}
