"""Short ways for tests to say when a child was missing, by London's clock."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from holdfast.casework.children.models import Child
from holdfast.casework.missing.models import Episode
from holdfast.casework.missing.operations.episodes import record_episode
from holdfast.casework.missing.rules.reporting import EpisodeFacts
from holdfast.kernel.clock import LONDON
from tests.casework.town import CaseTown


def at(text: str, hour: int | None = None, minute: int = 0) -> datetime:
    """`at("2026-03-03", 14, 30)` is half past two in London; without an hour that day's midnight."""
    day = datetime.fromisoformat(text)
    return day.replace(hour=hour or 0, minute=minute, tzinfo=LONDON).astimezone(UTC)


def timed(began: datetime, ended: datetime | None = None, **extra: Any) -> EpisodeFacts:
    return EpisodeFacts(began_at=began, ended_at=ended, **extra)


def dated(began: str, ended: str | None = None, **extra: Any) -> EpisodeFacts:
    """An episode of which only the dates are known."""
    return EpisodeFacts(
        began_at=at(began), is_began_known=False, ended_at=at(ended) if ended else None,
        is_ended_known=ended is None, **extra,
    )  # fmt: skip


def went_missing(town: CaseTown, child: Child, facts: EpisodeFacts, by: str = "Cora") -> Episode:
    """As recorded by somebody; afterwards the database shows everything again."""
    made = record_episode(by=town.actor(by), child=child, facts=facts)
    town.everything()
    return made
