"""Drafts the minutes of invented meetings with the product's own words, once their rows are there."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from holdfast.demo.world import wording
from holdfast.demo.world.chance import Chance
from holdfast.demo.world.conduct import MinutesPlan
from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.governance.minutes.drafting import meeting_record, sections_of
from holdfast.governance.minutes.models import Distribution, Minutes, MinutesCorrection, MinutesSection
from holdfast.governance.room.queries.facts import facts_of

Row = dict[str, Any]


def transcribe(plan: MinutesPlan, partnership_id: Any) -> list[Any]:
    """The minutes of one meeting with their sections, corrections and distribution, not saved yet."""
    chance = Chance(f"{plan.chance_name}/minutes")
    meeting = Meeting.objects.select_related("group").get(pk=plan.meeting["id"])
    items = list(AgendaItem.objects.filter(meeting=meeting).order_by("position"))
    minutes = Minutes(
        id=plan.id,
        partnership_id=partnership_id,
        meeting=meeting,
        state=_state(plan),
        drafted_at=plan.drafted_at,
        checked_at=plan.checked_at,
        checked_by_id=plan.checked_by.id if plan.checked_by else None,
        approved_at=plan.approved_at,
        approved_by_id=plan.approved_by.id if plan.approved_by else None,
        approved_at_meeting_id=plan.approved_at_meeting,
        record=meeting_record(meeting, facts_of(meeting)) | {"items": len(items)},
        version=1,
    )
    sections = sections_of(minutes, items)
    for section in sections:
        section.id = chance.identity()
    return [minutes, *sections, *_corrections(plan, sections, chance), *_sent(plan, minutes, chance)]


def _state(plan: MinutesPlan) -> str:
    if plan.approved_at is not None:
        return Minutes.State.APPROVED
    return Minutes.State.CHECKED if plan.checked_at is not None else Minutes.State.DRAFT


def _corrections(
    plan: MinutesPlan, sections: list[MinutesSection], chance: Chance
) -> list[MinutesCorrection]:
    """Now and then somebody asks for a word to be put right before the chair checks."""
    if plan.checked_at is None or not chance.often(0.3):
        return []
    for section in sections:
        for old, new, reason in wording.CORRECTIONS:
            if old in section.text:
                return [_correct(section, old, new, reason, plan.checked_at, chance)]
    return []


def _correct(
    section: MinutesSection, old: str, new: str, reason: str, checked_at: datetime, chance: Chance
) -> MinutesCorrection:
    made_at = checked_at - timedelta(hours=3)
    before, section.text = section.text, section.text.replace(old, new, 1)
    section.version, section.changed_at = 1, made_at
    return MinutesCorrection(
        id=chance.identity(),
        partnership_id=section.partnership_id,
        section=section,
        before=before,
        after=section.text,
        reason=reason,
        state_then=Minutes.State.DRAFT,
        made_at=made_at,
        made_by_id=_recorder(section.minutes),
        recorded_at=made_at,
    )


def _recorder(minutes: Minutes) -> Any:
    present = minutes.record["people"]
    clerks = [person["person"] for person in present if person["capacity"] == "in-attendance"]
    return clerks[0] if clerks else present[0]["person"]


def _sent(plan: MinutesPlan, minutes: Minutes, chance: Chance) -> list[Distribution]:
    """Checked minutes go to everybody who was there or sent apologies."""
    if plan.checked_at is None:
        return []
    people = {row["person"] for row in (*minutes.record["people"], *minutes.record["apologies"])}
    return [
        Distribution(
            id=chance.identity(),
            partnership_id=minutes.partnership_id,
            minutes=minutes,
            person_id=person,
            reason="Member of the group or in attendance.",
            sent_at=plan.checked_at + timedelta(minutes=20),
            state_then=Minutes.State.CHECKED,
        )
        for person in sorted(people)
    ]
