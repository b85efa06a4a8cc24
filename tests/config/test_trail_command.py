"""`holdfast trail verify`, as an operator runs it: it has to see every partnership's entries."""

from pathlib import Path

import psycopg

from holdfast.config.postgres import MIGRATOR, Cluster
from tests.config.commands import holdfast

AMINA = ["--partnership", "Adur Vale", "--agency", "Adur Vale Council", "--name", "Amina Hassan"]


def test_the_operator_seals_and_verifies_and_is_told_of_a_changed_entry(
    cluster: Cluster, own_database: str, tmp_path: Path
) -> None:
    anchor = ["--anchor", tmp_path / "heads"]
    assert holdfast(cluster, own_database, "setup", *AMINA, "--email", "amina@example.org").returncode == 0
    with psycopg.connect(**cluster.parameters(MIGRATOR, own_database), autocommit=True) as connection:
        # Whatever else runs on this server keeps its entries unsealed for now; let this one count as settled.
        connection.execute("update stewardship_trailentry set tx = '3'")
        assert holdfast(cluster, own_database, "trail", "seal", *anchor).stdout == "Seal 1: 1 entries.\n"
        sound = holdfast(cluster, own_database, "trail", "verify", *anchor)
        assert (sound.returncode, sound.stdout.splitlines()[-1]) == (0, "The trail is sound.")
        connection.execute("update stewardship_trailentry set verb = 'never happened'")
    altered = holdfast(cluster, own_database, "trail", "verify", *anchor)
    assert altered.returncode == 1
    assert "was changed after it was sealed" in altered.stderr
