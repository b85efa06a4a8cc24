"""Why a child is on the case list, as far as missing episodes say so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q

from holdfast.casework.missing.models import Episode, FrequentSpell
from holdfast.kernel.clock import LONDON
from holdfast.web import words

# An episode that is told late is news for so long; a return of ten years ago is not.
_STILL_NEWS = timedelta(days=90)


def entry_reasons(since: datetime, until: datetime) -> Iterator[tuple[UUID, str, str]]:
    """(child, key, words) for whoever was or is missing between two instants; three queries.

    Keys: `missing-now`, `missing` (episodes that began, or were heard of since), `frequent` (frequently
    missing at the end of it).
    """
    yield from _open(until)
    yield from _began(since, until)
    yield from _frequent(until.astimezone(LONDON).date(), since.astimezone(LONDON).date())


def _open(until: datetime) -> Iterator[tuple[UUID, str, str]]:
    rows = Episode.objects.open().filter(began_at__lte=until)
    for child_id, began_at in rows.values_list("child_id", "began_at"):
        yield child_id, "missing-now", f"Missing now, since {words.short_moment(began_at)}"


def _began(since: datetime, until: datetime) -> Iterator[tuple[UUID, str, str]]:
    rows = Episode.objects.standing().filter(
        Q(began_at__gt=since) | Q(recorded_at__gt=since, recorded_at__lte=until),
        began_at__gt=since - _STILL_NEWS,
        began_at__lte=until,
    )
    missing = Count("pk", filter=Q(kind=Episode.Kind.MISSING))
    away = Count("pk", filter=Q(kind=Episode.Kind.AWAY))
    counts = {"times": missing, "absences": away, "late": Count("pk", filter=Q(began_at__lte=since))}
    for child_id, times, absences, late in rows.order_by().values_list("child_id").annotate(**counts):
        said = [f"missing {words.counted(times, 'time')}"] if times else []
        said += [f"away {words.counted(absences, 'time')}"] if absences else []
        when = f", {late} before the last list and recorded since" if late else " since the last list"
        yield child_id, "missing", f"{words.listed(said).capitalize()}{when}"


def _frequent(day: date, since: date) -> Iterator[tuple[UUID, str, str]]:
    rows = FrequentSpell.objects.filter(from_on__lte=day, to_on__gte=day)
    for row in rows:
        new = "newly " if row.from_on > since else ""
        yield row.child_id, "frequent", f"Frequently missing, {new}since {words.short_day(row.from_on)}"
