"""Which roles follow from an invitation, or from being named as deputy, for one meeting."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.db.models import Value

from holdfast.governance.meetings.models import DeputyNaming, Invitee
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Standing
from holdfast.stewardship.access.permissions import Role

# Long enough to read over what one took part in, and then it is over.
KEPT_AFTERWARDS = timedelta(days=28)


def standings_from_meetings(person_id: UUID) -> Iterator[Standing]:
    """An invitation makes an invitee, a naming a deputy, at that meeting alone: one query for both."""
    since = clock.now() - KEPT_AFTERWARDS
    columns = ("meeting__group_id", "meeting_id", "role")
    still = {"withdrawn_at__isnull": True, "meeting__ends_at__gt": since}
    invited = Invitee.objects.filter(person_id=person_id, **still)
    deputising = DeputyNaming.objects.filter(deputy_id=person_id, **still)
    rows = (
        invited.annotate(role=Value(Role.INVITEE.value))
        .values_list(*columns)
        .union(deputising.annotate(role=Value(Role.DEPUTY.value)).values_list(*columns))
    )
    for group_id, meeting_id, role in rows:
        yield Standing(Role(role), group_id, meeting_id)
