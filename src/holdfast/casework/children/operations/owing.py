"""Brings what is owed of children in line, in the group that owed it when it happened."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from holdfast.casework.children.groups import casework_times
from holdfast.obligations.ledger.operations import settle
from holdfast.stewardship.access.actor import Actor


def settle_of_children(cause: str, ids: Iterable[UUID] | None, *, by: Actor, why: str = "") -> None:
    """Settle these causes (None: all) in each group that discusses children, or did.

    The sources of the cause say by `group_owing` which of the groups owes what.
    """
    ids = None if ids is None else list(ids)
    for group in {one.group_id: one.group for one in casework_times()}.values():
        settle(cause, ids, group=group, by=by, why=why)
