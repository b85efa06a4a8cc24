"""A group's terms as the charter engine reads them, parsed once in a process for each text."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from holdfast.groups.models import Group, Terms, TermsCarry, on_date
from holdfast.groups.rules.terms import Capacity, capacities, next_review
from holdfast.kernel import clock

if TYPE_CHECKING:
    from holdfast.charter.model import Charter

# All groups of fifty partnerships fit; a flood of uploads does not fill the memory.
_KEPT = 512
_read: OrderedDict[tuple[str, str], Charter] = OrderedDict()


def digest_of(source: str) -> str:
    """The SHA-256 of a charter file's text, as `Terms.digest` keeps it."""
    return sha256(source.encode()).hexdigest()


def charter_of(terms: Terms) -> Charter:
    """The charter of one version of the terms.

    `source` may be deferred: it is fetched only when this process has not read the text before.
    Raises `FaultyCharter` when the text is not a charter (operations let none such in).
    """
    key = (terms.digest, terms.charter_key)
    if key in _read:
        _read.move_to_end(key)
        return _read[key]
    charter = _parsed(terms)
    _read[key] = charter
    if len(_read) > _KEPT:
        _read.popitem(last=False)
    return charter


def charter_known_by(digest: str, charter_key: str, terms_id: UUID) -> Charter:
    """The same of terms that are not at hand: one query, and none when this process has read the text before.

    Raises `FaultyCharter` as `charter_of` does.
    """
    known = _read.get((digest, charter_key))
    return known if known is not None else charter_of(Terms.objects.get(pk=terms_id))


def charters_of(rows: Iterable[Terms]) -> dict[UUID, Charter]:
    """The charters of several versions, with one query for all texts not read before in this process."""
    rows = list(rows)
    unread = [terms.pk for terms in rows if (terms.digest, terms.charter_key) not in _read]
    texts = dict(Terms.objects.filter(pk__in=unread).values_list("pk", "source")) if unread else {}
    for terms in rows:
        if terms.pk in texts:
            terms.source = texts[terms.pk]
    return {terms.pk: charter_of(terms) for terms in rows}


def _parsed(terms: Terms) -> Charter:
    from holdfast.charter.reading import load

    if digest_of(terms.source) != terms.digest:
        raise ValueError(f"the text of terms {terms.pk} is not the one that its digest was made of")
    return load(terms.source, f"version {terms.version}").group(terms.charter_key)


def terms_in_force(group: Group | UUID, day: date) -> Terms | None:
    """The version in force on a date, without its text (which `charter_of` fetches if it must)."""
    pk = group.pk if isinstance(group, Group) else group
    return terms_in_force_of([pk], day).get(pk)


def terms_in_force_of(group_ids: Iterable[UUID], day: date) -> dict[UUID, Terms]:
    """The version in force of each of several groups, in one query."""
    rows = Terms.objects.filter(
        on_date(day, "in_force_from", "in_force_to"), group_id__in=list(group_ids)
    ).defer("source")
    return {terms.group_id: terms for terms in rows}


def charter_in_force(group: Group | UUID, day: date) -> Charter | None:
    """The charter in force on a date, or None when the group has adopted none by then."""
    terms = terms_in_force(group, day)
    return charter_of(terms) if terms is not None else None


def version_before(terms: Terms) -> Terms | None:
    """The version that this one follows; for one that is only proposed, the version in force today."""
    if terms.in_force_from is None:
        return terms_in_force(terms.group_id, clock.today())
    earlier = Terms.objects.filter(group_id=terms.group_id, in_force_from__lt=terms.in_force_from)
    return earlier.defer("source").order_by("-in_force_from").first()


def carries_of(terms: Terms) -> dict[str, str]:
    """What this version makes of what is still owed under the one before: by clause, a `TermsCarry.Choice`.

    Holds each clause that it changes or removes: what was chosen, else that a changed clause goes on under
    its new wording and a removed one ends. Clauses that stay as they are go on, and are not in it.
    """
    before = version_before(terms)
    if before is None:
        return {}
    from holdfast.charter.comparing import clauses_touched

    touched = clauses_touched(charter_of(before), charter_of(terms))
    chosen = dict(TermsCarry.objects.filter(terms=terms).values_list("clause", "choice"))
    return {clause: chosen.get(clause) or usual_carry(kind) for clause, kind in touched.items()}


def usual_carry(kind: str) -> str:
    """What becomes of what was owed under a clause, unless something else is chosen."""
    return TermsCarry.Choice.END if kind == "removed" else TermsCarry.Choice.NEW


def signatures_asked(terms: Terms, signed: Iterable[str] = ()) -> tuple[Capacity, ...]:
    """Everyone who must sign a version: whom it names and, before it is in force, whom the terms then name.

    Whoever else has `signed`, by the keys of their capacities, follows.
    """
    from holdfast.charter.words import spoken

    before = version_before(terms) if terms.in_force_from is None else None
    asked = capacities(charter_of(terms), charter_of(before) if before is not None else None)
    known = {capacity.key for capacity in asked}
    return (*asked, *(Capacity(key, spoken(key).capitalize(), "") for key in signed if key not in known))


def review_due_on(terms: Terms) -> date | None:
    """When a version is to be reviewed: the date kept with it, else as its clause says."""
    if terms.next_review_on is not None or terms.in_force_from is None:
        return terms.next_review_on
    return next_review(charter_of(terms), terms.in_force_from)
