"""Codes that stand for somebody: a reader who may not have one reads a number in its place.

A code (a child's reference) stands in texts of many apps: agenda items, actions, obligations, the trail. The
app that gives such codes out says once how they look and which of them are closed to a reader. What leaves
through a page, a file or a document is masked for whoever reads it, without any template's doing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

from holdfast.kernel.finding import refuse

# Which of some codes are closed to a reader: an actor, or None for somebody outside.
ClosedTo = Callable[[Any, frozenset[str]], Collection[str]]
_TEXTS = ("text/", "application/json")
Masked = TypeVar("Masked")


@dataclass(frozen=True)
class Codes:
    """A kind of code: what it stands for, how it looks, whom it is closed to, which requests need no mask."""

    noun: str
    bare: re.Pattern[str]
    said: re.Pattern[str]
    closed_to: ClosedTo
    spared: Callable[[HttpRequest], bool]


_codes: list[Codes] = []
_reader: ContextVar[Callable[[Codes, frozenset[str]], Collection[str]]] = ContextVar("reader")


def register_codes(
    noun: str, look: str, closed_to: ClosedTo, spared: Callable[[HttpRequest], bool] = lambda _: False
) -> None:
    """Let an app say how its codes look, as a regular expression, and to whom they are closed."""
    # To look for the end of a word is quicker than for its beginning; whole words are chosen afterwards.
    bare = re.compile(rf"(?:{look})\b", re.ASCII)
    said = re.compile(rf"(?:\b((?i:{noun})) )?\b({look})\b", re.ASCII)
    _codes[:] = [*(one for one in _codes if one.noun != noun), Codes(noun, bare, said, closed_to, spared)]


@contextmanager
def reading_as(reader: Any) -> Iterator[None]:
    """What is made within is read by this actor; None is somebody outside."""
    token = _reader.set(lambda codes, found: codes.closed_to(reader, found))
    try:
        yield
    finally:
        _reader.reset(token)


@contextmanager
def answering(request: HttpRequest) -> Iterator[None]:
    """What is made within is read by whoever asks; who that is may turn out later."""

    def closed(codes: Codes, found: frozenset[str]) -> Collection[str]:
        return () if codes.spared(request) else codes.closed_to(getattr(request, "actor", None), found)

    token = _reader.set(closed)
    try:
        yield
    finally:
        _reader.reset(token)


def masked(value: Masked) -> Masked:
    """A text, or what is made of texts, with each code that is closed to the reader numbered in its place."""
    for codes in _codes:
        found = frozenset(code for text in _texts(value) for code in _words(codes.bare, text))
        if closed := _closed(codes, found):
            value = _each_text(value, Numbers(codes, closed).put)
    return value


def masked_for(reader: Any, value: Masked) -> Masked:
    """The same for a reader who is not the one who asks."""
    with reading_as(reader):
        return masked(value)


def mask_answer(response: HttpResponse) -> None:
    """Mask the body of an answer that is text."""
    is_text = response.headers.get("Content-Type", "").startswith(_TEXTS)
    if response.streaming or not is_text or response.status_code >= 500:
        return
    was = response.content.decode(response.charset or "utf-8", "surrogateescape")
    if (now := masked(was)) != was:
        response.content = now.encode(response.charset or "utf-8", "surrogateescape")


def require_open(reader: Any, *texts: str) -> None:
    """Refuse to let somebody write over a text in which they read numbers for codes: it would lose them."""
    for text in texts:
        if masked_for(reader, text) != text:
            refuse("This is about a child whom you may not see. Somebody who may see the child changes it.")


class Numbers:
    """The numbers of one document: the first code met is 1, and the same code has the same number."""

    def __init__(self, codes: Codes, closed: Collection[str]) -> None:
        self._codes, self._closed = codes, frozenset(closed)
        self._numbers: dict[str, int] = {}

    def put(self, text: str) -> str:
        """The text with numbers for codes."""
        return self._codes.said.sub(self._instead, text)

    def _instead(self, found: re.Match[str]) -> str:
        noun, code = found[1], found[2]
        if code not in self._closed:
            return found[0]
        number = self._numbers.setdefault(code, len(self._numbers) + 1)
        return f"{noun or self._noun_at(found)} {number}"

    def _noun_at(self, found: re.Match[str]) -> str:
        """With a capital where a text, a cell or an element begins."""
        before = found.string[found.start() - 1 : found.start()]
        return self._codes.noun if before == " " else self._codes.noun.capitalize()


def _words(look: re.Pattern[str], text: str) -> Iterator[str]:
    """Those that begin a word: the end of a random token is none, and nobody need be asked about it."""
    for found in look.finditer(text):
        before = text[found.start() - 1 : found.start()]
        if not (before.isalnum() or before == "_"):
            yield found[0]


def _closed(codes: Codes, found: frozenset[str]) -> Collection[str]:
    """To a reader of whom nothing is known everything is closed."""
    if not found:
        return ()
    return _reader.get(_to_nobody)(codes, found)


def _to_nobody(codes: Codes, found: frozenset[str]) -> Collection[str]:
    return codes.closed_to(None, found)


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _each_text(value: Any, put: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return put(value)
    if isinstance(value, list | tuple):
        return type(value)(_each_text(one, put) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: _each_text(getattr(value, f.name), put) for f in fields(value) if f.init}
        return replace(value, **changed)
    return value
