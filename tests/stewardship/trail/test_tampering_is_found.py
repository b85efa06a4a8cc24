"""Editing, deleting, inserting, renumbering or cutting the trail is found."""

from pathlib import Path
from threading import Thread
from time import sleep

import psycopg
import pytest
from django.db import connection, transaction

from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.context import need_to_know
from holdfast.stewardship.trail.record import record
from holdfast.stewardship.trail.sealing import Verification, seal_trail, verify_trail
from tests.factories import make_actor, make_partnership, make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina(transactional_db: None) -> Actor:
    with transaction.atomic():
        return make_actor(make_person(make_partnership()))


@pytest.fixture
def migrator(as_migrator: psycopg.Connection) -> psycopg.Connection:
    return as_migrator


def write(actor: Actor, count: int) -> None:
    for number in range(count):
        with need_to_know(actor.partnership_id):
            record("looked", by=actor, number=number)


def outlast_older_transactions() -> None:
    """Other tests run beside this one in the same PostgreSQL; a seal covers nothing that they may precede."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_current_xact_id()::text")
        (mark,) = cursor.fetchone()
        while True:
            cursor.execute("select pg_snapshot_xmin(pg_current_snapshot()) > %s::xid8", [mark])
            if cursor.fetchone()[0]:
                return
            sleep(0.02)


def sealed(actor: Actor, anchor: Path) -> None:
    for _ in range(3):
        write(actor, 4)
        outlast_older_transactions()
        assert seal_trail(anchor) is not None


def test_an_untouched_trail_is_sound(amina: Actor, migrator: psycopg.Connection, tmp_path: Path) -> None:
    sealed(amina, tmp_path / "anchor")
    write(amina, 2)
    found = verify_trail(migrator, tmp_path / "anchor")
    assert (found.faults, found.seals, found.entries, found.unsealed) == ((), 3, 12, 2)


TAMPERINGS = {
    "editing": "update stewardship_trailentry set verb = 'did not look' where id = %(id)s",
    "editing the time": "update stewardship_trailentry set at = at + interval '1 second' where id = %(id)s",
    "deleting": "delete from stewardship_trailentry where id = %(id)s",
    "inserting": "insert into stewardship_trailentry (tx, at, partnership_id, verb)"
    " select tx, at, partnership_id, 'never happened' from stewardship_trailentry where id = %(id)s",
    "swapping two": "update stewardship_traildigest a set digest = b.digest from stewardship_traildigest b"
    " where a.entry_id = %(id)s and b.entry_id = %(id)s + 1",
    "editing with its digest": "with changed as (update stewardship_trailentry e set verb = 'x'"
    " where id = %(id)s returning e.*) update stewardship_traildigest d"
    " set digest = (select trail_digest(c::stewardship_trailentry) from changed c) where entry_id = %(id)s",
    "a seal cut out": "with gone as (delete from stewardship_traildigest where seal = 2)"
    " delete from stewardship_trailseal where number = 2",
}


@pytest.mark.parametrize("how", TAMPERINGS)
def test_tampering_is_found(how: str, amina: Actor, migrator: psycopg.Connection, tmp_path: Path) -> None:
    sealed(amina, tmp_path / "anchor")
    row = migrator.execute("select id from stewardship_trailentry order by id offset 5 limit 1").fetchone()
    assert row is not None
    migrator.execute(TAMPERINGS[how], {"id": row[0]})  # type: ignore[call-overload]
    assert not verify_trail(migrator).is_sound


def cut_the_tail(migrator: psycopg.Connection) -> None:
    migrator.execute("delete from stewardship_trailentry e using stewardship_traildigest d"
                     " where d.entry_id = e.id and d.seal = 3")  # fmt: skip
    migrator.execute("delete from stewardship_traildigest where seal = 3")
    migrator.execute("delete from stewardship_trailseal where number = 3")


def test_a_cut_tail_is_found_against_the_anchor(
    amina: Actor, migrator: psycopg.Connection, tmp_path: Path
) -> None:
    sealed(amina, tmp_path / "anchor")
    cut_the_tail(migrator)
    assert verify_trail(migrator).is_sound, "without an anchor nobody can tell"
    found: Verification = verify_trail(migrator, tmp_path / "anchor")
    assert found.faults == ("Seal 3 is missing: the end of the trail was cut off.",)


def test_eight_sealers_at_once_make_one_chain(
    amina: Actor, migrator: psycopg.Connection, tmp_path: Path
) -> None:
    def work(number: int) -> None:
        write(amina, 5)
        outlast_older_transactions()
        seal_trail(tmp_path / f"anchor{number}")
        connection.close()

    threads = [Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outlast_older_transactions()
    seal_trail(tmp_path / "anchor")
    found = verify_trail(migrator)
    assert (found.faults, found.entries, found.unsealed) == ((), 40, 0)


def test_an_entry_of_a_transaction_still_running_is_sealed_later(
    amina: Actor, migrator: psycopg.Connection, tmp_path: Path
) -> None:
    with need_to_know(amina.partnership_id):
        record("slow", by=amina)
        thread = Thread(target=lambda: (write(amina, 3), seal_trail(tmp_path / "a"), connection.close()))
        thread.start()
        thread.join()
    assert verify_trail(migrator).unsealed > 0
    outlast_older_transactions()
    seal_trail(tmp_path / "a")
    found = verify_trail(migrator, tmp_path / "a")
    assert (found.faults, found.entries, found.unsealed) == ((), 4, 0)


@pytest.mark.parametrize(
    "statement",
    [
        "update stewardship_trailentry set verb = 'x'",
        "delete from stewardship_trailentry",
        "truncate stewardship_trailentry",
        "select * from stewardship_trailseal",
        "update stewardship_traildigest set digest = ''",
        "insert into stewardship_trailentry (id, at, partnership_id, verb) overriding system value"
        " values (1, now(), gen_random_uuid(), 'x')",
        "insert into stewardship_trailentry (tx, at, partnership_id, verb)"
        " values ('3', now(), gen_random_uuid(), 'x')",
        "delete from stewardship_trailentry_rest",
    ],
)
def test_the_applications_role_cannot_alter_the_trail(statement: str, amina: Actor) -> None:
    write(amina, 1)
    with (
        pytest.raises(Exception, match=r"permission denied|must be owner"),
        need_to_know(amina.partnership_id),
    ):
        connection.cursor().execute(statement)


def test_no_trail_no_act(amina: Actor) -> None:
    stranger = Actor(
        person_id=amina.person_id,
        name="x",
        agency_id=amina.agency_id,
        partnership_id=amina.account_id or amina.person_id,
    )
    with pytest.raises(Exception, match="row-level security"), need_to_know(amina.partnership_id):
        record("acted for another partnership", by=stranger)
