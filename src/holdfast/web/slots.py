"""Named places on lower pages that higher apps register panels for: the one indirection allowed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.http import HttpRequest

from holdfast.kernel.hooks import Hook

Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class Panel:
    """A piece of a page: a template of the app that offers it, with what that template prints."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


_named: dict[str, "Slot[Any]"] = {}
Offer = Callable[[HttpRequest, Subject], Panel | None]


class Slot(Generic[Subject]):
    """One named place; `Subject` is what its page is about (a group, a meeting, the signed-in person)."""

    def __init__(self, name: str) -> None:
        self.name = name
        _named[name] = self
        self._offers: Hook[[HttpRequest, Subject], Panel | None] = Hook()

    def register(self, offer: Offer[Subject], *, order: int = 100) -> Offer[Subject]:
        """Offer a panel, shown in ascending `order`; offering the same function twice changes nothing."""
        return self._offers.register(offer, order=order)

    def panels(self, request: HttpRequest, subject: Subject) -> list[Panel]:
        """What the apps offer this person about this subject; an offer of `None` shows nothing."""
        return [panel for panel in self._offers.call(request, subject) if panel is not None]


# The subject of each is named by the app that owns the page, and typed there with `Slot[...]`.
home: Slot[Any] = Slot("home")
partnership: Slot[Any] = Slot("partnership")
group: Slot[Any] = Slot("group")
board: Slot[Any] = Slot("board")
child: Slot[Any] = Slot("child")
concern: Slot[Any] = Slot("concern")
meeting: Slot[Any] = Slot("meeting")
closing: Slot[Any] = Slot("closing")
item: Slot[Any] = Slot("item")
attendance: Slot[Any] = Slot("attendance")
person: Slot[Any] = Slot("person")
account: Slot[Any] = Slot("account")
obligation: Slot[Any] = Slot("obligation")
terms: Slot[Any] = Slot("terms")
version: Slot[Any] = Slot("version")
terms_review: Slot[Any] = Slot("terms_review")


def named(name: str) -> Slot[Any]:
    """The slot of that name."""
    return _named[name]
