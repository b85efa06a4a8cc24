"""`holdfast upgrade`: bring the database to this version: schema, row-level security, cache."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from holdfast.config.grants import grant_platform
from holdfast.stewardship.access.row_security import secure_database


class Command(BaseCommand):
    help = "Bring the database to this version: schema, row-level security, cache."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("Schema ...")
        call_command("migrate", interactive=False, verbosity=options["verbosity"])
        self.stdout.write("Cache table ...")
        call_command("createcachetable", verbosity=0)
        self.stdout.write("Row-level security ...")
        secure_database(connection)
        grant_platform(connection)
        self.stdout.write("The database is up to date.")
