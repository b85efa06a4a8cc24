"""`holdfast restore FILE`: put a backup in place of what the database holds."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, cast

from django.core.management.base import BaseCommand

from holdfast.config.backup import backup_key, restore_backup


class Command(BaseCommand):
    help = "Put a backup in place of everything that the database holds; wholly or not at all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        label = restore_backup(file, backup_key(), cast(Any, self.stdout))
        self.stdout.write(
            f"Restored as it was at {label['made_at']}. If it is of an older version: holdfast upgrade"
        )
