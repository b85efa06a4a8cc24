"""What people are told of screening: that something came in that cannot wait, by count and link alone."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.casework.children.models import CaseworkGroup
from holdfast.casework.screening.models import Submission
from holdfast.groups.models import OfficeHolding
from holdfast.groups.models.periods import on_date
from holdfast.kernel import clock
from holdfast.obligations.notices.kinds import NoticeKind, register_notice_kind
from holdfast.obligations.notices.models import Urgency
from holdfast.obligations.notices.operations import notify, withdraw_notices
from holdfast.stewardship.access.models import RoleGrant
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.tenancy.models import Person

PRESSING = NoticeKind(
    key="screening-pressing",
    title="Screening tools that cannot wait",
    route="screening:submission",
    always_at_once=True,
)
MET = NoticeKind(
    key="screening-met-record",
    title="Urgent screenings that met a record in your care",
    route="screening:guarded",
    always_at_once=True,
)


def register() -> None:
    """Make them known; called when the app is ready."""
    for kind in (PRESSING, MET):
        register_notice_kind(kind)


def tell_of_pressing(submission: Submission) -> None:
    """Tell whoever keeps the queue, at once; of a restricted child its guardian too."""
    for person in {*keepers(), *_guardian(submission)}:
        notify(person=person, kind=PRESSING.key, subject_id=submission.pk, urgency=Urgency.AT_ONCE)


def withdraw_pressing(submission: Submission) -> None:
    """Nobody needs to be told any more who was not told yet."""
    withdraw_notices(kind=PRESSING.key, subject_id=submission.pk)


def keepers() -> list[Person]:
    """The coordinators; where there is none, whoever holds an office in a group that discusses children."""
    granted = RoleGrant.objects.filter(role=Role.COORDINATOR.value, ended_at=None).values("person_id")
    found = list(Person.objects.able_to_act().filter(pk__in=granted))
    return found or list(Person.objects.able_to_act().filter(pk__in=_chairs()))


def _chairs() -> Iterable[object]:
    groups = CaseworkGroup.objects.filter(ended_at=None).values("group_id")
    return OfficeHolding.objects.filter(on_date(clock.today()), group__in=groups).values("person_id")


def _guardian(submission: Submission) -> list[Person]:
    child = submission.child
    is_hidden = child is not None and child.is_restricted and child.guardian is not None
    return [child.guardian] if child is not None and is_hidden and child.guardian else []
