"""Whoever may open a page may follow every link of it: nobody is led to a refusal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit
from uuid import uuid4

import pytest

from holdfast.casework.risk.promises import RECORDED
from holdfast.governance.attendance.promises import ATTENDANCE
from holdfast.obligations.ledger.models import Obligation
from tests.access.casework_world import CASEWORK_ROLES
from tests.access.matrix import Walker, undone, url_for
from tests.access.oracle import ORACLE
from tests.access.test_canary import WALKED
from tests.access.world import ROLES, World, own_context
from tests.web.fetcher import shape_of

_HREF = re.compile(r"<a\b[^>]*\bhref=\"([^\"]*)\"")
# Of one kind of address some are enough: links to one kind of thing are offered by one rule.
OF_A_SHAPE = 2


class Follower:
    """Opens pages as one role, every page that links lead to once, and keeps where it was refused."""

    def __init__(self, walker: Walker, role: str) -> None:
        self.walker, self.role = walker, role
        self.seen: set[str] = set()
        self.shapes: dict[str, int] = {}
        self.refused: list[str] = []
        self.waiting: list[tuple[str, str]] = []

    def follow(self, starts: Iterator[str]) -> list[str]:
        """From these pages, which may themselves be closed to the role in the state that the world is in."""
        self._add(starts, "")
        while self.waiting:
            address, where = self.waiting.pop()
            answer = self._open(address)
            if answer.status_code >= 400 and where:
                self.refused.append(
                    f"{self.role}: {where} leads to {address}, which answers {answer.status_code}"
                )
            elif answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
                self._add(links_of(answer.content, address), address)
        return self.refused

    def _add(self, addresses: Iterator[str], where: str) -> None:
        for address in addresses:
            shape = shape_of(address)
            if address not in self.seen and self.shapes.get(shape, 0) < OF_A_SHAPE:
                self.seen.add(address)
                self.shapes[shape] = self.shapes.get(shape, 0) + 1
                self.waiting.append((address, where))

    def _open(self, address: str) -> Any:
        client = self.walker.client(self.role)
        own_context(self.walker.world)
        with undone(client):
            return client.get(address, follow=True)


def links_of(content: bytes, address: str) -> Iterator[str]:
    """Where the links of a page lead within the site, without the place on the page."""
    for href in _HREF.findall(content.decode()):
        link = urlsplit(urljoin(address, unescape(href)))
        if not link.netloc and not link.scheme and link.path.startswith("/"):
            yield link.path + (f"?{link.query}" if link.query else "")


def _pages(world: World, role: str) -> Iterator[str]:
    """The first page and every page that is not a form: forms are opened where links lead to them."""
    yield "/"
    for address in WALKED:
        if address.methods == ("GET",) and ORACLE[address.name].allows("GET", role):
            yield url_for(address, world)


def _owe(world: World) -> None:
    """Health owes what is done on pages of a group and of casework, which its lead may see neither of."""
    own_context(world)
    row = Obligation.objects.get(pk=world.ids["obligation_id"])
    for kind in (ATTENDANCE.key, RECORDED.key):
        row.pk, row.kind, row.cause, row.cause_id, row.subject_kind = uuid4(), kind, kind, uuid4(), ""
        row.subject_id, row.owner_person, row.owner_agency = None, None, world.place.agencies["health"]
        row._state.adding = True
        row.save()


@pytest.mark.parametrize("role", [*ROLES, *CASEWORK_ROLES])
def test_each_role_can_follow_every_link_of_every_page_that_it_may_open(role: str, world: World) -> None:
    _owe(world)
    found = Follower(Walker(world), role).follow(_pages(world, role))
    assert not found, "\n".join(found)
