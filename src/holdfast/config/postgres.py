"""The private PostgreSQL of one installation: its own folder, no TCP, and nobody enters but this account."""

import fcntl
import getpass
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import sql

from holdfast.config.postgres_place import (
    FOR_ROOT,
    Account,
    choose_account,
    choose_folder,
    choose_programs,
    choose_socket,
)
from holdfast.config.surroundings import SetupProblem

DATABASE = "holdfast"
OWNER = "postgres"
MIGRATOR = "holdfast_migrator"
APPLICATION = "holdfast_app"
PATIENCE_SECONDS = 30

ROLES = f"""
create role {MIGRATOR} login createdb bypassrls;
create role {APPLICATION} login;
grant {APPLICATION} to {MIGRATOR};
"""


@dataclass
class Cluster:
    """One PostgreSQL under `home`; with `durable=False` (tests) it does not wait for the disk."""

    home: Path
    durable: bool = True
    _guest_book: IO[str] | None = field(default=None, repr=False)

    @cached_property
    def account(self) -> Account:
        return choose_account(self.home)

    @cached_property
    def folder(self) -> Path:
        return choose_folder(self.home, self.account)

    @cached_property
    def programs(self) -> Path:
        return choose_programs(self.folder, self.account)

    @cached_property
    def socket(self) -> Path:
        return choose_socket(self.folder, self.account)

    @property
    def cluster(self) -> Path:
        return self.folder / "cluster"

    def parameters(self, role: str = APPLICATION, database: str = DATABASE) -> dict[str, Any]:
        """How to connect as `role`: in the words of libpq."""
        return {"host": str(self.socket), "user": role, "dbname": database}

    @contextmanager
    def running(self) -> Iterator["Cluster"]:
        """Started on entering; on leaving stopped, unless another command still uses it."""
        self.enter()
        try:
            yield self
        finally:
            self.leave()

    def enter(self) -> None:
        """Be counted as one who uses the database, and start it if nobody did."""
        self.home.mkdir(mode=0o711, parents=True, exist_ok=True)
        self._guest_book = (self.home / "postgres.users").open("a")
        fcntl.flock(self._guest_book, fcntl.LOCK_SH)
        try:
            self.ensure_running()
        except BaseException:
            self._guest_book.close()
            self._guest_book = None
            raise

    def ensure_running(self) -> None:
        """Start it unless it answers; also when it was killed outright while in use."""
        with (self.home / "postgres.starting").open("a") as door:
            fcntl.flock(door, fcntl.LOCK_EX)
            if not self.answers():
                self._start()

    def leave(self) -> None:
        """The last one out turns off the light; a lock dies with its holder, even one that was killed."""
        if self._guest_book is None:
            return
        try:
            fcntl.flock(self._guest_book, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.stop()
        except BlockingIOError:
            pass
        finally:
            self._guest_book.close()
            self._guest_book = None

    def remove(self) -> None:
        """Delete everything that is kept; SetupProblem while anyone uses it."""
        with (self.home / "postgres.users").open("a") as guest_book:
            try:
                fcntl.flock(guest_book, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise SetupProblem("The database is in use: stop the running Holdfast first.") from None
            if self.answers():
                self.stop()
            copies = self.folder.parent.glob(f"{self.folder.name}-programs-*")
            for folder in (self.folder, self.socket, *copies):
                shutil.rmtree(folder, ignore_errors=True)

    def answers(self) -> bool:
        """Whether a connection can be made now."""
        try:
            psycopg.connect(**self.parameters(OWNER, "postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self) -> None:
        """End every session and stop."""
        self._run(
            "pg_ctl", "stop", "-D", self.cluster, "-m", "fast", "-w", "-t", str(PATIENCE_SECONDS), check=False
        )

    def _start(self) -> None:
        _ = self.programs  # refuses, before anything is touched, when none fits
        self._make_folders()
        if not (self.cluster / "PG_VERSION").exists():
            self._initialise()
        self._configure()
        self._launch()
        self._create_roles()

    def _make_folders(self) -> None:
        if self.folder.parent == FOR_ROOT:
            FOR_ROOT.mkdir(exist_ok=True)
            FOR_ROOT.chmod(0o711)  # whatever root's mask, the account has to pass through
        for folder in (self.folder, self.socket):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if folder.is_symlink() or folder.stat().st_uid not in (self.account.uid, os.getuid()):
                raise SetupProblem(
                    f"The folder {folder} belongs to another account; remove it or set HOLDFAST_HOME."
                )
            if self.account.is_other:
                os.chown(folder, self.account.uid, self.account.gid)
            folder.chmod(0o700)

    def _initialise(self) -> None:
        """Made beside its place and moved there whole: an interrupted start leaves nothing half made."""
        fresh = self.folder / "cluster.new"
        if fresh.exists():
            shutil.rmtree(fresh)
        self._run(
            "initdb", "-D", fresh, "-U", OWNER, "-E", "UTF8", "--locale=C.UTF-8", "-A", "peer", "-k", "-N"
        )
        fresh.rename(self.cluster)

    def _configure(self) -> None:
        """Written at each start, because the folder or the account may have changed since the last."""
        settings = f"""
listen_addresses = ''
unix_socket_directories = '{str(self.socket).replace("'", "''")}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = '128MB'
timezone = 'UTC'
log_timezone = 'UTC'
"""
        if not self.durable:
            settings += "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nautovacuum = off\n"
        people = {getpass.getuser(), self.account.name}
        self.cluster.chmod(0o700)
        self._write("postgresql.auto.conf", settings)
        self._write("pg_hba.conf", "local all all peer map=holdfast\n")
        self._write(
            "pg_ident.conf",
            "".join(
                f'holdfast "{who}" {role}\n'
                for who in sorted(people)
                for role in (OWNER, MIGRATOR, APPLICATION)
            ),
        )

    def _write(self, name: str, text: str) -> None:
        """As the database's own account: root must not write where that account could have laid a link."""
        command = ["tee", str(self.cluster / name)]
        subprocess.run(
            command, input=text.encode(), stdout=subprocess.DEVNULL, check=True, **self.account.as_options()
        )

    def _launch(self) -> None:
        """Retried: after kill -9 the first start can meet the lock of children that are still leaving."""
        until = time.monotonic() + PATIENCE_SECONDS
        log = self.folder / "log"
        while True:
            started = self._run(
                "pg_ctl", "start", "-D", self.cluster, "-l", log, "-w", "-t", "60", check=False
            )
            if started.returncode == 0 and self.answers():
                return
            if time.monotonic() > until:
                raise SetupProblem(f"PostgreSQL did not start: {_last_line(log)} (more in {log}).")
            time.sleep(0.3)

    def _create_roles(self) -> None:
        with psycopg.connect(**self.parameters(OWNER, "postgres"), autocommit=True) as connection:
            if not connection.execute("select 1 from pg_roles where rolname = %s", [APPLICATION]).fetchone():
                connection.execute(ROLES)
            if not connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone():
                named = sql.Identifier(DATABASE), sql.Identifier(MIGRATOR)
                connection.execute(sql.SQL("create database {} owner {}").format(*named))

    def _run(
        self, program: str, *arguments: str | Path, check: bool = True
    ) -> subprocess.CompletedProcess[bytes]:
        command = [str(self.programs / program), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, check=False, **self.account.as_options())
        if check and done.returncode:
            told = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()
            raise SetupProblem(f"{program} failed: {told[-1] if told else 'no reason given'}")
        return done


def _last_line(log: Path) -> str:
    """The last complaint in a log of PostgreSQL, without its time."""
    try:
        lines = [line for line in log.read_text(errors="replace").splitlines() if "FATAL:" in line]
    except OSError:
        lines = []
    return lines[-1].split("FATAL:")[1].strip() if lines else "it gave no reason"
