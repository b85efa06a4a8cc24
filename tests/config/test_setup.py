"""`holdfast setup` lets one person in, by a link that works once, and nobody by a default."""

import re

import psycopg
import pytest

from holdfast.config.postgres import MIGRATOR, Cluster
from tests.config.commands import holdfast

ADUR = {
    "--partnership": "Adur Vale Safeguarding Partnership",
    "--agency": "Adur Vale Council",
    "--name": "Amina Hassan",
    "--email": "Amina.Hassan@example.org",
}


def options(**changes: str) -> list[str]:
    return [
        part
        for pair in (ADUR | {f"--{name}": value for name, value in changes.items()}).items()
        for part in pair
    ]


def rows(cluster: Cluster, database: str, question: str) -> list[tuple[object, ...]]:
    with psycopg.connect(**cluster.parameters(MIGRATOR, database)) as connection:
        return connection.execute(question).fetchall()


def test_amina_becomes_administrator_by_a_link_of_which_only_a_digest_is_kept(
    cluster: Cluster, own_database: str
) -> None:
    done = holdfast(cluster, own_database, "setup", *options())
    assert done.returncode == 0, done.stderr
    (link,) = re.findall(r"^https://testserver/\S+$", done.stdout, re.MULTILINE)
    assert rows(cluster, own_database, "select email, password like '!%%' from stewardship_account") == [
        ("amina.hassan@example.org", True)
    ]
    assert rows(cluster, own_database, "select role, granted_by_id from stewardship_rolegrant") == [
        ("system-administrator", None)
    ]
    assert rows(cluster, own_database, "select verb from stewardship_trailentry") == [("set up",)]
    kept = rows(cluster, own_database, "select digest from stewardship_signinlink")
    assert str(kept[0][0]) not in link


def test_a_second_partnership_has_to_be_meant(cluster: Cluster, own_database: str) -> None:
    holdfast(cluster, own_database, "setup", *options())
    refused = holdfast(cluster, own_database, "setup", *options(partnership="Another"))
    assert refused.stderr == "holdfast: There is a partnership already; --another makes one more.\n"
    meant = holdfast(cluster, own_database, "setup", *options(partnership="Another"), "--another")
    assert meant.returncode == 0
    assert len(rows(cluster, own_database, "select 1 from stewardship_partnership")) == 2


@pytest.mark.parametrize(("given", "told"), [("", "nobody can be asked"), ("amina", "email address")])
def test_what_is_missing_or_wrong_is_said(cluster: Cluster, own_database: str, given: str, told: str) -> None:
    done = holdfast(cluster, own_database, "setup", *options(email=given))
    assert done.returncode == 1
    assert told in done.stderr
    assert rows(cluster, own_database, "select 1 from stewardship_partnership") == []
