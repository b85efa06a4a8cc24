"""What the pages of escalation show: one function a page, a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from holdfast.groups.models import Group, on_date
from holdfast.kernel import clock
from holdfast.obligations.escalation.fulfilling import template_for
from holdfast.obligations.escalation.letters import BLANKS, LETTERS, Letter, Wording
from holdfast.obligations.escalation.models import Escalation, EscalationEntry, LetterTemplate, Rung, Step
from holdfast.obligations.escalation.operations.deciding import may_decide
from holdfast.obligations.ledger.models import Obligation
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Agency, Person

State = Escalation.State
SHOWN_ENDED = 50


@dataclass(frozen=True)
class GroupPage:
    """A group's steps: waiting for the chair, out and not closed, ended."""

    waiting: tuple[Escalation, ...]
    out: tuple[Escalation, ...]
    ended: tuple[Escalation, ...]
    may_decide: bool


def group_page(actor: Actor, group: Group) -> GroupPage:
    """The escalation page of one group; proposals about what was done since are no longer waiting."""
    steps = Escalation.objects.visible_to(actor).filter(group=group)
    rows = steps.select_related("agency", "obligation", "decided_by")
    waiting = rows.waiting().exclude(obligation__ended_at__isnull=False).order_by("proposed_at")
    out = rows.filter(state__in=(State.SENT, State.ACKNOWLEDGED, State.REPLIED)).order_by("sent_at")
    ended = rows.filter(state__in=(State.DECLINED, State.CLOSED, State.OVERTAKEN)).order_by("-proposed_at")
    return GroupPage(
        tuple(waiting), tuple(out), tuple(ended[:SHOWN_ENDED]), actor.may(Permission.ESCALATE, group.pk)
    )


@dataclass(frozen=True)
class StepPage:
    """One step with its letter, its history, and what this person may do."""

    step: Escalation
    entries: tuple[EscalationEntry, ...]
    earlier: tuple[Escalation, ...]
    may_decide: bool
    may_answer: bool

    @property
    def is_waiting(self) -> bool:
        return bool(self.step.state == State.PROPOSED)

    @property
    def is_over(self) -> bool:
        """Whether what it was about has ended while it waited."""
        row = self.step.obligation
        return self.is_waiting and row is not None and row.ended_at is not None

    @property
    def is_out(self) -> bool:
        return self.step.state in (State.SENT, State.ACKNOWLEDGED, State.REPLIED)


def find_step(actor: Actor, step_id: UUID) -> Escalation:
    """The step, if the person may see it. Raises `Escalation.DoesNotExist`."""
    rows = Escalation.objects.visible_to(actor)
    found: Escalation = rows.select_related("group", "agency", "obligation", "decided_by").get(pk=step_id)
    return found


def step_page(actor: Actor, step_id: UUID) -> StepPage:
    """One step for its page."""
    step = find_step(actor, step_id)
    earlier: QuerySet[Escalation, Escalation] = Escalation.objects.none()
    if step.obligation_id:
        about = Escalation.objects.visible_to(actor).filter(obligation_id=step.obligation_id)
        earlier = about.exclude(pk=step.pk).order_by("proposed_at")
    return StepPage(
        step=step,
        entries=tuple(step.entries.select_related("by")),
        earlier=tuple(earlier),
        may_decide=may_decide(actor, step.group_id, step.obligation),
        may_answer=actor.may(Permission.CHASE, step.group_id),
    )


@dataclass(frozen=True)
class Ladder:
    """One agency's rungs in use today, by step; an empty step has none."""

    agency: Agency | None
    steps: tuple[tuple[Step, tuple[Rung, ...]], ...]

    @property
    def name(self) -> str:
        return self.agency.name if self.agency else "For every agency"

    @property
    def gaps(self) -> list[str]:
        """The steps at which nobody stands."""
        return [step.label for step, rungs in self.steps if not rungs]


def ladders(actor: Actor) -> list[Ladder]:
    """Every agency's ladder today, the Independent Chair's first. Two queries."""
    rows = list(
        Rung.objects.visible_to(actor).filter(on_date(clock.today())).select_related("answers_for", "person")
    )
    agencies: Any = Agency.objects.visible_to(actor).filter(left_on__isnull=True).order_by("name")
    found = [_ladder(None, [Step.INDEPENDENT_CHAIR], rows)]
    own = [step for step in Step if step != Step.INDEPENDENT_CHAIR]
    return found + [_ladder(agency, own, rows) for agency in agencies]


def _ladder(agency: Agency | None, steps: Sequence[Step], rows: list[Rung]) -> Ladder:
    pk = agency.pk if agency else None
    return Ladder(
        agency,
        tuple(
            (step, tuple(rung for rung in rows if rung.agency_id == pk and rung.step == step))
            for step in steps
        ),
    )


def people_of(actor: Actor, agency: Agency | None) -> list[tuple[str, str]]:
    """People who may stand on a ladder: those of the agency, for the Independent Chair everybody."""
    rows: Any = Person.objects.visible_to(actor).filter(left_on__isnull=True)
    rows = rows.filter(agency=agency) if agency else rows
    return [(str(pk), name) for pk, name in rows.order_by("name").values_list("pk", "name")]


@dataclass(frozen=True)
class LetterPage:
    """One kind of letter: its present wording and how it would read with everything filled."""

    key: str
    letter: Letter
    subject: str
    body: str
    version: int
    is_own: bool
    blanks: dict[str, str]


def letter_pages() -> list[LetterPage]:
    """Every kind of letter with its present wording, in one query."""
    own = {row.key: row for row in LetterTemplate.objects.all()}
    return [_letter_page(key, own.get(key)) for key in LETTERS]


def letter_page(key: str) -> LetterPage:
    """One kind of letter. KeyError if there is no such."""
    if key not in LETTERS:
        raise KeyError(key)
    return _letter_page(key, LetterTemplate.objects.filter(key=key).first())


def _letter_page(key: str, own: LetterTemplate | None) -> LetterPage:
    letter = LETTERS[key]
    wording = letter.wording if own is None else Wording(own.subject, own.body)
    return LetterPage(
        key, letter, wording.subject, wording.body, own.version if own else 0, own is not None, BLANKS
    )


def number_waiting(actor: Actor) -> int:
    """How many steps wait for this person's decision, for the home page."""
    groups = actor.groups_where(Permission.ESCALATE)
    rows = Escalation.objects.visible_to(actor).waiting().exclude(obligation__ended_at__isnull=False)
    return int((rows if groups is None else rows.filter(group__in=groups)).count())


def owed_letter_or_404(actor: Actor, obligation_id: UUID) -> Obligation:
    """What a letter is owed for, if the person may see it."""
    row = Obligation.objects.visible_to(actor).filter(pk=obligation_id).first()
    if row is None or template_for(row) is None:
        raise Http404
    actor.require(Permission.ESCALATE, row.group_id)
    return row  # type: ignore[no-any-return]
