"""What stands round every page: who is signed in, the navigation, the marking."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, reverse

from holdfast.kernel import clock
from holdfast.kernel.hooks import Hook
from holdfast.web.presence import idle_seconds, sign_of

MARKING = "OFFICIAL-SENSITIVE"


@dataclass(frozen=True, slots=True)
class Identity:
    """The signed-in person as the header shows them. `sign_out_url` is posted to."""

    name: str
    partnership: str = ""
    agency: str = ""
    account_url: str = ""
    sign_out_url: str = ""


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A link of the main navigation; `count` is said after it, as in `Owed (3)`.

    `covers`: beginnings of further addresses that belong under it, as `/seats/` does under Groups.
    `row`: links of one row stand together under its name; those of none come first.
    """

    text: str
    url: str
    count: int = 0
    order: int = 100
    covers: tuple[str, ...] = ()
    row: str = ""


Offer = Callable[[HttpRequest], NavigationItem | None]

_identify: list[Callable[[HttpRequest], Identity | None]] = []
_navigation: Hook[[HttpRequest], NavigationItem | None] = Hook()


def identify_with(function: Callable[[HttpRequest], Identity | None]) -> None:
    """Name the function that tells the header who is signed in, in place of `request.actor`."""
    _identify[:] = [function]


def navigation_item(offer: Offer) -> Offer:
    """Register a link of the main navigation; the offer answers `None` to who may not follow it."""
    return _navigation.register(offer)


def identity(request: HttpRequest) -> Identity | None:
    """The signed-in person, or `None`."""
    if _identify:
        return _identify[0](request)
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    actor: Any = getattr(request, "actor", None)
    addresses = {"account_url": _address("account_own"), "sign_out_url": _address("account_logout")}
    if actor is None:
        return Identity(name=str(user), **addresses)
    return Identity(actor.name, actor.partnership_name, actor.agency_name, **addresses)


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@dataclass(frozen=True, slots=True)
class Shell:
    """All that the layout prints round a page."""

    marking: str
    is_invented: bool
    identity: Identity | None
    navigation: list[NavigationItem]
    current: NavigationItem | None
    printed_at: datetime
    who: str
    idle_seconds: int
    sign_in_url: str
    request: HttpRequest | None

    @property
    def idle_minutes(self) -> int:
        """How long a session lasts with nobody there."""
        return self.idle_seconds // 60

    @property
    def rows(self) -> list[tuple[str, list[NavigationItem]]]:
        """The navigation by rows: the one without a name first."""
        names = sorted({item.row for item in self.navigation})
        return [(name, [item for item in self.navigation if item.row == name]) for name in names]

    def messages(self) -> list[Message]:
        """What was said to this person and not yet shown."""
        return list(get_messages(self.request)) if self.request is not None else []


def shell(request: HttpRequest | None) -> Shell:
    """Gather what stands round the page that answers `request`, once per request."""
    if request is None:
        return _gather(None)
    kept: Any = getattr(request, "_holdfast_shell", None)
    if kept is None:
        kept = request._holdfast_shell = _gather(request)  # type: ignore[attr-defined]
    return kept  # type: ignore[no-any-return]


def _gather(request: HttpRequest | None) -> Shell:
    who = identity(request) if request else None
    offered = _navigation.call(request) if request and who else []
    items = sorted((item for item in offered if item), key=lambda item: (item.order, item.text))
    return Shell(
        marking=MARKING,
        is_invented=bool(getattr(settings, "HOLDFAST_INVENTED", False)),
        identity=who,
        navigation=items,
        current=_current(request.path if request else "", items),
        printed_at=clock.now(),
        who=sign_of(request) if request else "",
        idle_seconds=idle_seconds(),
        sign_in_url=resolve_url(settings.LOGIN_URL),
        request=request,
    )


def _current(path: str, items: list[NavigationItem]) -> NavigationItem | None:
    """The item whose addresses begin the page's, the longest first; `/` only matches itself."""
    found = [(len(begin), i) for i in items for begin in (i.url, *i.covers) if _begins(begin, path)]
    return max(found, key=lambda each: each[0], default=(0, None))[1]


def _begins(begin: str, path: str) -> bool:
    return path == begin or (begin != "/" and path.startswith(begin))
