"""Makes messages of what cannot wait for the morning: all of it that one person has not been told, in one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from holdfast.obligations.notices.kinds import kind_for
from holdfast.obligations.notices.models import Message, Notice, NoticePreference, Urgency, preference_of
from holdfast.obligations.notices.people import able_to_be_told
from holdfast.obligations.notices.rules import AT_ONCE_FOR
from holdfast.obligations.notices.sources import Owed
from holdfast.obligations.notices.tally import tally


def tell_at_once(partnership_id: UUID, now: datetime) -> int:
    """Make one message for each person from what was raised to be told at once; how many.

    Whoever does not want it, or cannot be reached, finds it in the digest, and so does what is hours old.
    """
    told = 0
    for person_id, notices in _raised(now).items():
        wanted = _wanted(person_id, notices)
        others = [one.pk for one in notices if one not in wanted]
        Notice.objects.filter(pk__in=others).update(urgency=Urgency.DIGEST)
        if wanted:
            _write(partnership_id, person_id, wanted, now)
            told += 1
    return told


def _raised(now: datetime) -> dict[UUID, list[Notice]]:
    """Untold and pressing, by person; locked, so that two that look at once do not both tell it."""
    rows = Notice.objects.untold().filter(urgency=Urgency.AT_ONCE, raised_at__gte=now - AT_ONCE_FOR)
    found: defaultdict[UUID, list[Notice]] = defaultdict(list)
    for notice in rows.select_for_update(skip_locked=True, of=("self",)):
        found[notice.person_id].append(notice)
    return found


def _wanted(person_id: UUID, notices: Iterable[Notice]) -> list[Notice]:
    if not able_to_be_told().filter(pk=person_id).exists():
        return []
    _, at_once = preference_of(NoticePreference.objects.filter(person_id=person_id).first())
    return [one for one in notices if at_once or kind_for(one.kind).always_at_once]


def _write(partnership_id: UUID, person_id: UUID, notices: list[Notice], now: datetime) -> None:
    subjects = {one.subject_id for one in notices}
    items = [Owed(one.kind, one.subject_id, one.due_at) for one in notices]
    message = Message.objects.create(
        partnership_id=partnership_id,
        person_id=person_id,
        counts=[one.as_kept() for one in tally(items, now)],
        subject_id=subjects.pop() if len(subjects) == 1 else None,
        made_at=now,
    )
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(message=message)
