"""Who is told of what happens to restricted and shared records: by count and link, never by name."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from holdfast.casework.children.models import Child
from holdfast.obligations.notices.kinds import NoticeKind, register_notice_kind
from holdfast.obligations.notices.models import Urgency
from holdfast.obligations.notices.operations import notify
from holdfast.obligations.notices.people import able_to_be_told
from holdfast.stewardship.access.models import RoleGrant
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.tenancy.models import Person

MATCH = NoticeKind(
    key="restricted-match", title="Searches that met a record in your care", route="children:match"
)
GUARDING = NoticeKind(key="record-to-guard", title="Restricted records in your care", route="children:rights")
EMERGENCY = NoticeKind(
    key="emergency-access",
    title="Emergency access to a record in your care",
    route="children:emergency",
    always_at_once=True,
)
RECEIVED = NoticeKind(
    key="child-received", title="Children shared by other partnerships", route="children:received-child"
)
SHARE_ENDED = NoticeKind(
    key="share-ended", title="Sharing ended by another partnership", route="children:share"
)


def register() -> None:
    """Make the kinds known; called when the app is ready."""
    for kind in (MATCH, GUARDING, EMERGENCY, RECEIVED, SHARE_ENDED):
        register_notice_kind(kind)


def tell_guardian(
    child: Child, kind: NoticeKind, subject_id: UUID, urgency: Urgency = Urgency.DIGEST
) -> None:
    """Tell the record's guardian, or every guardian where that one can no longer be told."""
    able = able_to_be_told()
    told = list(able.filter(pk=child.guardian_id)) or list(able.filter(pk__in=_with(Role.GUARDIAN)))
    _tell(told, kind, subject_id, urgency)


def tell_coordinators(kind: NoticeKind, subject_id: UUID) -> None:
    """Tell those who keep the partnership's children's records."""
    _tell(able_to_be_told().filter(pk__in=_with(Role.COORDINATOR)), kind, subject_id)


def _tell(
    people: Iterable[Person], kind: NoticeKind, subject_id: UUID, urgency: Urgency = Urgency.DIGEST
) -> None:
    for person in people:
        notify(person=person, kind=kind.key, subject_id=subject_id, urgency=urgency)


def _with(role: Role) -> set[UUID]:
    held = RoleGrant.objects.filter(role=role, ended_at=None)
    return set(held.values_list("person_id", flat=True))
