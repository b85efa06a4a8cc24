"""Which roles follow from an invitation, or from being named as deputy, for one meeting."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.access.standings import Fact, Standing, StandingSource

# Long enough to read over what one took part in, and then it is over.
KEPT_AFTERWARDS = timedelta(days=28)
_STILL = f"withdrawn_at is null and m.ends_at > %(now)s - interval '{KEPT_AFTERWARDS.days} days'"
_FACTS = f"""
    select '{Role.INVITEE}'::text, m.group_id, i.meeting_id, ''::text
    from meetings_invitee i join meetings_meeting m on m.id = i.meeting_id
    where i.person_id = %(person)s and i.{_STILL}
    union all select '{Role.DEPUTY}', m.group_id, n.meeting_id, ''
    from meetings_deputynaming n join meetings_meeting m on m.id = n.meeting_id
    where n.deputy_id = %(person)s and n.{_STILL}
"""  # noqa: S608  # nosec B608


def _standings(facts: Sequence[Fact]) -> Iterator[Standing]:
    """An invitation makes an invitee, a naming a deputy, at that meeting alone."""
    return (Standing(Role(fact.word), fact.group_id, fact.meeting_id) for fact in facts)


standings_from_meetings = StandingSource(_FACTS, _standings)
