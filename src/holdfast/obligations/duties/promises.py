"""Declares what a group owes by its terms alone, and settles it when what it rests on changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import Q

from holdfast.groups.charters import charter_of
from holdfast.groups.hooks import (
    PeopleChange,
    on_board_changed,
    on_group_changed,
    on_people_changed,
)
from holdfast.groups.models import Board, Group, Terms
from holdfast.kernel.clock import LONDON
from holdfast.obligations.duties.attesting import ATTESTATION, attestations_owed
from holdfast.obligations.duties.calendar import Calendar, calendar_of, waits_for_boards
from holdfast.obligations.duties.coopted import COOPTION, cooptions_owed
from holdfast.obligations.duties.offices import OFFICE, offices_owed
from holdfast.obligations.duties.people import People, people_of
from holdfast.obligations.duties.reports import REPORT, reports_owed
from holdfast.obligations.duties.reviews import REVIEW, reviews_owed
from holdfast.obligations.ledger.kinds import Source, declare
from holdfast.obligations.ledger.operations import settle
from holdfast.obligations.ledger.promises import Promise
from holdfast.obligations.ledger.versions import Version
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.leaving import on_left
from holdfast.stewardship.tenancy.models import Agency, Person

CALENDAR, PEOPLE = "calendar", "people"

Owed = Callable[[Any, Version], Iterator[Promise]]


def register() -> None:
    """Declare the kinds and listen; called when the app is ready. Under new terms the ledger settles all."""
    declare(
        Source(
            cause=CALENDAR,
            kinds=(REPORT, REVIEW),
            is_of_group=True,
            facts=calendar_of,
            promises=begun(_by_calendar),
            next_at=following(_by_calendar),
        )
    )
    declare(
        Source(
            cause=PEOPLE,
            kinds=(OFFICE, COOPTION, ATTESTATION),
            is_of_group=True,
            facts=people_of,
            promises=begun(_by_people),
            next_at=following(_by_people),
        )
    )
    on_people_changed.register(_people_changed)
    on_left.register(_somebody_left)
    on_group_changed.register(_group_changed)
    on_board_changed.register(_board_changed)


def _by_calendar(calendar: Calendar, version: Version) -> Iterator[Promise]:
    charter = version.charter
    if charter is None:
        return iter(())
    return chain(reports_owed(calendar, version, charter), reviews_owed(calendar, version, charter))


def _by_people(people: People, version: Version) -> Iterator[Promise]:
    charter = version.charter
    if charter is None:
        return iter(())
    return chain(
        offices_owed(people, version, charter),
        cooptions_owed(people, version, charter),
        attestations_owed(people, version, charter),
    )


def begun(owed: Owed) -> Callable[[Any, Version], Iterator[Promise]]:
    """What has begun by the end of what is looked at."""

    def promises(facts: Any, version: Version) -> Iterator[Promise]:
        return (one for one in owed(facts, version) if one.began_at <= facts.until)

    return promises


def following(owed: Owed) -> Callable[[Any, Version], datetime | None]:
    """When the next one begins while the version is in force."""

    def next_at(facts: Any, version: Version) -> datetime | None:
        coming = (one.began_at for one in owed(facts, version) if one.began_at > facts.until)
        return min((at for at in coming if version.covers(at.astimezone(LONDON).date())), default=None)

    return next_at


def _group_changed(group: Group, by: Actor) -> None:
    why = "the group, or whom its terms mean, changed"
    settle(CALENDAR, [group.pk], group=group, by=by, why=why)
    settle(PEOPLE, None, group=group, by=by, why=why)


def _people_changed(change: PeopleChange, by: Actor) -> None:
    ids, why = [change.group.pk, *change.people], "who sits where was corrected"
    settle(PEOPLE, ids, group=change.group, by=by, why=why)


def _board_changed(board: Board, by: Actor) -> None:
    """Every group whose terms promise something for a Board's meetings."""
    rows = Terms.objects.filter(partnership_id=board.partnership_id, in_force_from__isnull=False)
    terms = rows.defer("source").select_related("group")
    waiting = {one.group for one in terms if waits_for_boards(charter_of(one))}
    for group in sorted(waiting, key=lambda one: one.pk):
        settle(CALENDAR, [group.pk], group=group, by=by, why=f"{board} meets on other days")


def _somebody_left(one: Person | Agency, by: Actor) -> None:
    """Offices and seats that the person held stand empty from then on."""
    if isinstance(one, Person):
        held = Q(appointments__person=one) | Q(office_holdings__person=one)
        for group in Group.objects.filter(held).distinct().order_by("pk"):
            settle(PEOPLE, [group.pk, one.pk], group=group, by=by, why=f"{one} left")
