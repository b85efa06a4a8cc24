"""Who may be given an action in a meeting, and an action's line read with their names."""

from __future__ import annotations

from holdfast.governance.meetings.models import Meeting
from holdfast.governance.room.queries.facts import meeting_day
from holdfast.governance.room.rules.action_line import ActionLine, KnownOwners, Owner, read_action_line
from holdfast.groups.models import AgencyBinding
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.models import Agency, Person


def owner_choices(actor: Actor) -> list[tuple[str, str]]:
    """Agencies first, then people with theirs."""
    agencies = Agency.objects.visible_to(actor).filter(left_on__isnull=True).order_by("name")
    people = Person.objects.visible_to(actor).filter(left_on__isnull=True).select_related("agency")
    return [
        *((f"agency:{agency.pk}", agency.name) for agency in agencies),
        *((f"person:{p.pk}", f"{p.name}, {p.agency}") for p in people.order_by("name")),
    ]


def owner_value(owner: Owner | None) -> str:
    """The choice that an owner read from a line is."""
    if owner is None:
        return ""
    return f"person:{owner.person}" if owner.person else f"agency:{owner.agency}"


def read_line(actor: Actor, meeting: Meeting, line: str) -> ActionLine:
    """A line read with the agencies and people of the partnership and the charter's names for them."""
    after = Meeting.objects.filter(group=meeting.group_id, starts_at__gt=meeting.starts_at)
    following = after.exclude(state=Meeting.State.CANCELLED).order_by("starts_at").first()
    day = meeting_day(meeting) if meeting.entered_afterwards else clock.today()
    return read_action_line(
        line,
        known=_known(actor, meeting),
        today=day,
        next_meeting=meeting_day(following) if following else None,
    )


def _known(actor: Actor, meeting: Meeting) -> KnownOwners:
    keys: dict[str, list[str]] = {}
    for agency_id, key in AgencyBinding.objects.filter(group=meeting.group_id).values_list(
        "agency_id", "key"
    ):
        keys.setdefault(str(agency_id), []).append(key)
    agencies = Agency.objects.visible_to(actor).filter(left_on__isnull=True)
    people = Person.objects.visible_to(actor).filter(left_on__isnull=True)
    return KnownOwners.of(
        [(str(a.pk), [a.name, a.short_name, *keys.get(str(a.pk), [])]) for a in agencies],
        [(str(p.pk), p.name, str(p.agency_id)) for p in people],
    )
