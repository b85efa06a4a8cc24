"""What a review changes: each clause before and after, in its wording, its rule and its effect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from holdfast.governance.terms_review.models import CommentResolution, DraftEdit, TermsReview
from holdfast.governance.terms_review.operations.drafting import draft_charter, source_of
from holdfast.governance.terms_review.operations.rows import is_signed, state_in
from holdfast.governance.terms_review.rules import STEPS, State
from holdfast.groups.charters import charter_of, usual_carry
from holdfast.groups.models import TermsCarry
from holdfast.groups.operations.seating import SeatChanges, seat_changes
from holdfast.groups.rules.terms import capacities
from holdfast.kernel.finding import listed
from holdfast.obligations.ledger.models import Obligation
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission

if TYPE_CHECKING:
    from holdfast.charter.findings import Change, ClauseReading
    from holdfast.charter.model import Charter


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words; `is_other` when the other version does not have them."""

    words: str
    is_other: bool


@dataclass(frozen=True, slots=True)
class Amendment:
    """A clause of either version. `kind` is empty where both say the same."""

    clause: str
    kind: str
    before: ClauseReading | None
    after: ClauseReading | None
    change: Change | None
    accepted: int = 0

    @property
    def said_before(self) -> tuple[Piece, ...]:
        """The wording in force, with what the next version leaves out marked."""
        return self._pieces(0)

    @property
    def said_after(self) -> tuple[Piece, ...]:
        """The next wording, with what is new in it marked."""
        return self._pieces(1)

    def _pieces(self, side: int) -> tuple[Piece, ...]:
        texts = [reading.says if reading else "" for reading in (self.before, self.after)]
        return tuple(_marked(texts[0], texts[1], side))

    @property
    def is_wording_only(self) -> bool:
        """Whether the words change and what the system keeps by them does not: easily overlooked."""
        if self.before is None or self.after is None or self.before.says == self.after.says:
            return False
        return not any(piece.is_other for piece in (*self.rules_before, *self.rules_after))

    @property
    def rules_before(self) -> tuple[Piece, ...]:
        """How the clause is kept now, sentence by sentence."""
        return _rules(self.before, self.after)

    @property
    def rules_after(self) -> tuple[Piece, ...]:
        """How the next version keeps it."""
        return _rules(self.after, self.before)


# Texts that have less in common are not compared word by word: nobody could read the pieces.
_ALIKE = 0.5


def _marked(old: str, new: str, side: int) -> Iterator[Piece]:
    words = (old.split(), new.split())
    matcher = SequenceMatcher(a=words[0], b=words[1], autojunk=False)
    if matcher.ratio() < _ALIKE:
        yield Piece(" ".join(words[side]), is_other=True)
        return
    for tag, *places in matcher.get_opcodes():
        start, end = places[2 * side : 2 * side + 2]
        if start < end:
            yield Piece(" ".join(words[side][start:end]), tag != "equal")


def _rules(one: ClauseReading | None, other: ClauseReading | None) -> tuple[Piece, ...]:
    there = set(_lines(other))
    return tuple(Piece(line, line not in there) for line in _lines(one))


def _lines(reading: ClauseReading | None) -> tuple[str, ...]:
    if reading is None:
        return ()
    return (*reading.kept_by, *reading.readings, *((f"Note: {reading.note}",) if reading.note else ()))


@dataclass(frozen=True, slots=True)
class AmendmentsPage:
    """The next version beside the one in force."""

    review: TermsReview
    state: State
    clauses: tuple[Amendment, ...]
    itself: tuple[Change, ...]
    seats: SeatChanges
    signing: str
    last_edit: DraftEdit | None
    version: int
    may_amend: bool
    may_propose: bool

    @property
    def changed(self) -> tuple[Amendment, ...]:
        """The clauses that change, come or go."""
        return tuple(one for one in self.clauses if one.kind)

    @property
    def is_changed(self) -> bool:
        """Whether the next version differs at all."""
        return bool(self.changed or self.itself)


