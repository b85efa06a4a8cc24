"""Figures of children's lives as clauses ask for them: missing, placed, at risk, watched."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from holdfast.casework.children.models import Placement, RiskArea
from holdfast.casework.missing.models import Episode, FrequentSpell
from holdfast.casework.risk.models import LevelChange, ListEntry, SafetyPlan
from holdfast.casework.risk.queries.gaps import must_have_plans
from holdfast.casework.risk.rules.listing import Standing
from holdfast.groups.models import on_date
from holdfast.insight.compliance.queries.casework.time import Time
from holdfast.web.words import counted, listed, out_of, short_day


def frequent(time: Time) -> str:
    """Who is frequently missing."""
    began = FrequentSpell.objects.filter(**time.on("from_on")).values("child").distinct().count()
    standing = FrequentSpell.objects.filter(from_on__lte=time.last, to_on__gte=time.last).count()
    children = counted(began, "child", "children").capitalize()
    return f"{children} became frequently missing; {standing} were on {short_day(time.last)}."


def gone_from(time: Time) -> str:
    """Whether episodes say from where."""
    rows = Episode.objects.standing().filter(**time.at("began_at")).order_by()
    places = dict(rows.values_list("gone_from").annotate(Count("pk")))
    every = sum(places.values())
    if not every:
        return "No episode began in the period."
    known = every - places.pop(Episode.GoneFrom.NOT_KNOWN.value, 0)
    labels = dict(Episode.GoneFrom.choices)
    named = listed(f"{labels[one].lower()} {number}" for one, number in sorted(places.items()))
    return f"{out_of(known, every)} episodes say from where{f': {named}' if named else ''}."


def missing_and_placed(time: Time) -> str:
    """How many went missing, and are placed away."""
    found = (
        Episode.objects.standing()
        .filter(**time.at("began_at"))
        .aggregate(all=Count("pk"), children=Count("child", distinct=True))
    )
    episodes = counted(found["all"], "episode").capitalize()
    return f"{episodes} of {counted(found['children'], 'child', 'children')}. {placed(time)}"


def placed(time: Time) -> str:
    """Who is placed away and here, and whether the host area was told."""
    found = Placement.objects.filter(on_date(time.last), set_aside_at=None).aggregate(
        out=Count("pk", filter=Q(is_placed_out=True)),
        here=Count("pk", filter=Q(is_placed_here=True)),
        told=Count("pk", filter=Q(is_placed_out=True, host_told_on__lte=time.last)),
    )
    told = f" The host area was told of {found['told']} of {found['out']}." if found["out"] else ""
    return f"On {short_day(time.last)} {found['out']} placed away and {found['here']} placed here.{told}"


def several_areas(time: Time) -> str:
    """Who is known for more than one area of risk."""
    standing = Coalesce("ended_on", date.max)
    rows = RiskArea.objects.alias(end=standing).filter(since_on__lte=time.last, end__gt=time.last)
    other = rows.filter(child=OuterRef("child")).exclude(area=OuterRef("area"))
    found = rows.aggregate(
        all=Count("child", distinct=True),
        several=Count("child", distinct=True, filter=Q(Exists(other))),
    )
    return (
        f"On {short_day(time.last)} {out_of(found['several'], found['all'])} children known for an area of"
        " risk are known for more than one."
    )


def assessments(time: Time) -> str:
    """Whether assessments hold the child's view and name a framework."""
    found = (
        LevelChange.objects.standing()
        .filter(source_kind="", **time.at("at"))
        .aggregate(
            all=Count("pk"),
            framework=Count("pk", filter=~Q(framework="")),
            view=Count("pk", filter=~Q(child_view="")),
            why=Count("pk", filter=Q(child_view="") & ~Q(no_view_reason="")),
        )
    )
    if not found["all"]:
        return "No risk was assessed in the period."
    return (
        f"{out_of(found['view'], found['all'])} assessments of risk hold the child's view, {found['why']} why"
        f" there is none; {found['framework']} name a framework."
    )


def plans(time: Time) -> str:
    """Whether those who must have a safety plan do."""
    children = must_have_plans(time.last)
    still = Q(ended_on=None) | Q(ended_on__gt=time.last)
    rows = SafetyPlan.objects.filter(still, child__in=children, agreed_on__lte=time.last)
    found = rows.aggregate(
        agreed=Count("child", distinct=True),
        followed=Count("child", distinct=True, filter=Q(is_followed=True)),
    )
    day = short_day(time.last)
    if not children:
        return f"On {day} no child was at high risk or frequently missing."
    return (
        f"On {day} {out_of(found['agreed'], len(children))} children at high risk or frequently missing had"
        f" an agreed plan; {found['followed']} of the plans are followed."
    )


def watching(time: Time) -> str:
    """Who is on a watching brief, and whose date has passed."""
    still = Q(to_at=None) | Q(to_at__gt=time.ends_at)
    rows = ListEntry.objects.filter(still, from_at__lte=time.ends_at, standing=Standing.WATCHED)
    found = rows.aggregate(
        all=Count("pk"),
        dated=Count("pk", filter=Q(review_on__isnull=False)),
        late=Count("pk", filter=Q(review_on__lt=time.last)),
    )
    children = counted(found["all"], "child", "children")
    return (
        f"On {short_day(time.last)} {children} on a watching brief, {found['dated']} with a date to look"
        f" again, {found['late']} past it."
    )
