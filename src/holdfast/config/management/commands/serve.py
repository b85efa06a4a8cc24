"""`holdfast serve`: the web server, the job worker and the private PostgreSQL under one parent."""

import json
import os
import sys
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from holdfast.config.database import cluster, is_embedded
from holdfast.config.preflight import require_free_port
from holdfast.config.supervision import Child, Supervisor
from holdfast.config.surroundings import SetupProblem
from holdfast.config.welcome import welcome

WORKERS = "2"
THREADS = "4"


class Command(BaseCommand):
    help = "Serve the site and work on its jobs until Ctrl-C."
    requires_system_checks = "__all__"

    def handle(self, *args: Any, **options: Any) -> None:
        port = require_free_port()
        require_up_to_date()
        connection.close()
        supervisor = Supervisor([_web(port), _jobs()], cluster() if is_embedded() else None)
        supervisor.run(is_well=lambda: answers_well(port), when_well=lambda: self._announce(port))
        self.stdout.write("Holdfast has stopped.")

    def _announce(self, port: int) -> None:
        for line in welcome(f"http://127.0.0.1:{port}"):
            self.stdout.write(line)
        connection.close()
        self.stdout.flush()


def require_up_to_date() -> None:
    """SetupProblem when the database is behind the programs."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise SetupProblem("The database is older than this version: run `holdfast upgrade` first.")


def answers_well(port: int) -> bool:
    """Whether the site says of itself that it is well."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/health/", timeout=5) as answer:  # nosec B310 - our own address
            return bool(json.load(answer))
    except (URLError, OSError, ValueError):
        return False


def _web(port: int) -> Child:
    return Child(
        "web server",
        [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port),
            "--host", os.environ.get("HOLDFAST_HOST") or "127.0.0.1",
            "--workers", WORKERS, "--blocking-threads", THREADS, "--blocking-threads-idle-timeout", "600",
            "--no-ws", "--respawn-failed-workers", "--workers-kill-timeout", "8", "--log-level", "warning",
            "holdfast.config.wsgi:application",
        ],
    )  # fmt: skip


def _jobs() -> Child:
    return Child("job worker", [sys.executable, "-m", "holdfast", "jobs"])
