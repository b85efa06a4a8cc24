"""One item as the middle of the room shows it: papers, notes, minute, decisions, votes, interests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from holdfast.charter.findings import ChairFinding, QuorumFinding
from holdfast.governance.actions.models import Action
from holdfast.governance.meetings.models import AgendaItem, Paper
from holdfast.governance.room.models import Ballot, Decision, Declaration, Exclusion, MinuteText, Note, Vote
from holdfast.governance.room.queries.facts import Facts
from holdfast.governance.room.queries.people import People
from holdfast.governance.room.rules.deciding import allowed_methods, decisions_rule
from holdfast.stewardship.access.actor import Actor

METHOD_WORDS = dict(Decision.Method.choices)


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is written in the room, with the version that is held."""

    text: str = ""
    version: int = 0
    changed_at: datetime | None = None
    holder: str = ""
    is_mine: bool = False
    is_free: bool = True


@dataclass(frozen=True, slots=True)
class Interest:
    """What one person answered, and whether they are excluded."""

    person_id: UUID
    name: str
    agency: str
    nature: str
    words: str
    text: str
    exclusion_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class VoteRow:
    """A vote with what has been cast: names in an open one, a number in a secret one."""

    vote: Vote
    choices: tuple[tuple[str, str], ...]
    cast: tuple[tuple[str, str], ...]
    count: int
    is_open: bool
    is_tied: bool
    said: str
    own: str = ""


@dataclass(frozen=True, slots=True)
class ItemView:
    """Everything of one item that this person may see."""

    item: AgendaItem
    state: str
    papers: tuple[Paper, ...]
    note: Text
    minute: Text
    decisions: tuple[Decision, ...]
    actions: tuple[Action, ...]
    votes: tuple[VoteRow, ...]
    interests: tuple[Interest, ...]
    asked: int
    quorum: QuorumFinding
    chair: ChairFinding
    methods: tuple[tuple[str, str], ...]

    @property
    def excluded(self) -> tuple[Interest, ...]:
        return tuple(row for row in self.interests if row.exclusion_id)


def item_view(actor: Actor, facts: Facts, item: AgendaItem, people: People, at: datetime) -> ItemView:
    """One item; ten queries, however much was said."""
    rule = decisions_rule(facts.charter, item.business_kind or None)
    interests = _interests(facts, item, people)
    return ItemView(
        item=item,
        state=item_state(item),
        papers=tuple(_papers(item)),
        note=_note(actor, item),
        minute=_minute(actor, item, at),
        decisions=tuple(Decision.objects.filter(item=item)),
        actions=tuple(_actions(item)),
        votes=_votes(actor, item),
        interests=interests,
        asked=sum(1 for row in interests if row.nature),
        quorum=facts.quorum(at, item),
        chair=facts.chair(at, item),
        methods=tuple((method, METHOD_WORDS[method]) for method in allowed_methods(rule)),
    )


def item_state(item: AgendaItem) -> str:
    """`waiting`, `open` or `done`."""
    if item.closed_at is not None:
        return "done"
    return "open" if item.opened_at is not None else "waiting"


def _papers(item: AgendaItem) -> Any:
    rows = Paper.objects.filter(item=item, withdrawn_at__isnull=True)
    return rows.select_related("version__document").order_by("sent_at")


def _actions(item: AgendaItem) -> Any:
    return Action.objects.filter(item=item).select_related("agency", "owner").order_by("reference")


def _note(actor: Actor, item: AgendaItem) -> Text:
    row = Note.objects.filter(item=item, author_id=actor.person_id).first()
    return Text(row.text, row.version, row.changed_at) if row else Text()


def _minute(actor: Actor, item: AgendaItem, at: datetime) -> Text:
    row = MinuteText.objects.filter(item=item).select_related("held_by").first()
    if row is None:
        return Text()
    is_held = row.held_by_id is not None and row.held_until is not None and row.held_until > at
    holder = row.held_by.name if is_held and row.held_by else ""
    is_mine = is_held and row.held_by_id == actor.person_id
    return Text(row.text, row.version, row.changed_at, holder, is_mine, not is_held)


def _interests(facts: Facts, item: AgendaItem, people: People) -> tuple[Interest, ...]:
    """Everybody here, and whoever answered for this item or the meeting; the latest answer counts."""
    said: dict[UUID, Declaration] = {}
    rows = Declaration.objects.filter(meeting=facts.meeting).select_related("person__agency")
    for row in rows.order_by("declared_at"):
        if row.item_id in (None, item.pk):
            said[row.person_id] = row
    excluded = {
        e.person_id: e
        for e in Exclusion.objects.filter(item=item, lifted_at__isnull=True).select_related("person__agency")
    }
    everybody = {h.person_id: (h.name, h.agency) for h in people.here}
    for known in (*said.values(), *excluded.values()):
        everybody.setdefault(known.person_id, (known.person.name, str(known.person.agency)))
    return tuple(
        _interest(person_id, name, agency, said.get(person_id), excluded.get(person_id))
        for person_id, (name, agency) in sorted(everybody.items(), key=lambda entry: entry[1])
    )


def _interest(
    person_id: UUID, name: str, agency: str, said: Declaration | None, excluded: Exclusion | None
) -> Interest:
    return Interest(
        person_id,
        name,
        agency,
        said.nature if said else "",
        said.get_nature_display() if said else "",
        said.text if said else "",
        excluded.pk if excluded else None,
    )


def _votes(actor: Actor, item: AgendaItem) -> tuple[VoteRow, ...]:
    rows = Vote.objects.filter(item=item).prefetch_related("candidates__person", "ballots__cast_by")
    return tuple(_vote_row(actor, vote) for vote in rows.order_by("opened_at"))


def _vote_row(actor: Actor, vote: Vote) -> VoteRow:
    names = {str(c.person_id): c.person.name for c in vote.candidates.all()}
    choices = (
        {**names, "abstain": "Abstain"}
        if vote.office
        else {"for": "For", "against": "Against", "abstain": "Abstain"}
    )
    ballots: list[Ballot] = list(vote.ballots.all())
    own = next((b for b in ballots if b.cast_by_id == actor.person_id), None)
    outcome = vote.outcome or {}
    return VoteRow(
        vote=vote,
        choices=tuple(choices.items()),
        cast=() if vote.is_secret else tuple((b.cast_by.name, choices.get(b.choice, "")) for b in ballots),
        count=len(ballots),
        is_open=vote.closed_at is None and vote.withdrawn_at is None,
        is_tied=bool(outcome.get("is_tied")),
        said=vote.withdrawn_reason if vote.withdrawn_at else str(outcome.get("reason", "")),
        own=("voted" if vote.is_secret else choices.get(own.choice, "voted")) if own else "",
    )
