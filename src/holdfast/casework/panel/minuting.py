"""The casework part of a meeting's minutes: references, times and kinds of decision, never a name or a story.

See docs/adr/0021: minutes are read more widely than a child's record, which holds what was said.
"""

from __future__ import annotations

from collections import Counter

from holdfast.casework.panel.models import CaseDecision, CaseList, Discussion
from holdfast.governance.minutes.models import MinutesSection
from holdfast.kernel.finding import counted, listed

_SAID = dict(CaseDecision.Kind.choices)


def write_minutes(case_list: CaseList) -> None:
    """Add to each child's section of the drafted minutes what they hold of the discussion."""
    rows = Discussion.objects.filter(listing__case_list=case_list).prefetch_related(
        "decisions", "contributions__agency", "listing__answers__agency"
    )
    said = {row.item_id: minute_of(row) for row in rows}
    sections = list(MinutesSection.objects.filter(minutes__meeting=case_list.meeting, item__in=said))
    for section in sections:
        own = [section.text] if section.text else []
        section.text = "\n\n".join([*own, said[section.item_id]])
    MinutesSection.objects.bulk_update(sections, ["text"])


def minute_of(discussion: Discussion) -> str:
    """What the minutes say of one discussion."""
    agencies = {
        one.agency.short_name or one.agency.name for one in discussion.contributions.all() if one.words
    }
    agencies |= {
        one.agency.short_name or one.agency.name
        for one in discussion.listing.answers.all()
        if not one.is_nothing_known
    }
    parts = [_decided([one for one in discussion.decisions.all() if one.withdrawn_at is None])]
    if discussion.concluded_at is None:
        parts.append("The discussion was not concluded; the child comes to the next meeting.")
    parts.append(
        f"Information came from {listed(sorted(agencies))}." if agencies else "No agency had information."
    )
    if any(one.is_without_quorum for one in discussion.decisions.all() if one.withdrawn_at is None):
        parts.append("There was no quorum when this was decided.")
    if discussion.is_without_voice:
        parts.append("Discussed without the child's own views on record.")
    parts.append("The record of the discussion is kept with the child.")
    return " ".join(parts)


def _decided(decisions: list[CaseDecision]) -> str:
    changes = Counter(one.kind for one in decisions if one.is_change)
    confirmed = sum(1 for one in decisions if not one.is_change)
    said = [counted(number, f"decision on: {_SAID[kind].lower()}", f"decisions on: {_SAID[kind].lower()}")
            for kind, number in changes.items()]  # fmt: skip
    if confirmed:
        said.append("what was known was confirmed")
    return f"{listed(said)}.".capitalize() if said else "Nothing was decided."
