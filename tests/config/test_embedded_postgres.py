"""The private PostgreSQL: nobody else gets in, and it comes back after it was killed."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Timer

import psycopg
import pytest

from holdfast.config.postgres import APPLICATION, MIGRATOR, OWNER, Cluster
from holdfast.config.surroundings import SetupProblem


def in_use(cluster: Cluster) -> Iterator[Cluster]:
    with cluster.running():
        yield cluster
    cluster.remove()


@pytest.fixture
def own_cluster(tmp_path: Path) -> Iterator[Cluster]:
    yield from in_use(Cluster(tmp_path / "home", durable=False))


@pytest.fixture
def durable_cluster(tmp_path: Path) -> Iterator[Cluster]:
    yield from in_use(Cluster(tmp_path / "home"))


def ask(cluster: Cluster, question: str, role: str = APPLICATION) -> object:
    with psycopg.connect(**cluster.parameters(role)) as connection:
        row = connection.execute(question).fetchone()
    return row[0] if row else None


def postmaster(cluster: Cluster) -> int:
    return int((cluster.cluster / "postmaster.pid").read_text().splitlines()[0])


def test_it_never_listens_to_a_network_and_only_its_account_may_enter(own_cluster: Cluster) -> None:
    assert ask(own_cluster, "show listen_addresses") == ""
    assert own_cluster.socket.stat().st_mode & 0o777 == 0o700
    assert own_cluster.cluster.stat().st_mode & 0o777 == 0o700
    assert (own_cluster.cluster / "pg_hba.conf").read_text().split() == [
        "local",
        "all",
        "all",
        "peer",
        "map=holdfast",
    ]
    assert own_cluster.account.uid != 0


def test_the_application_owns_nothing_and_the_migrator_is_no_superuser(own_cluster: Cluster) -> None:
    rights = (
        "select array[rolsuper, rolbypassrls, rolcreatedb, rolcreaterole] from pg_roles where rolname = user"
    )
    assert ask(own_cluster, rights, APPLICATION) == [False, False, False, False]
    assert ask(own_cluster, rights, MIGRATOR) == [False, True, True, False]
    owner = "select pg_get_userbyid(datdba) from pg_database where datname = current_database()"
    assert ask(own_cluster, owner) == MIGRATOR
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(own_cluster, f"set role {MIGRATOR}")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(own_cluster, "create table mine ()")


def test_it_starts_again_after_kill_9_with_what_was_committed(durable_cluster: Cluster) -> None:
    with psycopg.connect(**durable_cluster.parameters(MIGRATOR)) as connection:
        connection.execute("create table kept as select 42 as answer")
    for _ in range(3):
        os.kill(postmaster(durable_cluster), signal.SIGKILL)
        durable_cluster.ensure_running()
        assert ask(durable_cluster, "select answer from kept", MIGRATOR) == 42


def test_the_last_one_out_stops_it_and_nobody_before(own_cluster: Cluster) -> None:
    second = Cluster(own_cluster.home, durable=False)
    with second.running():
        pass
    assert own_cluster.answers()
    with pytest.raises(SetupProblem, match="in use"):
        own_cluster.remove()
    own_cluster.leave()
    assert not own_cluster.answers()


def test_an_interrupted_initialisation_is_made_anew(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / "home", durable=False)
    half_made = cluster.folder / "cluster.new"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18")
    with cluster.running():
        assert ask(cluster, "select 1") == 1
    cluster.remove()


def test_a_deep_folder_keeps_the_name_of_the_socket_short(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / ("deep" * 20) / "home", durable=False)
    with cluster.running():
        assert len(os.fsencode(cluster.socket / ".s.PGSQL.5432")) < 100
        assert ask(cluster, "select 1") == 1
    cluster.remove()


@pytest.mark.skipif(os.getuid() != 0, reason="only root has another account to run it as")
def test_root_with_closed_folders_gets_a_place_that_the_account_can_reach(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    cluster = Cluster(closed / "home", durable=False)
    with cluster.running():
        assert not cluster.folder.is_relative_to(closed)
        assert closed.stat().st_mode & 0o777 == 0o700
        assert ask(cluster, "select 1", OWNER) == 1
    cluster.remove()
    assert not cluster.folder.exists()


def test_a_database_of_a_version_that_is_not_installed_is_refused(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / "home", durable=False)
    cluster.cluster.mkdir(parents=True)
    (cluster.cluster / "PG_VERSION").write_text("99\n")
    with (
        pytest.raises(SetupProblem, match="made by PostgreSQL 99, which is not installed"),
        cluster.running(),
    ):
        pass


def write_until_it_crashes(cluster: Cluster, acknowledged: list[int]) -> None:
    with psycopg.connect(**cluster.parameters(MIGRATOR), autocommit=True) as connection:
        while True:
            connection.execute("insert into numbers values (%s)", [len(acknowledged)])
            acknowledged.append(len(acknowledged))


@pytest.mark.deep
def test_nothing_that_was_acknowledged_is_lost_in_ten_crashes(durable_cluster: Cluster) -> None:
    with psycopg.connect(**durable_cluster.parameters(MIGRATOR)) as connection:
        connection.execute("create table numbers (number int primary key)")
    acknowledged: list[int] = []
    for _ in range(10):
        killer = Timer(0.5, os.kill, (postmaster(durable_cluster), signal.SIGKILL))
        killer.start()
        with suppress(psycopg.OperationalError):
            write_until_it_crashes(durable_cluster, acknowledged)
        killer.join()
        durable_cluster.ensure_running()
        with psycopg.connect(**durable_cluster.parameters(MIGRATOR)) as connection:
            # What was written in the moment of the crash may be there without having been acknowledged.
            connection.execute("delete from numbers where number >= %s", [len(acknowledged)])
            stored = connection.execute("select count(*) from numbers").fetchone()
        assert stored == (len(acknowledged),)
    assert len(acknowledged) > 100
