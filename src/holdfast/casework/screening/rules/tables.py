"""Takes typed values out of a table of a file, and says of each wrong one where it is and what it wants."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

Value = TypeVar("Value")
_SLUG = re.compile(r"[a-z][a-z0-9-]{0,59}")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a tool's file."""

    where: str
    says: str

    def __str__(self) -> str:
        return f"{self.where}: {self.says}"


class FaultyTool(Exception):
    """A file that is no tool; `faults` has every reason."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass
class Table:
    """A table of the file. What cannot be read becomes a fault, and a value that does no more harm."""

    values: dict[str, Any]
    where: str
    faults: list[Fault]
    asked: set[str] = field(default_factory=set)

    def has(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str, *, required: bool = True, most: int) -> str:
        """A text of one or more lines."""
        value = self._take(name)
        if value is None and not required:
            return ""
        if not isinstance(value, str) or (required and not value.strip()):
            return self._wants(name, "a text", "")
        if len(value) > most:
            return self._wants(name, f"a text of {most:,} characters or fewer", "")
        return value.strip()

    def slug(self, name: str) -> str:
        """A key: small letters, digits, hyphens."""
        value = self._take(name)
        if not isinstance(value, str) or not _SLUG.fullmatch(value):
            return self._wants(name, "a key of small letters, digits and hyphens, such as missing-often", "")
        return value

    def whole(self, name: str, *, least: int, most: int) -> int:
        """A whole number."""
        value = self._take(name)
        if not _is_whole(value, least, most):
            return self._wants(name, f"a whole number from {least} to {most:,}", least)
        return int(value)

    def flag(self, name: str) -> bool:
        """True or false; false when it is left out."""
        value = self._take(name)
        if value is None:
            return False
        return value if isinstance(value, bool) else self._wants(name, "true or false", False)

    def one_of(self, name: str, allowed: Sequence[Any]) -> Any:
        """One of some values."""
        value = self._take(name)
        is_same = any(value == one and type(value) is type(one) for one in allowed)
        return value if is_same else self._wants(name, _one_of(allowed), allowed[0])

    def choices(self, name: str, allowed: Sequence[str]) -> tuple[str, ...]:
        """One or more of some values, each once."""
        value = self._take(name)
        is_right = isinstance(value, list) and value and all(one in allowed for one in value)
        if not is_right or len(set(value)) != len(value):
            return self._wants(name, f"a list of one or more, each once: {_one_of(allowed)}", ())
        return tuple(value)

    def numbers(self, name: str, *, least: int, most: int) -> dict[str, int]:
        """Names with whole numbers; empty when it is left out."""
        value = self._take(name)
        if value is None:
            return {}
        if not isinstance(value, dict) or not all(_is_whole(each, least, most) for each in value.values()):
            return self._wants(name, f"names with whole numbers from {least} to {most:,}", {})
        return dict(value)

    def tables(self, name: str, *, required: bool = True, most: int) -> list[Table]:
        """Tables of one kind, in their order."""
        value = self._take(name)
        if value is None and not required:
            return []
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self._wants(name, f"tables, each under [[{name}]]", None)
            return []
        if (required and not value) or len(value) > most:
            self._wants(name, f"1 to {most} tables, each under [[{name}]]", None)
            return []
        return [
            Table(each, self._place(name, number, each), self.faults) for number, each in enumerate(value, 1)
        ]

    def end(self) -> None:
        """Every name that nobody asked for is a fault: a misspelt name must not pass unseen."""
        for name in self.values.keys() - self.asked:
            known = ", ".join(sorted(self.asked))
            self.faults.append(Fault(self._at(str(name)[:60]), f"is not known here; known are {known}"))

    def _place(self, name: str, number: int, values: dict[str, Any]) -> str:
        key = values.get("key")
        called = f" ({key})" if isinstance(key, str) and len(key) < 61 else ""
        inner = f"{name} {number}{called}"
        return f"{self.where}, {inner}" if self.where else inner

    def _take(self, name: str) -> Any:
        self.asked.add(name)
        return self.values.get(name)

    def _wants(self, name: str, what: str, instead: Value) -> Value:
        lacks = "is missing; it takes" if name not in self.values else "must be"
        self.faults.append(Fault(self._at(name), f"{lacks} {what}"))
        return instead

    def _at(self, name: str) -> str:
        return f"{self.where}, {name}" if self.where else name


def _is_whole(value: Any, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _one_of(allowed: Sequence[Any]) -> str:
    return f"one of {', '.join(str(one) for one in allowed)}" if len(allowed) > 1 else str(allowed[0])
