"""`holdfast upgrade`: bring the database to this version: schema, cache, row-level security."""

from contextlib import nullcontext
from typing import Any, TextIO, cast

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.core.management.commands.migrate import Command as Migrate
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from holdfast.config.first_upgrade import few_models_rendered
from holdfast.config.grants import admit_migrator, grant_platform
from holdfast.config.progress import Progress
from holdfast.stewardship.access.row_security import secure_database


class Command(BaseCommand):
    help = "Bring the database to this version: schema, cache, row-level security. Repeating it does no harm."

    def handle(self, *args: Any, **options: Any) -> None:
        bring_up_to_date(cast(TextIO, self.stdout))


class MigrateWithProgress(Migrate):
    """Django's own command, which says each migration by name, made to say how many are left."""

    progress: Progress
    done = 0

    def migration_progress_callback(self, action: str, migration: Any = None, fake: bool = False) -> None:
        if action == "apply_success":
            self.done += 1
            self.progress.at(self.done)


def bring_up_to_date(out: TextIO) -> None:
    """Migrate, make the cache table, secure every table; all of it can be repeated."""
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    migrate = MigrateWithProgress()
    migrate.progress = Progress("Schema", pending, out)
    with nullcontext() if executor.loader.applied_migrations else few_models_rendered():
        call_command(migrate, interactive=False, verbosity=0)
    migrate.progress.finish(f"{pending} steps taken" if pending else "nothing to do")
    call_command("createcachetable", verbosity=0)
    secured = Progress("Row-level security", 0, out)
    secure_database(connection)
    grant_platform(connection)
    admit_migrator(connection)
    secured.finish()
