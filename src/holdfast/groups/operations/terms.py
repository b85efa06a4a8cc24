"""Propose terms of reference, sign them, say which local agencies they mean."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from holdfast.groups.charters import charter_in_force, digest_of, signatures_asked
from holdfast.groups.hooks import on_group_changed, on_terms_changed
from holdfast.groups.membership import office_holders_on
from holdfast.groups.models import AgencyBinding, Group, Terms, TermsApproval
from holdfast.groups.operations.rows import locked_group, visible
from holdfast.groups.operations.seating import give_seats_their_agencies
from holdfast.groups.rules.terms import Capacity, assess_signature
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Agency
from holdfast.stewardship.trail.record import record

if TYPE_CHECKING:
    from holdfast.charter.model import Charter, Document


@transaction.atomic
def propose_terms(group_id: UUID, *, by: Actor, source: str, charter_key: str = "") -> Terms:
    """Keep a charter file as a proposed version of the group's terms.

    Raises `FaultyCharter` with every fault, and `Refused` when the text is there already or when it
    holds several groups and `charter_key` does not say which.
    """
    by.require(Permission.DRAFT_TERMS, group_id)
    return keep_proposal(group_id, by=by, source=source, charter_key=charter_key)


def keep_proposal(group_id: UUID, *, by: Actor, source: str, charter_key: str = "") -> Terms:
    """As `propose_terms`, for an operation that has asked for a permission of its own, in its transaction."""
    group = locked_group(group_id, by)
    source = as_kept(source)
    charter = chosen_charter(read_charter(source), charter_key)
    digest = digest_of(source)
    same = Terms.objects.filter(group=group, digest=digest, charter_key=charter.key).first()
    if same is not None:
        refuse(f"This text is already there, as version {same.version}.")
    terms = Terms.objects.create(
        partnership_id=group.partnership_id,
        group=group,
        version=_free_version(group, charter.version),
        charter_key=charter.key,
        source=source,
        digest=digest,
        proposed_by_id=by.person_id,
        proposed_at=clock.now(),
    )
    record("proposed", terms, by=by, group_id=group_id, version=terms.version, digest=digest)
    on_terms_changed.call(terms, by)
    return terms


def read_charter(source: str) -> Document:
    """The text as the charter engine reads it; `FaultyCharter` names every fault with its line."""
    from holdfast.charter.reading import load

    return load(source, "your text")


def as_kept(source: str) -> str:
    """The text as it is kept, so that the same file sent by page and by command is the same text."""
    return source.removeprefix("\ufeff").replace("\r\n", "\n").rstrip() + "\n"


def chosen_charter(document: Document, key: str) -> Charter:
    """The charter meant, out of a document that may hold several."""
    if len(document.charters) == 1:
        return document.charter
    try:
        return document.group(key)
    except KeyError:
        names = ", ".join(charter.title for charter in document.charters)
        refuse(f"The text holds the terms of several groups ({names}): choose which of them is meant.")
        raise


def _free_version(group: Group, wanted: str | None) -> str:
    taken = set(Terms.objects.filter(group=group).values_list("version", flat=True))
    wanted = (wanted or "").strip()[:30]
    if wanted and wanted not in taken:
        return wanted
    stem = f"{wanted}-" if wanted else ""
    numbers = range(2 if wanted else 1, len(taken) + 3)
    return next(version for n in numbers if (version := f"{stem}{n}") not in taken)


@transaction.atomic
def sign_terms(
    terms_id: UUID, capacity_key: str, *, by: Actor, signed_on: date | None = None
) -> TermsApproval:
    """Sign a proposed version oneself, in an office of the group that one holds."""
    terms = visible(Terms, terms_id, by)
    by.require(Permission.APPROVE_TERMS, terms.group_id)
    if capacity_key not in offices_held(terms.group_id, by):
        refuse("You sign in an office of this group that you hold. Others' signatures are recorded for them.")
    return _sign(terms, capacity_key, by.name, signed_on, by, person_id=by.person_id)


@transaction.atomic
def record_signature(
    terms_id: UUID, capacity_key: str, *, by: Actor, signatory_name: str, signed_on: date | None = None
) -> TermsApproval:
    """Record that somebody else signed on paper; without a date the signature shows as 'not dated'."""
    terms = visible(Terms, terms_id, by)
    by.require(Permission.DRAFT_TERMS, terms.group_id)
    if signatory_name.casefold() == by.name.casefold():
        refuse("You cannot record your own signature: this is for those who signed on paper.")
    return _sign(terms, capacity_key, signatory_name, signed_on, by)


def _sign(
    terms: Terms,
    capacity_key: str,
    name: str,
    signed_on: date | None,
    by: Actor,
    person_id: UUID | None = None,
) -> TermsApproval:
    locked_group(terms.group_id, by)
    terms.refresh_from_db()
    if terms.in_force_from is not None:
        refuse("These terms are in force already: nothing is signed afterwards.")
    capacity = capacity_of(terms, capacity_key)
    there = TermsApproval.objects.filter(terms=terms).values_list("capacity", "signatory_name")
    assess_signature(capacity, name, list(there), signed_on, clock.today()).require()
    approval = TermsApproval.objects.create(
        partnership_id=terms.partnership_id,
        terms=terms,
        capacity=capacity_key,
        person_id=person_id,
        signatory_name=name,
        signed_on=signed_on,
        recorded_by_id=by.person_id,
        recorded_at=clock.now(),
    )
    on = str(signed_on or "")
    record("signed", approval, by=by, group_id=terms.group_id, capacity=capacity_key, name=name, on=on)
    on_terms_changed.call(terms, by)
    return approval


def capacity_of(terms: Terms, key: str) -> Capacity | None:
    """The capacity with this key among those in which a signature under the version is asked for."""
    return next((capacity for capacity in signatures_asked(terms) if capacity.key == key), None)


def offices_held(group_id: UUID, by: Actor, day: date | None = None) -> frozenset[str]:
    """The offices of the group that the actor holds on a day (today, unless given), by key."""
    holders = office_holders_on(group_id, day or clock.today())
    return frozenset(holder.office for holder in holders if holder.person_id == by.person_id)


@transaction.atomic
def bind_agencies(group_id: UUID, agencies: Mapping[str, UUID | None], *, by: Actor) -> None:
    """Say which local agency each agency key of the charter stands for; None takes a link away."""
    by.require(Permission.DRAFT_TERMS, group_id)
    group = locked_group(group_id, by)
    known = set(Agency.objects.visible_to(by).values_list("pk", flat=True))
    if any(agency is not None and agency not in known for agency in agencies.values()):
        refuse("One of these agencies is not in this partnership.")
    bound = AgencyBinding.objects.filter(group=group)
    bound.filter(key__in=[key for key, agency in agencies.items() if agency is None]).delete()
    wanted = [
        AgencyBinding(partnership_id=group.partnership_id, group=group, key=key, agency_id=agency)
        for key, agency in agencies.items()
        if agency is not None
    ]
    AgencyBinding.objects.bulk_create(
        wanted, update_conflicts=True, unique_fields=["group", "key"], update_fields=["agency"]
    )
    charter = charter_in_force(group, clock.today())
    if charter is not None:
        give_seats_their_agencies(group, charter)
    plain_values = {key: str(agency or "") for key, agency in agencies.items()}
    record("agencies linked", group, by=by, group_id=group_id, agencies=plain_values)
    on_group_changed.call(group, by)
