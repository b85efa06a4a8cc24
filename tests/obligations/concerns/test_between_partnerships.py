"""What goes to another partnership: the words that were sent, the names that were published, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.obligations.concerns import operations as op
from holdfast.obligations.concerns.elsewhere import published_groups
from holdfast.obligations.concerns.models import Matter, MatterEntry
from holdfast.obligations.concerns.operations import Receiver
from holdfast.obligations.concerns.publishing import unpublish_group
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.trail.models import TrailEntry
from tests.obligations.concerns.place import NOW, Shire

pytestmark = pytest.mark.django_db


def ask(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


@pytest.fixture
def shires(db: None) -> Iterator[tuple[Shire, Shire]]:
    """Fernshire and Moorshire, whose training group lets others write to it."""
    with clock.fixed_at(NOW):
        moorshire = Shire("Moorshire")
        moorshire.publish(moorshire.training)
        yield Shire("Fernshire"), moorshire


def sent_over(fernshire: Shire, **more: Any) -> Matter:
    fernshire.here()
    entry = published_groups()[0]
    return fernshire.send(to=Receiver(published=entry.id), **more)


def arrived(moorshire: Shire) -> Matter:
    moorshire.here()
    return Matter.objects.get(thread__isnull=False)


def test_a_chair_writes_to_another_partnership_and_is_answered(shires: tuple[Shire, Shire]) -> None:
    fernshire, moorshire = shires
    chair = fernshire.browser("strategic chair")
    page = chair.get(f"/groups/{fernshire.strategic.pk}/concerns/new/")
    assert "Moorshire Training, Moorshire" in page.text
    fernshire.here()
    page = page.submit(
        "Send", kind="learning", to=f"published:{published_groups()[0].id}", title="Hotels by the motorway",
        text="Ask for their log.", wanted_on="31/3/2026", names_nobody="on",
    )  # fmt: skip
    page = moorshire.browser("training chair").get("/").follow("Hotels by the motorway")
    assert "Learning from Fernshire Strategic, Fernshire" in page.text
    assert "Fernshire Strategic Chair" not in page.text
    page.submit("Acknowledge").follow("Answer").submit("Send the answer", text="We did.", names_nobody="on")
    page = chair.get("/").follow("Hotels by the motorway")
    assert "We did." in page.text
    assert "Moorshire Training Chair" not in page.text
    page.submit("Close")
    over = arrived(moorshire)
    assert (over.state, over.ended_at) == ("closed", NOW)
    assert [entry.kind for entry in over.entries.all()] == ["sent", "received", "answered", "closed"]
    moorshire.here()
    verbs = TrailEntry.objects.filter(subject_id=over.pk).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["sent from outside", "received", "answered", "closed from outside"]


def test_a_group_is_found_only_while_its_chair_or_manager_lets_it_be(shires: tuple[Shire, Shire]) -> None:
    fernshire, moorshire = shires
    fernshire.here()
    found = published_groups()
    assert [(entry.group, entry.partnership) for entry in found] == [("Moorshire Training", "Moorshire")]
    chair = moorshire.browser("training chair")
    page = chair.get(f"/groups/{moorshire.training.pk}/concerns/")
    page = page.follow("Who in other partnerships can write to us")
    page = page.submit("Close the group to other partnerships")
    assert "can no longer write" in page.banners[0]
    fernshire.here()
    assert published_groups() == ()
    with pytest.raises(Refused, match="no longer be written to"):
        fernshire.send(to=Receiver(published=found[0].id))
    page = page.follow("Who in other partnerships can write to us").submit("Let them write to us")
    fernshire.here()
    assert len(published_groups()) == 1
    moorshire.here()
    assert published_groups() == ()
    moorshire.browser("training member").get(
        f"/groups/{moorshire.training.pk}/other-partnerships/", status=403
    )


def test_what_was_sent_before_a_group_closed_is_still_answered(shires: tuple[Shire, Shire]) -> None:
    fernshire, moorshire = shires
    sent_over(fernshire)
    unpublish_group(by=moorshire.here(), group=moorshire.training)
    over = arrived(moorshire)
    op.answer_matter(by=moorshire.here("training chair"), matter=over, answer="Yes.")
    fernshire.here()
    assert Matter.objects.get().state == "answered"


def test_withdrawing_and_another_date_reach_the_other_side(shires: tuple[Shire, Shire]) -> None:
    fernshire, moorshire = shires
    sent = sent_over(fernshire)
    day = NOW.date().replace(month=5)
    op.redate_matter(by=fernshire.here("strategic chair"), matter=sent, wanted_on=day, reason="Easter")
    assert arrived(moorshire).wanted_on == day
    op.withdraw_matter(by=fernshire.here("strategic chair"), matter=sent, reason="Settled.")
    over = arrived(moorshire)
    assert over.state == "withdrawn"
    with pytest.raises(Refused, match="withdrawn"):
        op.answer_matter(by=moorshire.here("training chair"), matter=over, answer="Yes.")


def test_a_task_crosses_no_border_and_a_board_does_not_write_abroad(shires: tuple[Shire, Shire]) -> None:
    fernshire, _ = shires
    with pytest.raises(Refused, match="only to a group below"):
        sent_over(fernshire, kind="task")
    with pytest.raises(Refused, match="own partnership"):
        sent_over(fernshire, by="business-manager", sender=fernshire.board)


def tables_that_hold(text: str) -> set[str]:
    """Every table of the present partnership in which a row holds these words."""
    tables = ask(
        "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition"
        " and has_table_privilege(c.oid, 'select')"
    )
    return {t for (t,) in tables if ask(f"select 1 from {t} x where x::text like %s limit 1", f"%{text}%")}


def test_nothing_crosses_but_the_words_the_date_and_the_two_names(shires: tuple[Shire, Shire]) -> None:
    """Read as raw SQL: whatever else the sender's partnership holds is found in no table of the other's."""
    fernshire, moorshire = shires
    sent = sent_over(
        fernshire, title="Kestrel", clause="fernshire/secret-4", text="Words that were meant to go."
    )
    over = arrived(moorshire)
    op.answer_matter(by=moorshire.here("training chair"), matter=over, answer="Osprey.")
    ids = (sent.pk, fernshire.partnership.pk, fernshire.strategic.pk, fernshire.people["strategic chair"].pk)
    canaries = ("Chair", "Police", "Tactical", "Board", "secret-4")
    moorshire.here()
    for word in ("Kestrel", "Fernshire Strategic"):
        assert tables_that_hold(word) == {"concerns_matter", "ledger_obligation"}
    for canary in (*(f"Fernshire {word}" for word in canaries), "secret-4", *map(str, ids)):
        assert tables_that_hold(canary) == set(), canary
    fernshire.here()
    assert tables_that_hold("Osprey") == {"concerns_matterentry"}
    for canary in (
        "Moorshire Training Chair",
        "Moorshire Police",
        str(over.pk),
        str(moorshire.partnership.pk),
    ):
        assert tables_that_hold(canary) == set(), canary


def refused(sql: str, *values: Any) -> str:
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        ask(sql, *values)
    return str(error.value)


def test_the_table_that_is_shared_is_closed_and_holds_no_words(shires: tuple[Shire, Shire]) -> None:
    for statement in ("select * from", "insert into", "delete from"):
        more = " values (null)" if statement.startswith("insert") else ""
        assert "permission denied" in refused(f"{statement} concerns_delivery{more}")
    typed = "select distinct t.typname from pg_attribute a join pg_type t on t.oid = a.atttypid"
    held = ask(f"{typed} where a.attrelid = 'concerns_delivery'::regclass and a.attnum > 0")
    assert {name for (name,) in held} == {"uuid", "timestamptz"}


def test_the_functions_act_for_the_present_partnership_alone(shires: tuple[Shire, Shire]) -> None:
    """Nobody else's row is delivered, a forged entry carries nothing, nothing is done twice."""
    fernshire, moorshire = shires
    sent = sent_over(fernshire)
    entry = sent.entries.get()
    fernshire.here()
    published = published_groups()[0].id
    assert "duplicate key" in refused("select * from deliver_matter(%s, %s)", sent.pk, published)
    assert "cannot be carried" in refused("select * from carry_entry(%s)", entry.pk)
    over = arrived(moorshire)
    for call in (f"deliver_matter('{sent.pk}', '{published}')", f"carry_entry('{entry.pk}')"):
        assert "nothing to" in refused(f"select * from {call}")
    assert "cannot be written to" in refused_delivery_to(moorshire, published)
    forged = _entry(moorshire, over, "withdrawn")
    assert "cannot be carried" in refused("select * from carry_entry(%s)", forged.pk)
    set_need_to_know(None)
    assert ask("select * from published_groups()") == []
    assert "nothing to" in refused("select * from carry_entry(%s)", forged.pk)


def _entry(shire: Shire, matter: Matter, kind: str) -> MatterEntry:
    made: MatterEntry = MatterEntry.objects.create(
        partnership=shire.partnership, matter=matter, kind=kind, at=NOW, by=None
    )
    return made


def refused_delivery_to(moorshire: Shire, published: UUID) -> str:
    """To a group of one's own partnership."""
    own = Matter.objects.create(
        partnership=moorshire.partnership, kind="concern", title="Own", text="Own", thread=uuid4(),
        from_group=moorshire.strategic, other_group="Own", other_partnership="Own", sent_at=NOW,
    )  # fmt: skip
    return refused("select * from deliver_matter(%s, %s)", own.pk, published)
