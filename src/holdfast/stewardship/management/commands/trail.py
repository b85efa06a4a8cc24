"""`holdfast trail verify` and `holdfast trail seal`."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from holdfast.stewardship.trail.sealing import seal_trail, verify_trail


class Command(BaseCommand):
    help = "Seal the trail, or verify that nobody has altered it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify", "seal"])
        parser.add_argument(
            "--anchor",
            type=Path,
            default=Path(settings.HOLDFAST_TRAIL_ANCHOR),
            help="the file, kept elsewhere, that the chain's heads are appended to",
        )

    def handle(self, *args: Any, what: str, anchor: Path, **options: Any) -> None:
        if what == "seal":
            seal = seal_trail(anchor)
            text = f"Seal {seal.number}: {seal.entries} entries." if seal else "Nothing new to seal."
            self.stdout.write(text)
            return
        self._verify(anchor)

    def _verify(self, anchor: Path) -> None:
        found = verify_trail(connection, anchor)
        for fault in found.faults:
            self.stderr.write(fault)
        self.stdout.write(
            f"{found.entries} entries in {found.seals} seals; {found.unsealed} newer entries not sealed yet."
        )
        if not found.is_sound:
            raise CommandError(f"The trail was tampered with: {len(found.faults)} faults.", returncode=1)
        self.stdout.write("The trail is sound.")