def amendments_page(actor: Actor, review: TermsReview) -> AmendmentsPage:
    """Every clause before and after, and what the change does to seats and signatures."""
    old, new = charter_of(review.base), draft_charter(review)
    state = state_in(review)
    reviews = actor.may(Permission.REVIEW_TERMS, review.group_id)
    changes, clauses = amendments_of(review, old, new)
    edits = DraftEdit.objects.filter(draft__review=review).select_related("made_by")
    return AmendmentsPage(
        review=review,
        state=state,
        clauses=clauses,
        itself=tuple(change for change in changes if change.clause is None),
        seats=seat_changes(review.group, new) if changes else SeatChanges((), (), ()),
        signing=_signing(old, new),
        last_edit=edits.order_by("-version").first(),
        version=source_of(review)[1],
        may_amend=reviews and "amend" in STEPS[state],
        may_propose=reviews and "propose" in STEPS[state],
    )


def amendments_of(
    review: TermsReview, old: Charter, new: Charter
) -> tuple[Sequence[Change], tuple[Amendment, ...]]:
    """All differences, and the clauses of both versions in the order of the new one, each where it stood."""
    from holdfast.charter.comparing import diff
    from holdfast.charter.plain import explain

    changes = diff(old, new)
    by_clause = {change.clause: change for change in changes if change.clause}
    before = {reading.clause: reading for reading in explain(old)}
    after = {reading.clause: reading for reading in explain(new)}
    accepted = _accepted(review)
    return changes, tuple(
        _amendment(clause, before.get(clause), after.get(clause), by_clause.get(clause), accepted)
        for clause in _in_order(list(before), list(after))
    )


def _amendment(
    clause: str,
    before: ClauseReading | None,
    after: ClauseReading | None,
    change: Change | None,
    accepted: dict[str, int],
) -> Amendment:
    return Amendment(clause, change.kind if change else "", before, after, change, accepted.get(clause, 0))


def _in_order(before: list[str], after: list[str]) -> list[str]:
    """The clauses of both: a removed one stands after the clause that it followed."""
    order = list(after)
    for place, clause in enumerate(before):
        if clause not in after:
            follows = before[place - 1] if place else None
            order.insert(order.index(follows) + 1 if follows in order else 0, clause)
    return order


def _accepted(review: TermsReview) -> dict[str, int]:
    """How many comments on each clause were accepted, by the latest word on each: one query."""
    latest: dict[Any, tuple[str, str]] = {}
    rows = CommentResolution.objects.filter(comment__review=review).order_by("resolved_at")
    for comment, clause, outcome in rows.values_list("comment", "comment__clause", "outcome"):
        latest[comment] = (clause, outcome)
    found: dict[str, int] = {}
    for clause, outcome in latest.values():
        if outcome == CommentResolution.Outcome.ACCEPTED:
            found[clause] = found.get(clause, 0) + 1
    return found


def _signing(old: Charter, new: Charter) -> str:
    names = [capacity.title for capacity in capacities(new, old)]
    return f"To be signed by {listed(names)}." if names else "These terms ask for no signature."


@dataclass(frozen=True, slots=True)
class Carried:
    """A clause that changes or goes, with what becomes of what is still owed under it."""

    clause: str
    kind: str
    says: str
    choice: str
    reason: str
    is_chosen: bool
    still_open: int


def _still_owed(review: TermsReview) -> Counter[str]:
    """How much is still owed in the group under each clause: one query."""
    rows = Obligation.objects.outstanding().filter(group_id=review.group_id)
    return Counter(rows.values_list("clause", flat=True))


@dataclass(frozen=True, slots=True)
class CarriesPage:
    """What becomes of what is owed when the proposed version comes into force."""

    review: TermsReview
    rows: tuple[Carried, ...]
    is_open: bool


def carries_page(review: TermsReview) -> CarriesPage:
    """The clauses that change or go, with what was chosen for each or is usual."""
    from holdfast.charter.comparing import clauses_touched

    if review.proposed is None:
        return CarriesPage(review, (), False)
    old, new = charter_of(review.base), charter_of(review.proposed)
    owed = _still_owed(review)
    chosen = {row.clause: row for row in TermsCarry.objects.filter(terms=review.proposed)}
    rows = []
    for clause, kind in clauses_touched(old, new).items():
        row = chosen.get(clause)
        choice = row.choice if row else usual_carry(kind)
        reason = row.reason if row else ""
        rows.append(
            Carried(clause, kind, old.clause(clause).says, choice, reason, row is not None, owed[clause])
        )
    is_open = "carry" in STEPS[state_in(review)] and not is_signed(review.proposed)
    return CarriesPage(review, tuple(rows), is_open)
