"""Which local agencies a charter's agency keys stand for, with a suggestion for each that is not linked."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from holdfast.charter.model import Agency as CharterAgency
from holdfast.charter.words import plain, spoken
from holdfast.groups.charters import charter_of
from holdfast.groups.models import AgencyBinding, Terms
from holdfast.groups.rules.linking import Local, suggest
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.models import Agency


@dataclass(frozen=True, slots=True)
class Link:
    """An agency key of the charter and the local agency it is (or might be) linked to."""

    key: str
    name: str
    sector: str
    chosen: UUID | None
    is_suggested: bool


@dataclass(frozen=True, slots=True)
class LinkingPage:
    """Every agency key of a charter, and the local agencies to choose from."""

    links: tuple[Link, ...]
    agencies: tuple[Local, ...]


def linking_page(actor: Actor, terms: Terms) -> LinkingPage:
    """The links as they are, with suggestions by name and sector: two queries."""
    rows = Agency.objects.visible_to(actor).filter(left_on__isnull=True).order_by("name")
    agencies = tuple(Local(row.pk, row.name, row.short_name, row.sector) for row in rows)
    bound = {
        plain(key): agency
        for key, agency in AgencyBinding.objects.filter(group=terms.group_id).values_list("key", "agency_id")
    }
    return LinkingPage(tuple(_link(a, bound, agencies) for a in charter_of(terms).agencies), agencies)


def suggested_links(actor: Actor, terms: Terms) -> dict[str, UUID | None]:
    """Every key of the charter with the agency it is linked to, else the one suggested."""
    return {link.key: link.chosen for link in linking_page(actor, terms).links}


def _link(stated: CharterAgency, bound: dict[str, UUID], agencies: tuple[Local, ...]) -> Link:
    linked = bound.get(plain(stated.key))
    near = None if linked else suggest(stated, agencies)
    name = stated.name or spoken(stated.key)
    return Link(stated.key, name, stated.sector or "", linked or (near.id if near else None), bool(near))
