"""The terms of those whom a group asked to join: when one is over, they leave or are asked again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from holdfast.charter.membership import Cooption
from holdfast.kernel.clock import start_of
from holdfast.kernel.clocks import Clock, Due, add_calendar, said_day
from holdfast.kernel.working_days import end_of_day
from holdfast.obligations.duties.chains import chain_of, same_in
from holdfast.obligations.duties.people import People, Stay
from holdfast.obligations.ledger.kinds import Doing, Kind
from holdfast.obligations.ledger.promises import Kept, Party, Promise, Proof
from holdfast.obligations.ledger.versions import Version

if TYPE_CHECKING:
    from holdfast.charter.model import Charter

COOPTION = Kind(
    key="co-option",
    title="Co-options to end or renew",
    keeps=("cooption",),
    doing=lambda row: Doing("See who has joined", reverse("groups:members", args=[row.group_id])),
)

_DAY = timedelta(days=1)


def cooptions_owed(people: People, version: Version, charter: Charter) -> Iterator[Promise]:
    """One for each co-opted person, where the terms co-opt for a time."""
    for cooption in charter.each(Cooption):
        if cooption.term is None:
            continue
        chain = chain_of(people.versions, version, same_in(cooption, lambda one: one.by))
        for stay in people.seated:
            if stay.is_coopted and people.wants(stay) and stay.from_on >= chain[0][0].from_on:
                yield from _owed(people, charter, cooption, stay)


def _owed(people: People, charter: Charter, cooption: Cooption, stay: Stay) -> Iterator[Promise]:
    assert cooption.term is not None  # noqa: S101  # nosec B101  # only such are asked about
    end = add_calendar(stay.from_on, cooption.term) - _DAY
    for owner in people.directory.parties(charter, cooption.by):
        yield Promise(
            kind=COOPTION.key,
            clause=cooption.clause,
            cause_id=stay.person_id,
            occasion=f"co-option {stay.id}",
            owner=owner,
            owed_to=Party(group_id=people.group_id),
            says=f"End or renew a co-option: its term ends on {end.day} {end:%B %Y}",
            subject=(stay.label, stay.id),
            began_at=start_of(stay.from_on),
            began_with="they were co-opted",
            due=Due(
                end_of_day(end), Clock.CALENDAR, f"to the end of {said_day(end)}, the last day of the term"
            ),
            period=str(cooption.term),
            kept=_kept(stay),
        )


def _kept(stay: Stay) -> Kept | None:
    """Its end is entered; whoever stays longer is co-opted again."""
    if stay.last is None:
        return None
    at = end_of_day(stay.last)
    return Kept(at, (Proof(stay.label, stay.id, f"Ends on {said_day(stay.last)}", at),))
