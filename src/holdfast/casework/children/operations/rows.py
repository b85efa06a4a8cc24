"""Names, numbers, addresses and characteristics of a child: added, ended, never removed."""

from __future__ import annotations

from datetime import date
from typing import Any

from holdfast.casework.children.codes import Answered
from holdfast.casework.children.models import Address, Characteristic, Child, ChildName, Identifier
from holdfast.casework.children.operations.entering import enter, held
from holdfast.casework.children.rules.identifiers import as_compared, assess_identifier
from holdfast.casework.children.rules.names import name_key
from holdfast.kernel import clock
from holdfast.kernel.finding import Finding, refuse
from holdfast.stewardship.access.actor import Actor


def add_name(
    child: Child, *, by: Actor, given_names: str = "", family_name: str = "", kind: str = ""
) -> ChildName:
    """Add another name that the child goes by, or went by."""
    if not name_key(given_names + family_name):
        refuse("Enter a given name or a family name.")
    with held(child, by) as now:
        values = {"given_names": given_names, "family_name": family_name, "kind": kind}
        made: ChildName = ChildName.objects.create(partnership_id=by.partnership_id, child=now, **values)
        enter(now, "added a name", by=by, after=values)
        return made


def end_name(row: ChildName, *, by: Actor, reason: str) -> None:
    """Say that a name is not, or no longer, the child's."""
    with held(row.child, by) as now:
        _end(row, "ended a name", {"name": str(row)}, now, by, reason)


def add_identifier(child: Child, *, by: Actor, kind: str, written: str) -> Finding:
    """Add a number by which an agency knows the child; what looks wrong about it is said, and it is kept."""
    value = as_compared(written)
    if not value:
        refuse("Enter the number or reference.")
    finding = assess_identifier(kind, written)
    with held(child, by) as now:
        if Identifier.objects.filter(child=now, kind=kind, value=value, ended_at=None).exists():
            refuse("This number is already on the record.")
        Identifier.objects.create(
            partnership_id=by.partnership_id, child=now, kind=kind, value=value, written=written.strip(),
            is_doubtful=finding.met is False,
        )  # fmt: skip
        enter(now, "added a number", by=by, after={"kind": kind, "value": value})
    return finding


def end_identifier(row: Identifier, *, by: Actor, reason: str) -> None:
    """Say that a number is not, or no longer, the child's."""
    with held(row.child, by) as now:
        _end(row, "ended a number", {"kind": row.kind, "value": row.value}, now, by, reason)


def _end(
    row: ChildName | Identifier, kind: str, before: dict[str, Any], child: Child, by: Actor, reason: str
) -> None:
    if row.ended_at is not None:
        refuse("It has been ended already.")
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])
    enter(child, kind, by=by, before=before, reason=reason)


def add_address(
    child: Child, *, by: Actor, lines: str, postcode: str = "", uprn: str = "", from_on: date | None = None
) -> Address:
    """Add where the child lives or lived. Another address may go on beside it: children have two homes."""
    _assess_period(from_on, None)
    with held(child, by) as now:
        values: dict[str, Any] = {
            "lines": lines, "postcode": " ".join(postcode.upper().split()), "uprn": uprn, "from_on": from_on,
        }  # fmt: skip
        made: Address = Address.objects.create(partnership_id=by.partnership_id, child=now, **values)
        enter(now, "added an address", by=by, after=values)
        return made


def end_address(row: Address, *, by: Actor, to_on: date, reason: str = "") -> None:
    """Say until when the child lived there; a wrong date may be corrected by saying it again."""
    _assess_period(row.from_on, to_on)
    with held(row.child, by) as now:
        before = {"lines": row.lines, "to_on": row.to_on}
        row.to_on = to_on
        row.save(update_fields=["to_on"])
        after = {"lines": row.lines, "to_on": to_on}
        enter(now, "ended an address", by=by, before=before, after=after, reason=reason)


def _assess_period(from_on: date | None, to_on: date | None) -> None:
    today = clock.today()
    if any(day is not None and day > today for day in (from_on, to_on)):
        refuse("That day has not come yet: record it once the child has moved.")
    if from_on is not None and to_on is not None and to_on < from_on:
        refuse("The child cannot have left before moving in: check the dates.")


def answer_characteristic(
    child: Child, *, by: Actor, kind: str, answered: str, words: str = "", asked_on: date | None = None
) -> None:
    """Record what was answered about a protected characteristic, or that it is not known or was not asked."""
    words = words.strip()
    if (answered == Answered.ANSWERED) != bool(words):
        refuse("Say what was answered, and only where something was.")
    with held(child, by) as now:
        row = Characteristic.objects.filter(child=now, kind=kind).first()
        before = {"answered": row.answered, "words": row.words, "asked_on": row.asked_on} if row else {}
        after: dict[str, Any] = {"answered": answered, "words": words, "asked_on": asked_on}
        if before == after:
            return
        Characteristic.objects.update_or_create(
            child=now,
            kind=kind,
            defaults=after,
            create_defaults={"partnership_id": by.partnership_id, **after},
        )
        said = {"kind": kind}
        enter(now, "answered a characteristic", by=by, before=said | before, after=said | after)
