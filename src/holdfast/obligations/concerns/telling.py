"""Who is told that something has come from another group, or that it was answered."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from holdfast.groups.membership import office_holders_on
from holdfast.groups.models import Group
from holdfast.groups.standings import is_chairing
from holdfast.kernel import clock
from holdfast.kernel.working_days import end_of_day
from holdfast.obligations.concerns.models import Matter, MatterEntry
from holdfast.obligations.notices.kinds import NoticeKind, register_notice_kind
from holdfast.obligations.notices.operations import notify, withdraw_notices
from holdfast.obligations.notices.people import able_to_be_told
from holdfast.stewardship.access.models import RoleGrant
from holdfast.stewardship.access.permissions import Role

COME = NoticeKind(key="concern-come", title="Received from other groups", route="concerns:concern")
REPLIED = NoticeKind(key="concern-replied", title="Answers from other groups", route="concerns:concern")
_REPLIES = (MatterEntry.Kind.ANSWERED, MatterEntry.Kind.DECLINED)


def register() -> None:
    """Make both kinds known; called when the app is ready."""
    register_notice_kind(COME)
    register_notice_kind(REPLIED)


def tell(matter: Matter, act: MatterEntry.Kind) -> None:
    """Tell the chairs of the side that has something to read, and nobody of what is over."""
    if act is MatterEntry.Kind.SENT:
        due_at = end_of_day(matter.wanted_on) if matter.wanted_on else None
        _notify(COME, matter, _acting_for(matter.to_group, is_board=matter.to_board_id is not None), due_at)
    elif act in _REPLIES:
        _notify(REPLIED, matter, _acting_for(matter.from_group, is_board=matter.from_board_id is not None))
    if act in (*_REPLIES, MatterEntry.Kind.WITHDRAWN):
        withdraw_notices(kind=COME.key, subject_id=matter.pk)
    if act is MatterEntry.Kind.CLOSED:
        withdraw_notices(kind=REPLIED.key, subject_id=matter.pk)


def _acting_for(group: Group | None, *, is_board: bool) -> set[UUID]:
    """A group's chairs; for a Board the business managers; nobody for another partnership's group."""
    if group is not None:
        holders = office_holders_on(group, clock.today())
        return {holder.person_id for holder in holders if is_chairing(holder.office)}
    if not is_board:
        return set()
    granted = RoleGrant.objects.filter(role=Role.BUSINESS_MANAGER, group_id=None, ended_at=None)
    return set(granted.values_list("person_id", flat=True))


def _notify(kind: NoticeKind, matter: Matter, people: set[UUID], due_at: datetime | None = None) -> None:
    for person in able_to_be_told().filter(pk__in=people):
        notify(person=person, kind=kind.key, subject_id=matter.pk, due_at=due_at)
