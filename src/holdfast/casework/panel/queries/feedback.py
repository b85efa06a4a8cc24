"""The feedback of a meeting: who hears, what, by when, and what has become of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from holdfast.casework.children.models import Child
from holdfast.casework.panel.models import Bundle, CaseList, FeedbackPart
from holdfast.casework.panel.promises import CAUSE
from holdfast.governance.meetings.models import Meeting
from holdfast.obligations.ledger.models import Obligation
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.models import Agency


@dataclass(frozen=True, slots=True)
class BundleRow:
    """One person's bundle; `children` are the references that the reader may see."""

    bundle: Bundle
    agency: Agency
    children: tuple[str, ...]
    due_at: datetime | None
    state: str

    @property
    def colour(self) -> str:
        return {"Given": "blue", "Acknowledged": "green", "Late": "red", "Not needed": "grey"}.get(
            self.state, "yellow"
        )


@dataclass(frozen=True, slots=True)
class BundlesPage:
    """All bundles of a meeting, those that wait first."""

    meeting: Meeting
    case_list: CaseList
    rows: tuple[BundleRow, ...]
    due_at: datetime | None

    @property
    def waiting(self) -> int:
        return sum(row.state in ("To give", "Late") for row in self.rows)

    @property
    def next_id(self) -> UUID | None:
        """The first that waits."""
        return next((row.bundle.pk for row in self.rows if row.state in ("To give", "Late")), None)


_ORDER = {"Late": 0, "To give": 1, "Given": 2, "Acknowledged": 3, "Not needed": 4}


def bundles_page(actor: Actor, case_list: CaseList, now: datetime) -> BundlesPage:
    """Every bundle, in four queries."""
    bundles = list(Bundle.objects.visible_to(actor).filter(case_list=case_list).select_related("agency"))
    children: dict[UUID, list[str]] = {}
    parts = FeedbackPart.objects.visible_to(actor).filter(bundle__case_list=case_list)
    for bundle_id, reference in parts.values_list("bundle_id", "child__reference").order_by(
        "child__reference"
    ):
        children.setdefault(bundle_id, []).append(reference)
    due = due_by_bundle([row.pk for row in bundles])
    rows = [_row(one, tuple(children.get(one.pk, ())), due.get(one.pk), now) for one in bundles]
    rows.sort(key=lambda row: (_ORDER[row.state], row.bundle.name))
    return BundlesPage(case_list.meeting, case_list, tuple(rows), min(due.values(), default=None))


def due_by_bundle(ids: list[UUID]) -> Mapping[UUID, datetime]:
    """By when each is owed, where the terms say."""
    rows = Obligation.objects.filter(cause=CAUSE, cause_id__in=ids, voided_at=None, due_at__isnull=False)
    return dict(rows.values_list("cause_id", "due_at"))


def _row(bundle: Bundle, children: tuple[str, ...], due_at: datetime | None, now: datetime) -> BundleRow:
    return BundleRow(bundle, bundle.agency, children, due_at, state_of(bundle, due_at, now))


def state_of(bundle: Bundle, due_at: datetime | None, now: datetime) -> str:
    """In one or two words."""
    if bundle.acknowledged_at is not None:
        return "Acknowledged"
    if bundle.given_at is not None:
        return "Given"
    if bundle.not_needed_reason:
        return "Not needed"
    return "Late" if due_at is not None and due_at < now else "To give"


@dataclass(frozen=True, slots=True)
class BundlePage:
    """One person's feedback, child by child."""

    bundle: Bundle
    meeting: Meeting
    parts: tuple[tuple[Child, FeedbackPart], ...]
    due_at: datetime | None
    state: str
    ways: tuple[str, ...]

    @property
    def may_change(self) -> bool:
        return self.bundle.given_at is None and not self.bundle.not_needed_reason


def bundle_page(bundle: Bundle, parts: list[FeedbackPart], now: datetime) -> BundlePage:
    """The page of one bundle, with the parts that the reader may see."""
    due_at = due_by_bundle([bundle.pk]).get(bundle.pk)
    return BundlePage(
        bundle=bundle,
        meeting=bundle.case_list.meeting,
        parts=tuple((part.child, part) for part in parts),
        due_at=due_at,
        state=state_of(bundle, due_at, now),
        ways=tuple(ways_of(bundle)),
    )


def ways_of(bundle: Bundle) -> list[str]:
    """How this person can be given it: by notice with an account, else by a link to their address."""
    how = Bundle.How
    ways: list[str] = []
    if bundle.person is not None and bundle.person.account_id is not None:
        ways.append(how.NOTICE)
    elif bundle.email:
        ways.append(how.LINK)
    return [*ways, how.TELEPHONE, how.IN_PERSON]


def parts_for(actor: Actor, bundle: Bundle) -> list[FeedbackPart]:
    """The parts that whoever runs the cases may see."""
    rows = FeedbackPart.objects.visible_to(actor).filter(bundle=bundle)
    return list(rows.select_related("child").order_by("child__reference"))


def parts_of(bundle: Bundle) -> list[FeedbackPart]:
    """All parts of a bundle, for the person whom it is meant for; the database keeps restricted ones."""
    return list(
        FeedbackPart.objects.filter(bundle=bundle).select_related("child").order_by("child__reference")
    )
