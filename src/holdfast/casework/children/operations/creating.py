"""A new record: only after a search, and only once everybody who is likely has been looked at."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from holdfast.casework.children.models import Child
from holdfast.casework.children.operations.entering import enter
from holdfast.casework.children.operations.rows import add_identifier
from holdfast.casework.children.operations.searching import Match, Terms, search_children
from holdfast.casework.children.rules.births import assess_birth
from holdfast.casework.children.rules.names import name_key
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission

# Two agencies that report one child in the same second take turns, and the second finds the first's record.
_IN_TURN = "select pg_advisory_xact_lock(hashtextextended('new child ' || %s, 0))"
CREATED = "created record"
TRIES = 6


class NotLookedAt(Exception):
    """There are likely matches that whoever creates the record has not been shown."""

    def __init__(self, matches: tuple[Match, ...]) -> None:
        super().__init__("There are children on record who may be this one.")
        self.matches = matches


@transaction.atomic
def create_child(
    *, by: Actor, shown: Collection[UUID], numbers: Sequence[tuple[str, str]] = (), **values: Any
) -> Child:
    """Make a record. `shown`: the likely matches that were looked at; `numbers`: (kind, as written).

    Searches again itself: raises `NotLookedAt` where somebody likely is not among `shown`, for instance
    because another agency has just made the record. Raises `Refused` for a birth date that cannot be.
    """
    by.require(Permission.KEEP_CHILDREN)
    with connection.cursor() as cursor:
        cursor.execute(_IN_TURN, [str(by.partnership_id)])
    unseen = tuple(m for m in _matches(values, numbers, by) if m.child.pk not in shown)
    if unseen:
        raise NotLookedAt(unseen)
    made = add_child(by=by, **values)
    for kind, written in numbers:
        add_identifier(made, by=by, kind=kind, written=written)
    return made


def _matches(values: dict[str, Any], numbers: Sequence[tuple[str, str]], by: Actor) -> tuple[Match, ...]:
    terms = Terms(
        values["given_names"], values["family_name"], values.get("birth_on"),
        bool(values.get("is_birth_estimated")), tuple(written for _, written in numbers),
    )  # fmt: skip
    return search_children(terms, by=by)


def add_child(*, by: Actor, **values: Any) -> Child:
    """Make a record of a child who is known not to be on record: an import that has matched its rows."""
    if not by.may(Permission.IMPORT_CASEWORK):
        by.require(Permission.KEEP_CHILDREN)
    if not name_key(values["given_names"] + values["family_name"]):
        refuse("Enter a name. Where none is known, say what the child is called meanwhile.")
    assess_birth(values.get("birth_on"), clock.today()).require()
    made = _with_free_reference(by, values)
    enter(made, CREATED, by=by, after=values)
    return made


def _with_free_reference(by: Actor, values: dict[str, Any]) -> Child:
    """References are random, and may be another's; whose cannot be asked, for the record may be hidden."""
    for _ in range(TRIES - 1):
        try:
            with transaction.atomic():
                return Child.objects.create(partnership_id=by.partnership_id, **values)
        except IntegrityError as error:
            if "child_reference_once" not in str(error):
                raise
    return Child.objects.create(partnership_id=by.partnership_id, **values)
