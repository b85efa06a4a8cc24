"""Write the next version clause by clause, from the one in force; only what the checker accepts is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from holdfast.charter import editing
from holdfast.charter.comparing import ANOTHER_ORDER, diff
from holdfast.charter.model import Charter
from holdfast.governance.terms_review.models import DraftEdit, TermsDraft, TermsReview
from holdfast.governance.terms_review.operations.rows import locked
from holdfast.groups.charters import charter_of
from holdfast.groups.operations.terms import as_kept, chosen_charter, read_charter
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record

Kind = DraftEdit.Kind
_BY_FILE = (
    "This file is written in a way in which its clauses cannot be changed one by one."
    " Download it, change it, and upload the whole."
)


class DraftChanged(Exception):
    """Somebody else changed the same thing of the draft meanwhile."""

    def __init__(self, edit: DraftEdit, source: str, version: int) -> None:
        super().__init__(f"changed by {edit.made_by_id}")
        self.edit, self.source, self.version = edit, source, version


@dataclass(frozen=True)
class Wanted:
    """What somebody wants a clause to be: its wording, its rule, and for a new one after which it stands."""

    clause: str
    wording: str = ""
    rule: str = ""
    after: str | None = None


def source_of(review: TermsReview) -> tuple[str, int]:
    """The draft's text and version; before anybody has changed anything, the text in force and 0."""
    draft = TermsDraft.objects.filter(review=review).first()
    return (draft.source, draft.version) if draft is not None else (review.base.source, 0)


def changed_text(source: str, review: TermsReview, wanted: Wanted, kind: str) -> editing.Edited:
    """The whole text with one clause changed, added, removed or put back as it is in force."""
    key = review.base.charter_key
    try:
        if kind == Kind.CHANGED:
            return editing.with_clause(
                source, key, wanted.clause, wording=_line(wanted.wording), rule=wanted.rule
            )
        if kind == Kind.ADDED:
            return _added(source, key, wanted)
        if kind == Kind.REMOVED:
            return editing.Edited(editing.without_clause(source, key, wanted.clause), 0)
        return _restored(source, key, wanted.clause, review)
    except editing.NotByClause:
        refuse(_BY_FILE)
    except KeyError:
        refuse("That clause is not in the draft any more. Look at the draft again.")


def _line(text: str) -> str:
    return " ".join(text.split())


def _added(source: str, key: str, wanted: Wanted) -> editing.Edited:
    if wanted.clause in editing.blocks(source, key):
        refuse(f"There is a clause {wanted.clause} already: change that one, or choose another number.")
    return editing.with_new_clause(
        source, key, wanted.clause, wording=_line(wanted.wording), rule=wanted.rule, after=wanted.after
    )


def _restored(source: str, key: str, clause: str, review: TermsReview) -> editing.Edited:
    in_force = editing.blocks(review.base.source, key)
    there = editing.blocks(source, key)
    if clause not in in_force:
        return editing.Edited(editing.without_clause(source, key, clause), 0)
    was = in_force[clause]
    if clause in there:
        return editing.with_clause(source, key, clause, wording=was.wording, rule=was.rule)
    earlier = [one for one in list(in_force)[: list(in_force).index(clause)] if one in there]
    after = earlier[-1] if earlier else None
    return editing.with_new_clause(source, key, clause, wording=was.wording, rule=was.rule, after=after)


def check_only_that_clause(review: TermsReview, source: str, text: str, clause: str) -> None:
    """Read the text, with `FaultyCharter` for its faults; refuse where more than the clause has changed."""
    key = review.base.charter_key
    before = chosen_charter(read_charter(source), key)
    after = chosen_charter(read_charter(text), key)
    changes = [change for change in diff(before, after) if change.words != ANOTHER_ORDER]
    if any(change.clause != clause for change in changes):
        refuse("This would change more than the one clause: write only the clause's own rule here.")


@transaction.atomic
def change_draft(
    review: TermsReview, *, by: Actor, kind: str, wanted: Wanted, seen_version: int
) -> TermsDraft:
    """Change, add, remove or put back one clause of the draft.

    Raises `FaultyCharter` with every fault of the text that it would make, `Refused`, or `DraftChanged` when
    somebody else has changed the same clause since version `seen_version` of the draft.
    """

    def make(source: str) -> str:
        text = changed_text(source, review, wanted, kind).text
        check_only_that_clause(review, source, text, wanted.clause)
        return text

    return _change(review, by, make, kind, wanted.clause, seen_version)


@transaction.atomic
def replace_draft(review: TermsReview, *, by: Actor, source: str, seen_version: int) -> TermsDraft:
    """Put a whole charter file in the draft's place."""

    def make(_: str) -> str:
        text = as_kept(source)
        chosen_charter(read_charter(text), review.base.charter_key)
        return text

    return _change(review, by, make, Kind.REPLACED, "", seen_version)


def _change(
    review: TermsReview, by: Actor, make: Callable[[str], str], kind: str, clause: str, seen_version: int
) -> TermsDraft:
    by.require(Permission.REVIEW_TERMS, review.group_id)
    now = locked(review, "amend")
    source, version = source_of(now)
    _refuse_overwriting(now, clause, seen_version, source, version)
    text = make(source)
    if text == source:
        refuse("Nothing is changed by this.")
    draft, _ = TermsDraft.objects.update_or_create(
        review=now,
        defaults={
            "partnership_id": now.partnership_id,
            "source": text,
            "version": version + 1,
            "changed_at": clock.now(),
            "changed_by_id": by.person_id,
        },
    )
    DraftEdit.objects.create(
        partnership_id=now.partnership_id,
        draft=draft,
        version=draft.version,
        kind=kind,
        clause=clause,
        made_at=clock.now(),
        made_by_id=by.person_id,
    )
    record("amended the draft of", now, by=by, group_id=now.group_id, what=kind, clause=clause)
    return draft


def _refuse_overwriting(
    review: TermsReview, clause: str, seen_version: int, source: str, version: int
) -> None:
    """Two people may write at once, but not over the same clause unseen."""
    later = DraftEdit.objects.filter(draft__review=review, version__gt=seen_version)
    edits = later.select_related("made_by").order_by("-version")
    touching = [one for one in edits if not clause or one.clause in ("", clause)]
    if touching:
        raise DraftChanged(touching[0], source, version)


def draft_charter(review: TermsReview) -> Charter:
    """The next version as far as it is written: proposed, drafted, or still the one in force."""
    if review.proposed is not None:
        return charter_of(review.proposed)
    source, version = source_of(review)
    return (
        chosen_charter(read_charter(source), review.base.charter_key) if version else charter_of(review.base)
    )
