"""Runs the command line as an operator does, on a database of the test's own."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from psycopg.conninfo import make_conninfo

from holdfast.config.postgres import APPLICATION, MIGRATOR, Cluster


def holdfast(
    cluster: Cluster, database: str, *arguments: str | Path, patience: int = 120, **surroundings: str
) -> "subprocess.CompletedProcess[str]":
    """`holdfast ARGUMENTS` with the test's settings, as both roles of `database`."""
    told = {
        "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
        "HOLDFAST_DATABASE_URL": make_conninfo(**cluster.parameters(APPLICATION, database)),
        "HOLDFAST_MIGRATOR_URL": make_conninfo(**cluster.parameters(MIGRATOR, database)),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    return subprocess.run(
        [sys.executable, "-m", "holdfast", *map(str, arguments)],
        env=os.environ | told | surroundings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=patience,
    )
