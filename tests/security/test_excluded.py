"""Somebody excluded from an item finds nothing of it by any road: page, list, live region, file (check 5)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest

from holdfast.governance.room.models import Vote
from holdfast.governance.room.operations import close_meeting, declare_interest, withdraw_vote
from tests.access.matrix import Walker, addresses, url_for
from tests.access.oracle import ORACLE
from tests.access.world import World, own_context
from tests.governance.room.fernshire import at

# What the item is called, what was decided, asked and given to do in it, and what its paper is called.
OF_THE_ITEM = ("Kestrel item", "Kestrel decided", "Kestrel question", "Kestrel action", "Kestrel paper")
REGIONS = ("agenda", "record", "people", "minute", "follow")


@pytest.fixture
def meeting(world: World) -> World:
    """Jo, a member, is excluded from the item that has everything."""
    place = world.place
    declare_interest(
        by=place.mo, meeting=place.meeting, item=place.item, person=place.people["Jo"], nature="actual",
        text="My brother's case", excludes=True, at=at(14, 15),
    )  # fmt: skip
    return world


def words_of(answer: Any) -> str:
    """Everything that an answer says, inside Word too."""
    content: bytes = answer.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            content = b"".join(parts.read(name) for name in parts.namelist() if name.endswith(".xml"))
    return content.decode(errors="replace") + str(dict(answer.headers))


def found_by(world: World, role: str, *spaces: str) -> list[str]:
    """Which address, of these spaces or of all, tells the role which words of the item."""
    walker, found = Walker(world), []
    asked = [address for address in addresses() if not spaces or address.name.startswith(spaces)]
    for url in (url for address in asked for url in urls(address, world)):
        own_context(world)
        said = words_of(walker.client(role).get(url))
        found += [f"{url} says {words!r}" for words in OF_THE_ITEM if words in said]
    return found


def urls(address: Any, world: World) -> Iterator[str]:
    """The address, and for live pages each region, at the item."""
    if address.name not in ORACLE or "GET" not in address.methods:
        return
    url = url_for(address, world)
    yield url
    if address.name == "room:live":
        yield from (url.replace("/people/", f"/{region}/") for region in REGIONS)
        yield from (url.replace("/people/", f"/{r}/") + f"?item={world.ids['item_id']}" for r in REGIONS)
    if address.name in ("room:room", "room:closing", "actions:list", "actions:export", "minutes:file"):
        yield f"{url}?item={world.ids['item_id']}&state=any&whose="
        yield url.replace(".csv", ".xlsx").replace(".pdf", ".docx")


def test_jo_finds_nothing_of_the_item_while_the_meeting_is_under_way(meeting: World) -> None:
    assert found_by(meeting, "member") == []


def test_others_do_find_it_so_that_finding_nothing_proves_something(meeting: World) -> None:
    told = "\n".join(found_by(meeting, "chair", "meetings:", "room:", "actions:"))
    assert [words for words in OF_THE_ITEM if repr(words) not in told] == []


def test_jo_finds_nothing_of_it_in_the_minutes_in_any_form_once_it_is_closed(meeting: World) -> None:
    mo = meeting.place.mo
    for vote in Vote.objects.filter(closed_at__isnull=True):
        withdraw_vote(by=mo, vote=vote, reason="Jo is excluded")
    close_meeting(by=mo, meeting=meeting.place.meeting, at=at(14, 20))
    meeting.ids["past_meeting_id"] = meeting.ids["meeting_id"]
    told = "\n".join(found_by(meeting, "chair", "minutes:"))
    assert "minutes/file.docx" in told
    assert found_by(meeting, "member") == []
