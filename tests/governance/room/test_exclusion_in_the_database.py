"""An excluded person reads nothing of the item or of what hangs on it, whatever a view forgets."""

from __future__ import annotations

import pytest
from django.db import connection

from holdfast.governance.meetings.models import AgendaItem
from holdfast.governance.room.operations import (
    capture_action,
    cast_ballot,
    declare_interest,
    exclude_person,
    lift_exclusion,
    open_vote,
    record_decision,
    save_minute_text,
    save_note,
)
from holdfast.kernel import clock
from holdfast.obligations.escalation.models import EscalationEntry
from holdfast.obligations.escalation.proposing import propose
from holdfast.obligations.ledger.models import Evidence, Obligation, ObligationEntry
from holdfast.stewardship.access.context import set_need_to_know
from tests.factories import make_item
from tests.governance.room.fernshire import Fernshire, at, fernshire

# What hangs on an item: the table and the rows of it that belong to the item.
HANGING = {
    "meetings_agendaitem": "id = %s",
    "room_note": "item_id = %s",
    "room_minutetext": "item_id = %s",
    "room_decision": "item_id = %s",
    "room_decidedaction": "decision_id in (select id from room_decision where item_id = %s)",
    "room_vote": "item_id = %s",
    "room_ballot": "true or vote_id = %s",
    "room_declaration": "item_id = %s",
    "actions_action": "item_id = %s",
}


@pytest.fixture
def jetty(mace: Fernshire) -> AgendaItem:
    """An item on which everything has happened; Jo has been in it until now."""
    mace.opened()
    mace.quorate()
    item: AgendaItem = make_item(mace.meeting, "The Jetty", 2)
    mo = mace.mo
    save_note(by=mo, item=item, text="Mo’s", version=0)
    save_minute_text(by=mo, item=item, text="Said.", version=0)
    decision = record_decision(by=mo, item=item, text="Close it.", at=at(14, 10))
    capture_action(
        by=mo,
        item=item,
        text="Close it",
        agency=mace.agencies["police"],
        decision=decision,
        at=at(14, 10),
    )
    vote = open_vote(by=mo, item=item, question="Close it?", at=at(14, 11))
    cast_ballot(by=mo, vote=vote, person=mace.person("Amina"), choice="for", at=at(14, 12))
    declare_interest(
        by=mo,
        meeting=mace.meeting,
        person=mace.person("Sue"),
        nature="potential",
        text="A cousin.",
        item=item,
    )
    return item


def visible(made: Fernshire, name: str, item: AgendaItem) -> dict[str, int]:
    """How many rows of each table a person's connection reads, by raw SQL as the application's role."""
    set_need_to_know(made.partnership.pk, made.people[name].pk)
    found = {}
    with connection.cursor() as cursor:
        for table, condition in HANGING.items():
            cursor.execute(f"select count(*) from {table} where {condition}", [item.pk])
            found[table] = cursor.fetchone()[0]
    return found


def test_jo_excluded_reads_nothing_of_the_item_and_vera_everything(
    mace: Fernshire, jetty: AgendaItem
) -> None:
    before = visible(mace, "Jo", jetty)
    assert all(before.values()), before
    exclusion = exclude_person(by=mace.mo, item=jetty, person=mace.person("Jo"), reason="Hers.")
    assert set(visible(mace, "Jo", jetty).values()) == {0}
    assert visible(mace, "Vera", jetty) == before
    lift_exclusion(by=mace.mo, exclusion=exclusion, reason="Not hers.")
    assert visible(mace, "Jo", jetty) == before


def test_jo_excluded_reads_nothing_of_what_is_owed_about_it(mace: Fernshire, jetty: AgendaItem) -> None:
    row = Obligation.objects.get(kind="action", subject_id=jetty.pk)
    Evidence.objects.create(partnership=mace.partnership, obligation=row, words="Shut", at=clock.now())
    step = propose(row, reason="Its date has passed.")
    assert step is not None

    def readable(name: str) -> list[bool]:
        set_need_to_know(mace.partnership.pk, mace.person(name).pk)
        of_row = (Evidence.objects.filter(obligation=row), ObligationEntry.objects.filter(obligation=row))
        return [rows.exists() for rows in (*of_row, EscalationEntry.objects.filter(escalation=step))]

    assert readable("Jo") == [True, True, True]
    exclude_person(by=mace.mo, item=jetty, person=mace.person("Jo"), reason="Hers.")
    assert readable("Jo") == [False, False, False]
    assert readable("Vera") == [True, True, True]


def test_jo_cannot_change_what_she_cannot_see(mace: Fernshire, jetty: AgendaItem) -> None:
    exclude_person(by=mace.mo, item=jetty, person=mace.person("Jo"), reason="Hers.")
    set_need_to_know(mace.partnership.pk, mace.person("Jo").pk)
    with connection.cursor() as cursor:
        cursor.execute("update room_minutetext set text = 'x' where item_id = %s", [jetty.pk])
        assert cursor.rowcount == 0
        cursor.execute("delete from room_decision where item_id = %s", [jetty.pk])
        assert cursor.rowcount == 0


def test_jo_still_reads_her_own_declaration(mace: Fernshire, jetty: AgendaItem) -> None:
    declare_interest(
        by=mace.mo,
        meeting=mace.meeting,
        person=mace.person("Jo"),
        nature="actual",
        text="My clinic.",
        item=jetty,
        excludes=True,
    )
    assert visible(mace, "Jo", jetty)["room_declaration"] == 1
    assert visible(mace, "Jo", jetty)["meetings_agendaitem"] == 0


def test_another_partnership_reads_no_row_of_the_room(mace: Fernshire, jetty: AgendaItem) -> None:
    other = fernshire()
    assert set(visible(other, "Mo", jetty).values()) == {0}


def test_a_secret_ballot_cannot_be_changed_or_taken_out(mace: Fernshire) -> None:
    from django.db import ProgrammingError, transaction

    mace.mo  # noqa: B018 (sets the context)
    for statement in ("update room_secretballot set choice = 'for'", "delete from room_secretballot"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)
