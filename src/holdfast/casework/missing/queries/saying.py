"""How episodes and interviews are said on pages: the changes of an entry, and times."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from holdfast.casework.missing.models import Episode, EpisodeEntry
from holdfast.casework.missing.rules.episodes import GRADES
from holdfast.kernel.causes_and_risks import titled
from holdfast.web import words

_LABELS = {
    "kind": "What happened",
    "gone_from": "Gone from",
    "began_at": "Missing since",
    "is_began_known": "Time of beginning known",
    "reported_at": "Reported",
    "reported_by": "Reported by",
    "last_seen_at": "Last seen",
    "last_seen_where": "Last seen where",
    "ended_at": "Found or returned",
    "is_ended_known": "Time of return known",
    "found_where": "Found where",
    "found_by": "Found by",
    "found_state": "State",
    "circumstances": "Circumstances",
    "reasons": "Reasons",
    "companions": "With whom",
    "places": "Places",
    "grade": "Grade",
    "from_at": "From",
    "external_reference": "Reference",
}
_CHOICES: dict[str, dict[str, str]] = {
    "kind": dict(Episode.Kind.choices),
    "gone_from": dict(Episode.GoneFrom.choices),
    "found_by": dict(Episode.FoundBy.choices),
    "found_state": dict(Episode.FoundState.choices),
    "grade": GRADES,
}


def changes_of(entry: EpisodeEntry) -> Iterator[str]:
    """`Found where: the park (before: not said)`, one for each thing that an entry changed."""
    order = list(_LABELS)
    known = sorted(entry.after.items(), key=lambda each: order.index(each[0]) if each[0] in order else 99)
    for name, value in known:
        label, now = _LABELS.get(name, name), said(name, value)
        if name in entry.before:
            yield f"{label}: {now} (before: {said(name, entry.before[name])})"
        elif value not in (None, "", []):
            yield f"{label}: {now}"


def said(name: str, value: Any) -> str:
    """A stored value of a field as a page says it."""
    if value in (None, "", []):
        return "not said"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "reasons":
        return words.listed(titled(value))
    if isinstance(value, list):
        return words.listed(value)
    if name.endswith("_at"):
        return words.short_moment(datetime.fromisoformat(value))
    return _CHOICES.get(name, {}).get(value, str(value))


def times_said(episode: Episode) -> str:
    """`from Sunday 1 March 2026 at 10pm, not found yet`."""
    return str(episode.times)


def length_said(episode: Episode, now: datetime) -> str:
    """How long the child was, or has been, missing: in days where only dates are known."""
    until = episode.ended_at or now
    if episode.is_began_known and episode.is_ended_known:
        return words.duration(until - episode.began_at)
    last = episode.times.ended_on or words.london(now).date()
    days = (last - episode.times.began_on).days
    return words.counted(days, "day") if days else "within one day"
