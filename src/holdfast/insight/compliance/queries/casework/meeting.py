"""Figures of the case meeting: the child's voice, what was shared and recorded, what was learnt."""

from __future__ import annotations

from django.db.models import Count, Q

from holdfast.casework.panel.models import Disclosure, Discussion, PracticeNote
from holdfast.casework.risk.models import Confirmation
from holdfast.insight.compliance.queries.casework.time import Time
from holdfast.web.words import counted, listed, out_of


def discussions(time: Time) -> str:
    """Whether discussions rested on the child's own view."""
    rows = Discussion.objects.filter(is_without_voice__isnull=False, **time.at("item__opened_at"))
    found = rows.aggregate(
        all=Count("pk"),
        heard=Count("pk", filter=Q(is_without_voice=False)),
        sought=Count("pk", filter=~Q(outcome_sought="")),
    )
    if not found["all"]:
        return "No child was discussed in the period."
    heard = out_of(found["heard"], found["all"])
    return f"{heard} discussions rested on the child's own view; {found['sought']} state the outcome sought."


def recorded(time: Time) -> str:
    """Whether agencies said where they recorded what was shared."""
    found = Confirmation.objects.filter(**time.at("asked_at")).aggregate(
        all=Count("pk"), recorded=Count("pk", filter=Q(state=Confirmation.State.RECORDED))
    )
    if not found["all"]:
        return "Nothing was shared to be recorded in the period."
    return f"{out_of(found['recorded'], found['all'])} times the agency said under which reference."


def disclosures(time: Time) -> str:
    """What others were told."""
    found = Disclosure.objects.filter(**time.at("disclosed_at")).aggregate(
        all=Count("pk"), refused=Count("pk", filter=Q(is_refused=True))
    )
    told, refused = counted(found["all"] - found["refused"], "disclosure"), found["refused"] or "none"
    return f"{told.capitalize()} entered, {refused} decided against."


def practice(time: Time) -> str:
    """What was noted of how services work together."""
    rows = PracticeNote.objects.filter(**time.at("noted_at")).order_by()
    kinds = dict(rows.values_list("kind").annotate(Count("pk")))
    if not kinds:
        return "Nothing was noted in the period."
    named = [
        f"{number} {label.lower()}"
        for kind, label in PracticeNote.Kind.choices
        if (number := kinds.get(kind))
    ]
    resolved = rows.filter(resolved_at__isnull=False).count()
    return f"Noted: {listed(named)}; {resolved} resolved."
