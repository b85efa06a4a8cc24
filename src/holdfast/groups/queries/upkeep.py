"""What of the groups' seats, offices and terms wants looking after, for who manages them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from holdfast.charter.words import spoken
from holdfast.groups.models import OfficeHolding, Terms, on_date
from holdfast.groups.queries.seats import vacancies_page
from holdfast.stewardship.access.actor import Actor

# How far ahead a review or the end of a term is worth a line.
AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Upkeep:
    """One thing to look after. `on` is the day it falls on; `is_late` that it has passed."""

    text: str
    group: str
    href: str
    on: date | None = None
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class UpkeepPanel:
    """Everything to look after, the longest overdue first, and how many seats stand empty."""

    rows: tuple[Upkeep, ...]
    empty_seats: int


def upkeep_panel(actor: Actor, day: date) -> UpkeepPanel:
    """Reviews due, terms of office ending, proposals waiting, empty seats: five queries."""
    rows = [*_reviews(actor, day), *_offices(actor, day), *_proposals(actor)]
    ordered = sorted(rows, key=lambda row: row.on or date.max)
    return UpkeepPanel(tuple(ordered), len(vacancies_page(actor, day)))


def _reviews(actor: Actor, day: date) -> Iterator[Upkeep]:
    rows = Terms.objects.visible_to(actor).filter(
        on_date(day, "in_force_from", "in_force_to"),
        next_review_on__lte=day + AHEAD,
        group__ended_on__isnull=True,
    )
    for row in rows.defer("source").select_related("group"):
        href = reverse("groups:read-terms", args=[row.pk])
        on = row.next_review_on
        yield Upkeep("Review of the terms of reference", str(row.group), href, on, on < day)


def _offices(actor: Actor, day: date) -> Iterator[Upkeep]:
    rows = OfficeHolding.objects.visible_to(actor).filter(
        on_date(day), term_ends_on__lte=day + AHEAD, group__ended_on__isnull=True
    )
    for row in rows.select_related("group", "person"):
        href = reverse("groups:members", args=[row.group_id])
        text = f"{row.person.name}'s term as {spoken(row.office)} ends"
        yield Upkeep(text, str(row.group), href, row.term_ends_on, row.term_ends_on < day)


def _proposals(actor: Actor) -> Iterator[Upkeep]:
    rows = Terms.objects.visible_to(actor).filter(in_force_from__isnull=True, group__ended_on__isnull=True)
    for row in rows.defer("source").select_related("group"):
        href = reverse("groups:read-terms", args=[row.pk])
        yield Upkeep(f"Version {row.version} of the terms is proposed", str(row.group), href)
