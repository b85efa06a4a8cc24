"""A group's versions of its terms, one version read back, and what changed between two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from holdfast.groups.charters import charter_of, signatures_asked
from holdfast.groups.models import AgencyBinding, Group, Terms, TermsApproval
from holdfast.groups.operations.in_force import may_put_in_force
from holdfast.groups.operations.rows import visible
from holdfast.groups.operations.seating import SeatChanges, seat_changes
from holdfast.groups.operations.terms import offices_held
from holdfast.groups.rules.terms import Capacity
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission

if TYPE_CHECKING:
    from holdfast.charter.findings import Change, ClauseReading
    from holdfast.charter.model import Charter


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a group's terms."""

    id: UUID
    version: str
    state: str
    in_force_from: date | None
    in_force_to: date | None
    proposed_at: datetime
    proposed_by: str


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """All versions of a group's terms, the newest first."""

    versions: tuple[Version, ...]
    may_draft: bool


def versions_page(actor: Actor, group: Group, day: date) -> VersionsPage:
    """A group's versions: one query."""
    rows = Terms.objects.filter(group=group).defer("source").select_related("proposed_by")
    versions = sorted((_version(row, day) for row in rows), key=_newest_first, reverse=True)
    return VersionsPage(tuple(versions), actor.may(Permission.DRAFT_TERMS, group.pk))


def _newest_first(version: Version) -> tuple[bool, date, datetime]:
    return version.in_force_from is None, version.in_force_from or date.min, version.proposed_at


def _version(row: Terms, day: date) -> Version:
    by = row.proposed_by.name if row.proposed_by else ""
    return Version(
        row.pk, row.version, state_of(row, day), row.in_force_from, row.in_force_to, row.proposed_at, by
    )


def state_of(terms: Terms, day: date) -> str:
    """`proposed`, `to come`, `in force` or `ended`."""
    if terms.in_force_from is None:
        return "proposed"
    if terms.in_force_from > day:
        return "to come"
    return "in force" if terms.in_force_to is None or terms.in_force_to >= day else "ended"


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that the terms ask for, or that is there: undated shows as 'not dated'."""

    capacity: Capacity
    name: str
    signed_on: date | None
    is_signed: bool
    is_mine_to_sign: bool


@dataclass(frozen=True, slots=True)
class TermsPage:
    """One version, read back clause by clause."""

    group: Group
    terms: Version
    title: str
    next_review_on: date | None
    clauses: tuple[ClauseReading, ...]
    signatures: tuple[Signature, ...]
    unlinked: int
    may_draft: bool
    may_put_in_force: bool


def visible_terms(actor: Actor, terms_id: UUID) -> Terms:
    """The version, or 404 where the actor may not see its group."""
    return visible(Terms, terms_id, actor)


def terms_page(actor: Actor, terms: Terms, day: date) -> TermsPage:
    """A version of the terms as a document to read, and what is still to be done with it."""
    from holdfast.charter.plain import explain

    charter = charter_of(terms)
    return TermsPage(
        group=terms.group,
        terms=_version(terms, day),
        title=charter.title,
        next_review_on=terms.next_review_on,
        clauses=explain(charter),
        signatures=tuple(_signatures(actor, terms)),
        unlinked=len(unlinked_keys(terms.group_id, charter)),
        may_draft=actor.may(Permission.DRAFT_TERMS, terms.group_id),
        may_put_in_force=terms.in_force_from is None and may_put_in_force(actor, terms.group_id),
    )


def _signatures(actor: Actor, terms: Terms) -> Iterator[Signature]:
    there = {row.capacity: row for row in TermsApproval.objects.filter(terms=terms)}
    asked = signatures_asked(terms, there)
    held = (
        offices_held(terms.group_id, actor)
        if asked and actor.may(Permission.APPROVE_TERMS, terms.group_id)
        else frozenset()
    )
    for capacity in asked:
        row = there.get(capacity.key)
        may_sign = terms.in_force_from is None and row is None and capacity.key in held
        yield Signature(
            capacity,
            row.signatory_name if row else "",
            row.signed_on if row else None,
            row is not None,
            may_sign,
        )


def unlinked_keys(group_id: UUID, charter: Charter) -> tuple[str, ...]:
    """The agency keys of the charter that stand for no local agency yet."""
    from holdfast.charter.words import plain

    linked = {plain(k) for k in AgencyBinding.objects.filter(group_id=group_id).values_list("key", flat=True)}
    return tuple(agency.key for agency in charter.agencies if plain(agency.key) not in linked)


@dataclass(frozen=True, slots=True)
class ForcePage:
    """What putting a version in force would do."""

    terms: TermsPage
    seats: SeatChanges
    missing: tuple[str, ...]


def force_page(actor: Actor, terms: Terms, day: date) -> ForcePage:
    """A proposed version with what stands in its way and what it would do to the seats."""
    page = terms_page(actor, terms, day)
    missing = tuple(s.capacity.title for s in page.signatures if not s.is_signed)
    return ForcePage(page, seat_changes(terms.group, charter_of(terms)), missing)


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """What changed from one version to another, in words."""

    old: Version
    new: Version
    changes: tuple[Change, ...]


def comparison_page(actor: Actor, group: Group, old: UUID, new: UUID, day: date) -> ComparisonPage:
    """Two versions of one group's terms compared; 404 where either is not there."""
    from holdfast.charter.comparing import diff

    first, second = (visible(Terms, pk, actor, group=group) for pk in (old, new))
    changes = diff(charter_of(first), charter_of(second))
    return ComparisonPage(_version(first, day), _version(second, day), changes)
