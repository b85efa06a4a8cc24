"""A child's risk over the last year as a picture, and the same as rows: levels, and episodes beneath them."""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.casework.children.codes import Area
from holdfast.casework.children.models import Child
from holdfast.casework.missing.models import Episode
from holdfast.casework.risk.models import LevelChange
from holdfast.casework.risk.rules.chart import Change, Chart, Spell, drawn
from holdfast.kernel import clock

EPISODES = 60


@dataclass(frozen=True, slots=True)
class OverTime:
    """What `risk/_over_time.html` prints: the picture and its text."""

    chart: Chart
    changes: tuple[LevelChange, ...]
    episodes: tuple[Episode, ...]


def risk_over_time(child: Child) -> OverTime:
    """The levels that stand and the latest episodes. Two queries."""
    standing = LevelChange.objects.standing().filter(child=child).select_related("meeting")
    changes = tuple(standing.order_by("-at", "-number"))
    episodes = tuple(Episode.objects.standing().filter(child=child).order_by("-began_at")[:EPISODES])
    chart = drawn(
        [Change(str(Area(row.area).label), row.level, row.at) for row in changes],
        [Spell(row.began_at, row.ended_at) for row in episodes],
        clock.now(),
    )
    return OverTime(chart, changes, episodes)
