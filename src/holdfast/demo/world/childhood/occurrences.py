"""The rows of invented episodes, and of the return interviews that they owe: held, declined, late, open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from holdfast.demo.world.chance import Chance
from holdfast.demo.world.childhood.children import PlannedChild
from holdfast.demo.world.childhood.episodes import PlannedEpisode
from holdfast.demo.world.childhood.people import CaseStaff
from holdfast.demo.world.childhood.records import Rows
from holdfast.demo.world.childhood.wording import DECLINED, INTERVIEW_SAID, TOLD_ELSEWHERE, TRIED
from holdfast.demo.world.ledger import Ledger, Someone

# So many interviews are held in time, held late, and declined; the rest take weeks.
_IN_TIME, _LATE, _DECLINED = 0.63, 0.14, 0.16
_HOW = ("telephone", "visit", "through-carer", "message")


@dataclass
class _Interview:
    """One interview in the making: the returns it is about, and how and when it ends, if it does."""

    id: UUID
    state: str
    ends_at: datetime | None
    offered_at: datetime
    interviewer: Someone
    returns: list[PlannedEpisode] = field(default_factory=list)


@dataclass(frozen=True)
class Occurrences:
    """Writes down one child's episodes and interviews."""

    ledger: Ledger
    chance: Chance
    staff: CaseStaff
    police: Someone

    def of(self, child: PlannedChild, episodes: Iterable[PlannedEpisode]) -> Rows:
        """Everything that follows from the episodes but the spells of frequent missing."""
        rows: Rows = defaultdict(list)
        waiting: _Interview | None = None
        for episode in episodes:
            self._episode(rows, episode)
            if episode.ended_at is None or _is_grown_up(child, episode.ended_at):
                continue
            if waiting is None or (waiting.ends_at and waiting.ends_at < episode.ended_at):
                self._interview(rows, child, waiting)
                waiting = self._offer(episode.ended_at)
            waiting.returns.append(episode)
        self._interview(rows, child, waiting)
        return rows

    def _add(self, rows: Rows, label: str, child: PlannedChild, **values: Any) -> None:
        own = {"id": self.chance.identity(), "partnership_id": self.ledger.partnership_id}
        rows[label].append(own | {"child_id": child.id} | values)

    def _episode(self, rows: Rows, episode: PlannedEpisode) -> None:
        times = {
            "reported_at": episode.reported_at,
            "began_at": episode.began_at,
            "ended_at": episode.ended_at,
            "last_seen_at": episode.last_seen_at,
        }
        is_found = episode.ended_at is not None
        facts = {
            "kind": episode.kind,
            "gone_from": episode.gone_from,
            "reasons": list(episode.reasons),
            "found_by": episode.found_by,
            "found_state": episode.found_state,
            "found_where": episode.place if is_found else "",
            "places": [episode.place] if is_found else [],
            "companions": [episode.companion] if episode.companion else [],
            "grade": episode.grades[-1] if episode.grades else "",
        }
        by = self.police.id
        self._add(
            rows, "missing.Episode", episode.child,
            **times, **facts, id=episode.id, recorded_by_id=by, recorded_at=episode.reported_at,
        )  # fmt: skip
        said = {name: value.isoformat() if value else None for name, value in times.items()} | facts
        self._add(
            rows, "missing.EpisodeEntry", episode.child,
            episode_id=episode.id, kind="recorded", before={}, after=said, at=episode.reported_at, by_id=by,
        )  # fmt: skip
        for number, grade in enumerate(episode.grades):
            self._add(
                rows, "missing.EpisodeGrade", episode.child,
                episode_id=episode.id, grade=grade, by_id=by, reason="" if number == 0 else TOLD_ELSEWHERE,
                from_at=episode.reported_at + timedelta(hours=3 * number),
            )  # fmt: skip

    def _offer(self, returned: datetime) -> _Interview:
        """How it will go: the later the return, the likelier that it waits still."""
        drawn, now = self.chance.random.random(), self.ledger.now
        state, hours = "held", self.chance.random.uniform(5, 71)
        if drawn > _IN_TIME:
            hours = self.chance.random.uniform(73, 24 * 16)
        if drawn > _IN_TIME + _LATE:
            state, hours = "declined", self.chance.random.uniform(6, 100)
        ends_at = returned + timedelta(hours=hours)
        is_slow = drawn > _IN_TIME + _LATE + _DECLINED
        if is_slow:
            state, ends_at = "held", returned + timedelta(days=self.chance.between(16, 40))
        if ends_at > now:
            state = self.chance.one_of(("to-offer", "offered", "accepted"))
        offered_at = min(returned + timedelta(hours=self.chance.random.uniform(1, min(hours, 30))), now)
        interviewer = self.chance.one_of(self.staff.interviewers)
        ended = None if ends_at > now else ends_at
        return _Interview(self.chance.identity(), state, ended, offered_at, interviewer)

    def _interview(self, rows: Rows, child: PlannedChild, planned: _Interview | None) -> None:
        if planned is None:
            return
        self._add(rows, "missing.Interview", child, id=planned.id, **self._content(planned))
        for episode in planned.returns:
            self._add(rows, "missing.InterviewEpisode", child, interview_id=planned.id, episode_id=episode.id)
        if planned.state != "to-offer":
            self._attempts(rows, child, planned)

    def _attempts(self, rows: Rows, child: PlannedChild, planned: _Interview) -> None:
        last = planned.ends_at or self.ledger.now
        for number in range(self.chance.between(0, 2)):
            at = planned.offered_at + (last - planned.offered_at) * (0.3 + 0.3 * number)
            self._add(
                rows, "missing.InterviewAttempt", child,
                interview_id=planned.id, at=at, how=self.chance.one_of(_HOW),
                outcome=self.chance.one_of(TRIED), by_id=planned.interviewer.id,
            )  # fmt: skip

    def _content(self, planned: _Interview) -> dict[str, Any]:
        state, ends_at = planned.state, planned.ends_at
        person = planned.interviewer
        content: dict[str, Any] = {"state": state, "changed_at": ends_at or planned.offered_at}
        content |= {"provider_id": person.agency.id, "interviewer_id": person.id}
        if state != "to-offer":
            content["offered_at"] = planned.offered_at
        if state in ("accepted", "held"):
            content["accepted_at"] = planned.offered_at
        if state == "held":
            content |= {"held_at": ends_at, "account": self.chance.one_of(INTERVIEW_SAID)}
            content["reasons"] = list(dict.fromkeys(r for one in planned.returns for r in one.reasons))
            content["where"] = planned.returns[-1].place
        if state == "declined":
            content |= {"declined_at": ends_at, "declined_why": self.chance.one_of(DECLINED)}
            if self.chance.often(0.94):
                content |= {"carers_asked_at": ends_at, "carers_said": "Back to usual; nothing new heard."}
        return content


def _is_grown_up(child: PlannedChild, moment: datetime) -> bool:
    born = child.birth_on
    return (moment.year - born.year - ((moment.month, moment.day) < (born.month, born.day))) >= 18
