"""Figures of what came in about children, and of the help that followed."""

from __future__ import annotations

from datetime import datetime
from statistics import median
from typing import Any

from django.db.models import Count, F, Min, Q

from holdfast.casework.referrals.models import HealthAccess, Intervention, Referral
from holdfast.casework.risk.models import LevelChange
from holdfast.casework.screening.models import ScreeningOutcome, Submission
from holdfast.insight.compliance.queries.casework.time import Time
from holdfast.kernel import clock
from holdfast.web.words import counted, out_of


def screenings(time: Time) -> str:
    """What became of the tools that came in."""
    received = Submission.objects.received().filter(**time.at("received_at")).count()
    rows = ScreeningOutcome.objects.filter(undone_at=None, **time.at("at"))
    kinds = ScreeningOutcome.Kind
    found = rows.aggregate(
        confirmed=Count("pk", filter=Q(kind=kinds.CONFIRMED, level=F("before"))),
        changed=Count("pk", filter=Q(kind=kinds.CONFIRMED) & ~Q(level=F("before"))),
        aside=Count("pk", filter=Q(kind=kinds.SET_ASIDE)),
    )
    waited = rows.filter(kind=kinds.CONFIRMED).values_list("submission__received_at", "at")
    half = _half([(done - came).total_seconds() / 86400 for came, done in waited])
    counts = f"{found['confirmed']} confirmed, {found['changed']} changed, {found['aside']} set aside"
    return (
        f"{counted(received, 'tool').capitalize()} received; {counts};"
        f" {Submission.objects.waiting().count()} wait now.{half}"
    )


def _half(days: list[float]) -> str:
    return f" Half of those confirmed within {round(median(days)):,} days." if days else ""


def referrals(time: Time) -> str:
    """What became of referrals."""
    rows = Referral.objects.filter(**time.at("received_at"))
    found = rows.aggregate(
        all=Count("pk"),
        settled=Count("pk", filter=~Q(state__in=[Referral.State.RECEIVED, Referral.State.LISTED])),
        told=Count("pk", filter=Q(told_at__isnull=False)),
    )
    if not found["all"]:
        return "No referral was received in the period."
    settled, told = out_of(found["settled"], found["all"]), counted(found["told"], "referrer")
    return f"{settled} referrals settled, {told} told of the outcome."


def pathway(time: Time) -> str:
    """Whether services were offered by the pathway."""
    found = Intervention.objects.filter(**time.on("offered_on")).aggregate(
        all=Count("pk"), within=Count("pk", filter=Q(is_outside_pathway=False))
    )
    if not found["all"]:
        return "No service was offered in the period."
    return f"{out_of(found['within'], found['all'])} services offered by the pathway, the rest for a reason."


def health(time: Time) -> str:
    """How soon health saw children."""
    rows = list(HealthAccess.objects.filter(**time.on("seen_on")).only("referred_on", "seen_on", "fit"))
    if not rows:
        return "No child was first seen by a health service in the period."
    half = round(median(row.working_days or 0 for row in rows))
    right = sum(row.fit == HealthAccess.Fit.RIGHT for row in rows)
    return (
        f"{counted(len(rows), 'child', 'children').capitalize()} first seen, half of them within"
        f" {counted(half, 'working day')}; for {right} it was the right service."
    )


def first_help(time: Time) -> str:
    """How long the first help took from the first concern."""
    starts = Intervention.objects.filter(started_on__isnull=False).order_by().values("child")
    firsts = starts.annotate(first=Min("started_on")).filter(**time.on("first"))
    started = dict(firsts.values_list("child", "first"))
    concerns: dict[Any, datetime] = {}
    levels = LevelChange.objects.standing()
    for told, field in (
        (Referral.objects.all(), "received_at"),
        (Submission.objects.all(), "received_at"),
        (levels, "at"),
    ):
        rows = told.filter(child__in=started, **{f"{field}__isnull": False}).order_by().values("child")
        for child, first in rows.annotate(first=Min(field)).values_list("child", "first"):
            concerns[child] = min(first, concerns.get(child, first))
    days = [
        (on - concerns[child].astimezone(clock.LONDON).date()).days
        for child, on in started.items()
        if child in concerns
    ]
    if not days:
        return "No child's first service began in the period."
    children = counted(len(days), "child", "children").capitalize()
    half = counted(max(0, round(median(days))), "day")
    return f"{children}: half had a first service within {half} of the first concern."
