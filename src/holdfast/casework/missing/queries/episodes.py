"""What the pages of episodes print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from holdfast.casework.children.models import Child
from holdfast.casework.missing.models import (
    Episode,
    EpisodeEntry,
    EpisodeGrade,
    FrequentSpell,
    Interview,
    Passage,
)
from holdfast.casework.missing.queries.owed import Owed, owed_for
from holdfast.casework.missing.queries.saying import changes_of, length_said
from holdfast.casework.missing.rules.episodes import GRADES, turned_18_on
from holdfast.casework.missing.rules.interviews import assess_owed
from holdfast.casework.missing.rulings import Setting, setting
from holdfast.kernel import clock
from holdfast.kernel.causes_and_risks import titled
from holdfast.kernel.finding import Finding
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web import words

RECENTLY = timedelta(days=7)
MOST = 200


@dataclass(frozen=True)
class EpisodeRow:
    """An episode as lists show it."""

    id: UUID
    child_id: UUID
    name: str
    reference: str
    kind: str
    gone_from: str
    grade: str
    times: str
    brief: str
    since: str
    length: str
    last_seen: str
    is_open: bool
    is_withdrawn: bool
    is_away: bool
    reasons: tuple[str, ...]
    owed: Owed | None


def _row(episode: Episode, owed: dict[UUID, Owed]) -> EpisodeRow:
    child: Child = episode.child
    known = episode.is_began_known
    return EpisodeRow(
        id=episode.pk,
        child_id=child.pk,
        name=child.name,
        reference=child.reference,
        kind=episode.get_kind_display(),
        gone_from=episode.get_gone_from_display(),
        grade=GRADES.get(episode.grade, episode.grade),
        times=str(episode.times),
        brief=episode.times.brief,
        since=words.short_moment(episode.began_at) if known else words.short_day(episode.began_at),
        length=length_said(episode, clock.now()),
        last_seen=episode.last_seen_where,
        is_open=episode.is_open,
        is_withdrawn=episode.withdrawn_at is not None,
        is_away=episode.kind == Episode.Kind.AWAY,
        reasons=tuple(titled(episode.reasons)),
        owed=owed.get(episode.pk),
    )


def _rows(episodes: Iterable[Episode]) -> list[EpisodeRow]:
    found = list(episodes)
    owed = owed_for([one.pk for one in found if one.ended_at is not None])
    return [_row(one, owed) for one in found]


@dataclass(frozen=True)
class MissingNowPage:
    """Who is missing now, the longest first, and who came back in the last week."""

    open: tuple[EpisodeRow, ...]
    back: tuple[EpisodeRow, ...]
    has_more: bool

    @property
    def ids(self) -> list[str]:
        """Whom the page shows, for the trail."""
        return [str(row.child_id) for row in (*self.open, *self.back)]


def open_episodes(actor: Actor) -> list[EpisodeRow]:
    """Everybody whom the actor may see and who is missing now."""
    rows = Episode.objects.visible_to(actor).open().select_related("child").order_by("began_at")
    return _rows(rows[:MOST])


def missing_now_page(actor: Actor) -> MissingNowPage:
    """Open episodes and recent returns; a constant number of queries."""
    back = Episode.objects.visible_to(actor).standing().filter(ended_at__gte=clock.now() - RECENTLY)
    recent = _rows(back.select_related("child").order_by("-ended_at")[: MOST + 1])
    return MissingNowPage(tuple(open_episodes(actor)), tuple(recent[:MOST]), len(recent) > MOST)


@dataclass(frozen=True)
class ChildMissingPage:
    """Everything about one child's going missing."""

    rows: tuple[EpisodeRow, ...]
    spells: tuple[FrequentSpell, ...]
    present: FrequentSpell | None
    setting: Setting
    in_a_year: int
    may_record: bool


def child_missing_page(actor: Actor, child: Child) -> ChildMissingPage:
    """The child's episodes, the latest first, and when the child was frequently missing."""
    episodes = Episode.objects.visible_to(actor).filter(child=child).order_by("-began_at")
    for episode in (found := list(episodes)):
        episode.child = child
    rows = _rows(found)
    spells = tuple(FrequentSpell.objects.filter(child=child).order_by("-from_on"))
    today = clock.today()
    year_ago = clock.now() - timedelta(days=365)
    counted = [one for one in found if one.withdrawn_at is None and one.began_at >= year_ago]
    return ChildMissingPage(
        rows=tuple(rows),
        spells=spells,
        present=next((one for one in spells if one.from_on <= today <= one.to_on), None),
        setting=setting(),
        in_a_year=len(counted),
        may_record=actor.may(Permission.RECORD_ON_CHILD),
    )


@dataclass(frozen=True)
class Done:
    """An entry of the history with what it changed, in words."""

    entry: EpisodeEntry
    changes: tuple[str, ...]


@dataclass(frozen=True)
class EpisodePage:
    """One episode with everything that hangs on it."""

    episode: Episode
    row: EpisodeRow
    grades: tuple[tuple[EpisodeGrade, str], ...]
    history: tuple[Done, ...]
    passages: tuple[Passage, ...]
    interview: Interview | None
    interview_owed: Finding
    turned_18_on: date | None
    may_record: bool
    may_manage: bool

    @property
    def found(self) -> str:
        """How, in what state and where the child was found."""
        episode = self.episode
        said = [episode.get_found_by_display(), episode.get_found_state_display(), episode.found_where]
        return " ".join(words.sentence(part) for part in said if part)


def episode_page(actor: Actor, episode: Episode) -> EpisodePage:
    """One episode that the actor may see."""
    interviews = Interview.objects.visible_to(actor).filter(covered__episode=episode)
    entries: Sequence[EpisodeEntry] = list(episode.entries.select_related("by"))
    birth_on = episode.child.birth_on
    return EpisodePage(
        episode=episode,
        row=_rows([episode])[0],
        grades=tuple((one, GRADES.get(one.grade, "")) for one in episode.grades.select_related("by")),
        history=tuple(Done(entry, tuple(changes_of(entry))) for entry in reversed(entries)),
        passages=tuple(episode.passages.filter(taken_back_at=None).select_related("marked_by")),
        interview=interviews.select_related("provider", "interviewer").first(),
        interview_owed=assess_owed(episode.times, birth_on, episode.found_state),
        turned_18_on=turned_18_on(episode.times, birth_on, clock.today()),
        may_record=actor.may(Permission.RECORD_ON_CHILD) and episode.withdrawn_at is None,
        may_manage=actor.may(Permission.MANAGE_INTERVIEWS),
    )
