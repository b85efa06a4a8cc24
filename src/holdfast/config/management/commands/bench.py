"""`holdfast bench`: measure pages, findings and documents beside what they cannot be faster than."""

import json
import os
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections

from holdfast.config import bench_database
from holdfast.config.database import cluster, is_embedded, migrator_parameters
from holdfast.kernel import clock


class Command(BaseCommand):
    help = "Measure pages against their floors and against the automatic admin, findings and documents."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")
        parser.add_argument("--large", action="store_true", help="also at fifty partnerships, ten years each")
        parser.add_argument(
            "--casework",
            nargs="+",
            choices=bench_database.CASEWORK,
            help="casework alone, also at these sizes",
        )
        parser.add_argument("--blocks", type=int, default=7, help="by default 7")
        parser.add_argument("--repeats", type=int, default=5, help="fetches of a page in each block")
        parser.add_argument(
            "--imported", type=int, default=100_000, help="episodes to import, by default 100000"
        )
        parser.add_argument(
            "--starts", type=int, default=1_000_000, help="starts over all, by default a million"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        from holdfast.demo.bench.report import as_json, as_table
        from holdfast.demo.bench.running import Effort, run
        from holdfast.demo.models import DemoSignIn

        if options["blocks"] < 1 or options["repeats"] < 1:
            raise CommandError("Ask for one block and one repeat at least.")
        if not DemoSignIn.objects.exists():
            raise CommandError("There is no invented world to measure. The command holdfast demo makes it.")
        told = self._told(quiet=options["json"])
        results = run(
            self._sizes(options["large"], options["casework"] or (), told),
            Effort(
                options["blocks"],
                options["repeats"],
                imported=options["imported"],
                starts=options["starts"],
                is_casework_alone=bool(options["casework"]),
            ),
            told,
            _loader,
        )
        if options["json"]:
            measured_on = {"date": clock.today().isoformat(), "cores": os.cpu_count()}
            self.stdout.write(json.dumps({**measured_on, **as_json(results)}, indent=2))
        else:
            self.stdout.write("\n".join(as_table(results)))

    def _sizes(
        self, wants_large: bool, casework: Sequence[str], told: Callable[[str], None]
    ) -> dict[str, Callable[[], None]]:
        sizes: dict[str, Callable[[], None]] = {"demo": partial(_point_at, connection.settings_dict["NAME"])}
        wanted = ["large"] if wants_large else []
        for name in (*wanted, *casework):
            if not is_embedded():
                raise CommandError("Other sizes are made in the private PostgreSQL: name no server for them.")
            bench_database.prepare(cluster(), bench_database.SIZES[name], told)
            sizes[name] = partial(_point_at, bench_database.SIZES[name].name)
        return sizes

    def _told(self, *, quiet: bool) -> Callable[[str], None]:
        def told(words: str) -> None:
            if not quiet:
                self.stderr.write(words)

        return told


def _point_at(database: str) -> None:
    """The connection of this process, at another database of the same server."""
    if connections["default"].settings_dict["NAME"] != database:
        connections["default"].close()
        connections["default"].settings_dict["NAME"] = database


@contextmanager
def _loader() -> Iterator[psycopg.Connection]:
    """A connection of the other role to the database that is measured."""
    with psycopg.connect(**migrator_parameters(connections["default"].settings_dict["NAME"])) as found:
        yield found
