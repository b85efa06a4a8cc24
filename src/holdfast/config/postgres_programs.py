"""PostgreSQL's own programs for copying a database, of a version that fits the server."""

import os
import subprocess
from pathlib import Path
from typing import Any

from django.db import connection

from holdfast.config.database import cluster, is_embedded
from holdfast.config.postgres_place import find_programs
from holdfast.config.surroundings import SetupProblem

IN_ENVIRONMENT = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}


def program(name: str) -> Path:
    """The program `name`, at least as new as the server that this process speaks to."""
    if is_embedded():
        return cluster().programs / name
    needed = connection.cursor().connection.info.server_version // 10000
    found = find_programs(name, at_least=needed)
    if found is None:
        raise SetupProblem(
            f"No {name} for PostgreSQL {needed} was found: install postgresql-client-{needed}."
        )
    return found


def start(name: str, *arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    """Start the program with this process's own connection, whose password no other process can read."""
    connection.ensure_connection()
    parts = connection.connection.info.get_parameters() | {"password": connection.connection.info.password}
    surroundings = {
        "PATH": os.environ.get("PATH", os.defpath),
        "PGCLIENTENCODING": "UTF8",
        "LC_ALL": "C.UTF-8",
    }
    for part, variable in IN_ENVIRONMENT.items():
        if parts.get(part):
            surroundings[variable] = str(parts[part])
    return subprocess.Popen([str(program(name)), *arguments], env=surroundings, **options)
