"""`holdfast backup FILE`: copy the whole database into one encrypted file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, cast

from django.core.management.base import BaseCommand

from holdfast.config.backup import backup_key, make_backup


class Command(BaseCommand):
    help = "Copy the whole database into one encrypted file; people may go on working meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="where to write; must not exist yet")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        size = make_backup(file.absolute(), backup_key(), cast(Any, self.stdout))
        self.stdout.write(
            f"{file}: {size:,} bytes, encrypted. Without its key nobody can read it, you included."
        )
