"""What higher apps do when a group's terms, its people, its Boards' dates or the group itself change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from holdfast.groups.models import Board, Group, Terms
from holdfast.kernel.hooks import Hook
from holdfast.stewardship.access.actor import Actor


@dataclass(frozen=True, slots=True)
class PeopleChange:
    """These people took or left a seat or an office, or its dates were corrected: from a day on."""

    group: Group
    since: date
    people: tuple[UUID, ...]


# Terms were proposed, were signed or came into force.
on_terms_changed: Hook[[Terms, Actor], None] = Hook()
on_people_changed: Hook[[PeopleChange, Actor], None] = Hook()
# The group ended or goes on, reports to other Boards, or its charter's agencies mean other local ones.
on_group_changed: Hook[[Group, Actor], None] = Hook()
# A Board meets on other days than it did, or has another name.
on_board_changed: Hook[[Board, Actor], None] = Hook()
