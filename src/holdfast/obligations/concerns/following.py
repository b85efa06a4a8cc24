"""What follows from an act on either side of a matter: obligations are settled, people are told."""

from __future__ import annotations

from holdfast.obligations.concerns import elsewhere
from holdfast.obligations.concerns.models import Matter, MatterEntry
from holdfast.obligations.concerns.promises import CAUSE
from holdfast.obligations.concerns.telling import tell
from holdfast.obligations.ledger.operations import settle
from holdfast.stewardship.access.actor import Actor


def follow(matter: Matter, act: MatterEntry.Kind, *, by: Actor | None) -> None:
    """Bring in line what depends on a matter in its own partnership. `by` is None for an act from outside."""
    for group in (matter.from_group, matter.to_group):
        if group is not None:
            why = f"the {matter.get_kind_display().lower()} was {act.value}"
            settle(CAUSE, [matter.pk], group=group, by=by, why=why)
    tell(matter, act)


def follow_elsewhere(end: elsewhere.OtherEnd, act: MatterEntry.Kind) -> None:
    """The same in the other partnership, in the same transaction."""
    with elsewhere.at(end):
        follow(Matter.objects.get(pk=end.matter_id), act, by=None)
