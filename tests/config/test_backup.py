"""A backup brings everything back: content, rights, policies; or says why not and changes nothing."""

import subprocess
import time
from pathlib import Path

import psycopg
import pytest

from holdfast.config.keys import new_key
from holdfast.config.postgres import APPLICATION, MIGRATOR, Cluster
from tests.config import commands
from tests.config.contents import everything

KEY = new_key()
PARTNERSHIP = """
insert into stewardship_partnership (id, name, area, is_invented)
values (gen_random_uuid(), %s, 'Marlow', true)
"""
LOOKED = """
insert into stewardship_trailentry (tx, at, partnership_id, verb)
select %s::xid8, now(), id, 'looked' from stewardship_partnership
"""
SEALED_FAR_AHEAD = """
insert into stewardship_trailseal (number, up_to, entries, head) values (1, '99999999990', 0, '')
"""


@pytest.fixture
def filled(cluster: Cluster, own_database: str) -> str:
    """A database with a partnership whose name is awkward."""
    with psycopg.connect(**cluster.parameters(MIGRATOR, own_database)) as connection:
        name = "St Bríd’s \\ and \t\u202eO'Neill \U0001f469\u200d\U0001f680"
        connection.execute(PARTNERSHIP, [name])
    return own_database


def holdfast(
    cluster: Cluster, database: str, *arguments: str | Path, key: str = KEY
) -> "subprocess.CompletedProcess[str]":
    return commands.holdfast(cluster, database, *arguments, HOLDFAST_BACKUP_KEY=key)


def test_a_restored_backup_is_identical_and_replaces_what_came_after(
    cluster: Cluster, filled: str, tmp_path: Path
) -> None:
    before = everything(cluster, filled)
    made = holdfast(cluster, filled, "backup", tmp_path / "copy")
    assert made.returncode == 0, made.stderr
    assert b"Neill" not in (tmp_path / "copy").read_bytes()
    with psycopg.connect(**cluster.parameters(MIGRATOR, filled)) as connection:
        connection.execute("update stewardship_partnership set name = 'spoilt'")
        connection.execute("create table came_after ()")
        connection.execute(f"grant all on stewardship_trailentry to {APPLICATION}")
    restored = holdfast(cluster, filled, "restore", tmp_path / "copy")
    assert restored.returncode == 0, restored.stderr
    after = everything(cluster, filled)
    for what in before | after:
        assert before.get(what) == after.get(what)


def test_the_trail_of_a_server_that_counted_further_is_sealed_on_this_one(
    cluster: Cluster, filled: str, tmp_path: Path
) -> None:
    with psycopg.connect(**cluster.parameters(MIGRATOR, filled)) as connection:
        connection.execute(LOOKED, ["99999999999"])
        connection.execute(SEALED_FAR_AHEAD)
    holdfast(cluster, filled, "backup", tmp_path / "copy")
    assert holdfast(cluster, filled, "restore", tmp_path / "copy").returncode == 0
    with psycopg.connect(**cluster.parameters(MIGRATOR, filled)) as connection:
        connection.execute(LOOKED, ["3"])
    with psycopg.connect(**cluster.parameters(APPLICATION, filled), autocommit=True) as connection:
        give_up = time.monotonic() + 30
        sealed = 0
        while sealed < 2 and time.monotonic() < give_up:
            row = connection.execute("select sealed from trail_seal()").fetchone()
            sealed += int(row[0]) if row else 0
    assert sealed == 2


def test_a_wrong_key_and_a_changed_file_change_nothing(cluster: Cluster, filled: str, tmp_path: Path) -> None:
    file = tmp_path / "copy"
    holdfast(cluster, filled, "backup", file)
    before = everything(cluster, filled)
    other_key = holdfast(cluster, filled, "restore", file, key=new_key())
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    changed = holdfast(cluster, filled, "restore", file)
    assert (other_key.returncode, changed.returncode) == (1, 1)
    assert other_key.stderr == "holdfast: The key is not the one that this backup was made with.\n"
    assert changed.stderr == "holdfast: The backup was changed, damaged or cut off: nothing of it is used.\n"
    assert everything(cluster, filled) == before


def test_a_backup_never_replaces_a_file_and_needs_a_key(
    cluster: Cluster, filled: str, tmp_path: Path
) -> None:
    (tmp_path / "copy").write_text("last week's")
    again = holdfast(cluster, filled, "backup", tmp_path / "copy")
    keyless = holdfast(cluster, filled, "backup", tmp_path / "other", key="")
    assert "exists already" in again.stderr
    assert "HOLDFAST_BACKUP_KEY is missing" in keyless.stderr
    assert (tmp_path / "copy").read_text() == "last week's"
    assert [file.name for file in tmp_path.iterdir()] == ["copy"]


def test_nothing_is_restored_under_people_at_work(cluster: Cluster, filled: str, tmp_path: Path) -> None:
    holdfast(cluster, filled, "backup", tmp_path / "copy")
    with psycopg.connect(**cluster.parameters(APPLICATION, filled)):
        refused = holdfast(cluster, filled, "restore", tmp_path / "copy")
    assert refused.stderr.endswith("stop `holdfast serve` before restoring.\n")
