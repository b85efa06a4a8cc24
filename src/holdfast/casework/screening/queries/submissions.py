"""One submission with what its own version makes of it; one's own; those on a child."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from holdfast.casework.children.frontdoor.models import FrontDoorUse
from holdfast.casework.children.frontdoor.queries import Route, route, uses_of
from holdfast.casework.children.models import CaseworkGroup, Child
from holdfast.casework.screening.models import ScreeningOutcome, Submission
from holdfast.casework.screening.operations.receiving import CAUSE, assessment_of
from holdfast.casework.screening.queries.queue import band_title, sender_of
from holdfast.casework.screening.rules.scoring import Assessment
from holdfast.casework.screening.rules.tool import NO, NOT_KNOWN
from holdfast.governance.meetings.models import Meeting
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web.words import short_day

MOST_MEETINGS = 12
_SAID = {NO: "No", NOT_KNOWN: "Not known"}


@dataclass(frozen=True)
class Answered:
    """An item as it was answered, in words."""

    asks: str
    said: str
    is_seen: bool
    is_abuse: bool


@dataclass(frozen=True)
class SubmissionPage:
    """A received submission for its page, and what this person may do with it."""

    submission: Submission
    assessed: Assessment
    band: str
    sender: str
    groups: tuple[tuple[str, tuple[Answered, ...]], ...]
    outcome: ScreeningOutcome | None
    uses: tuple[FrontDoorUse, ...]
    route: Route
    may_keep: bool
    may_confirm: bool
    may_tell: bool
    may_open_child: bool

    @property
    def waits(self) -> bool:
        return self.outcome is None

    @property
    def lacks_front_door(self) -> bool:
        return self.submission.is_immediate and not self.uses


def find_submission(actor: Actor, submission_id: UUID) -> Submission:
    """A received one that the person may see. Raises `Submission.DoesNotExist`."""
    rows = Submission.objects.visible_to(actor).received().select_related("tool", "child", "by")
    found: Submission = rows.get(pk=submission_id)
    return found


def submission_page(actor: Actor, row: Submission) -> SubmissionPage:
    """Everything that its page prints: four queries besides finding it at most."""
    held = ScreeningOutcome.objects.filter(submission=row, undone_at=None).select_related("meeting", "by")
    return SubmissionPage(
        submission=row,
        assessed=assessment_of(row),
        band=band_title(row),
        sender=sender_of(row),
        groups=tuple(_answered(row)),
        outcome=held.first(),
        uses=tuple(uses_of(CAUSE, [row.pk]).get(row.pk, [])),
        route=route(),
        may_keep=actor.may(Permission.KEEP_SCREENING),
        may_confirm=actor.may(Permission.CONFIRM_LEVEL),
        may_tell=actor.may(Permission.KEEP_SCREENING) or row.by_id == actor.person_id,
        may_open_child=_may_open(actor, row),
    )


def _may_open(actor: Actor, row: Submission) -> bool:
    if row.child_id is None or not actor.may(Permission.SEE_CASES):
        return False
    return Child.objects.visible_to(actor).filter(pk=row.child_id).exists()


def _answered(row: Submission) -> Any:
    tool = row.tool.tool
    said = {window.key: window.title for window in tool.windows} | _SAID
    for group in tool.groups:
        items = []
        for item in group.items:
            given = row.answers.get(item.key, [])
            words = "; ".join(said.get(one, one) for one in given) or "Not answered"
            items.append(Answered(item.asks, words, bool({*given} & {*tool.window_keys}), item.is_abuse))
        yield group.title, tuple(items)


def own_submissions(actor: Actor) -> QuerySet[Submission, Submission]:
    """What the person began and sent, the newest first."""
    rows: Any = Submission.objects.visible_to(actor).filter(by_id=actor.person_id)
    held = ScreeningOutcome.objects.filter(undone_at=None)
    holding = Prefetch("outcomes", queryset=held, to_attr="held")
    return rows.select_related("tool", "child").prefetch_related(holding).order_by("-started_at")  # type: ignore[no-any-return]


def on_child(actor: Actor, child: Child) -> list[Submission]:
    """What was received on a child, the newest first."""
    rows: Any = Submission.objects.visible_to(actor).received().filter(child=child)
    held = ScreeningOutcome.objects.filter(undone_at=None).select_related("meeting")
    holding = Prefetch("outcomes", queryset=held, to_attr="held")
    return list(rows.select_related("tool").prefetch_related(holding).order_by("-received_at"))


def meeting_choices(actor: Actor) -> list[tuple[str, str]]:
    """The latest meetings of groups that discuss children, today's included, which may have looked at it."""
    groups = CaseworkGroup.objects.filter(ended_at=None).values("group_id")
    rows: Any = Meeting.objects.visible_to(actor).filter(group__in=groups, starts_at__date__lte=clock.today())
    latest = rows.exclude(state=Meeting.State.CANCELLED).select_related("group").order_by("-starts_at")
    return [(str(m.pk), f"{m.group}, {short_day(m.starts_at)}") for m in latest[:MOST_MEETINGS]]
