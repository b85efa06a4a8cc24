"""Copies the whole database into one encrypted file, and back, wholly or not at all."""

import json
import os
import subprocess
import tempfile
import zlib
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import IO, Any, Protocol, TextIO

from django.conf import settings
from django.db import connection

from holdfast.config.grants import bypasses_policies
from holdfast.config.keys import is_strong, kept_key
from holdfast.config.postgres_programs import start
from holdfast.config.progress import Progress
from holdfast.config.sealed_file import Chunks, SealedWriter, opened
from holdfast.config.surroundings import SetupProblem, secret
from holdfast.kernel import clock

PIECE = 256 * 1024
MEGABYTE = 1024 * 1024
# Emptied and filled again in one transaction: a restore that fails leaves the database as it was.
EMPTIED = b"""\
set client_min_messages = warning;
drop schema public cascade;
create schema public authorization pg_database_owner;
comment on schema public is 'standard public schema';
grant usage on schema public to public;
"""
# Each server numbers transactions for itself. What the trail has not sealed must lie in this one's past
# numbers, or it would never be sealed here; neither column is part of the chain.
RENUMBERED = b"""
update public.stewardship_trailentry set tx = '0' where tx >= pg_current_xact_id();
update public.stewardship_trailseal set up_to = '0' where up_to > pg_current_xact_id();
"""
# A setting that a newer pg_dump writes and an older server does not know.
UNKNOWN_BEFORE_17 = b"SET transaction_timeout = 0;"


class Reader(Protocol):
    """What can be read piece by piece."""

    def read(self, size: int, /) -> bytes: ...


def backup_key() -> str:
    """The key of backups; only the demonstration has one of its own."""
    key = secret("HOLDFAST_BACKUP_KEY")
    if not key and settings.HOLDFAST_INVENTED:
        return kept_key("backup-key")
    if not is_strong(key):
        raise SetupProblem("HOLDFAST_BACKUP_KEY is missing or weak (`holdfast new-key` makes one).")
    return key


def make_backup(target: Path, key: str, out: TextIO) -> int:
    """Write `target`, which must not exist yet; the number of bytes of the finished file."""
    if target.exists():
        raise SetupProblem(f"{target} exists already; a backup never replaces a file.")
    try:
        handle, unfinished = tempfile.mkstemp(prefix=f"{target.name}.", dir=target.parent)
    except OSError as problem:
        raise SetupProblem(f"Cannot write in {target.parent}: {problem.strerror}.") from None
    try:
        with os.fdopen(handle, "wb") as file:
            _write(file, key, out)
            file.flush()
            os.fsync(file.fileno())
        os.link(unfinished, target)
    finally:
        Path(unfinished).unlink()
    return target.stat().st_size


def _write(file: IO[bytes], key: str, out: TextIO) -> None:
    sealed = SealedWriter(file, key)  # type: ignore[arg-type]
    label = json.dumps(_label()).encode()
    packed = zlib.compressobj(6)
    sealed.write(packed.compress(len(label).to_bytes(4, "big") + label))
    arguments = ["--no-owner", "--format=plain"]
    if not bypasses_policies(connection):
        arguments.append("--enable-row-security")
    progress = Progress("Backup", 0, out, "MB of the database")
    dump = start("pg_dump", *arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert dump.stdout  # noqa: S101  # nosec B101 - asked for above
    done = 0
    while piece := dump.stdout.read(PIECE):
        sealed.write(packed.compress(piece))
        done += len(piece)
        progress.at(done // MEGABYTE)
    _require_success(dump, "pg_dump")
    sealed.write(packed.flush())
    sealed.close()
    progress.finish(f"{done / MEGABYTE:,.1f} MB of the database")


def _label() -> dict[str, Any]:
    with connection.cursor() as cursor:
        version = cursor.connection.info.server_version
    role = settings.HOLDFAST_APPLICATION_ROLE
    return {"made_at": clock.now().isoformat(), "server_version": version, "application_role": role}


def restore_backup(source: Path, key: str, out: TextIO) -> dict[str, Any]:
    """Put the content of `source` in place of the database's; what the backup says of itself."""
    size = _verify(source, key, out)
    _require_alone()
    with source.open("rb") as file:
        content = BufferedReader(_unpacked(opened(file, key)), PIECE)
        label: dict[str, Any] = json.loads(content.read(int.from_bytes(content.read(4), "big")))
        _require_role(label["application_role"])
        _fill(content, Progress("Restore", size // MEGABYTE, out, "MB"))
    return label


def _verify(source: Path, key: str, out: TextIO) -> int:
    """Read the whole file before anything is touched; the size of what it holds, in bytes."""
    try:
        file = source.open("rb")
    except OSError as problem:
        raise SetupProblem(f"Cannot read {source}: {problem.strerror}.") from None
    with file:
        progress = Progress("Checking the file", 0, out, "MB")
        content = BufferedReader(_unpacked(opened(file, key)), PIECE)
        size = 0
        while piece := content.read(PIECE):
            size += len(piece)
            progress.at(size // MEGABYTE)
        progress.finish("whole and unchanged")
    return size


def _unpacked(chunks: Iterator[bytes]) -> Chunks:
    def pieces() -> Iterator[bytes]:
        unpack = zlib.decompressobj()
        for chunk in chunks:
            piece = unpack.decompress(chunk, PIECE)
            while piece or unpack.unconsumed_tail:
                yield piece
                piece = unpack.decompress(unpack.unconsumed_tail, PIECE)
        yield unpack.flush()

    return Chunks(piece for piece in pieces() if piece)


def _fill(content: Reader, progress: Progress) -> None:
    arguments = [
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
        "--output=/dev/null",
    ]
    filling = start("psql", *arguments, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    assert filling.stdin  # noqa: S101  # nosec B101 - asked for above
    done = 0
    try:
        filling.stdin.write(EMPTIED + _for_this_server(content.read(PIECE)))
        while piece := content.read(PIECE):
            filling.stdin.write(piece)
            done += len(piece)
            progress.at(done // MEGABYTE)
        filling.stdin.write(RENUMBERED)
        filling.stdin.close()
    except BrokenPipeError:
        pass  # psql gave up; it says why
    _require_success(filling, "psql")
    connection.close()
    progress.finish()


def _for_this_server(beginning: bytes) -> bytes:
    with connection.cursor() as cursor:
        old = cursor.connection.info.server_version < 170000
    return beginning.replace(UNKNOWN_BEFORE_17, b"", 1) if old else beginning


def _require_success(running: subprocess.Popen[bytes], name: str) -> None:
    told = running.stderr.read().decode(errors="replace").strip() if running.stderr else ""
    if running.wait() != 0:
        first = next((line for line in told.splitlines() if "ERROR" in line or "error" in line), told)
        raise SetupProblem(f"{name} failed and nothing was changed: {first}")


def _require_alone() -> None:
    others = (
        "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
    )
    with connection.cursor() as cursor:
        cursor.execute(others)
        if cursor.fetchone()[0]:
            raise SetupProblem("The database is in use: stop `holdfast serve` before restoring.")


def _require_role(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select exists (select from pg_roles where rolname = %s)", [role])
        if not cursor.fetchone()[0]:
            raise SetupProblem(
                f"The backup grants rights to the role {role}, which this server lacks: create it."
            )
