"""Recording what a child wishes and thinks, in the child's own words, or why the child was not heard."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from holdfast.casework.children.models import Child, Voice
from holdfast.casework.children.operations.entries import enter, locked_child
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission


@transaction.atomic
def record_voice(
    *,
    by: Actor,
    child: Child,
    words: str = "",
    heard_on: date | None = None,
    heard_by: str = "",
    why_not: str = "",
    outcome_sought: str = "",
) -> Voice:
    """Write down the child's words with when and who heard them, or why the child was not heard."""
    by.require(Permission.RECORD_ON_CHILD)
    now = locked_child(child.pk, by)
    words, why_not = words.strip(), why_not.strip()
    _require_either(words, why_not)
    if words and (heard_on is None or not heard_by.strip()):
        refuse("Say when the child was heard, and by whom.")
    if heard_on is not None and heard_on > clock.today():
        refuse("The day on which the child was heard cannot lie ahead.")
    made: Voice = Voice.objects.create(
        partnership_id=by.partnership_id, child=now, words=words, why_not=why_not,
        outcome_sought=outcome_sought.strip(), heard_on=heard_on if words else None,
        heard_by=heard_by.strip() if words else "", recorded_by_id=by.person_id,
    )  # fmt: skip
    enter(now, "child heard" if words else "child not heard", by=by, voice=str(made.pk))
    return made


def _require_either(words: str, why_not: str) -> None:
    if not words and not why_not:
        refuse("Write down the child's words, or why the child was not heard.")
    if words and why_not:
        refuse("Either the child was heard or not: fill in one of the two.")
