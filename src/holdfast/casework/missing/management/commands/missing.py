"""`holdfast missing check` and `holdfast missing fill`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from holdfast.casework.missing.operations.frequent import children_adrift, recompute_everybody
from holdfast.stewardship.access.context import need_to_know
from holdfast.stewardship.accounts.partnerships import every_partnership


class Command(BaseCommand):
    help = (
        "check: work out for every child when it was frequently missing, from all episodes in one pass, and"
        " say whose stored answer differs, by id; changes nothing. fill: store what differs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["check", "fill"])

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        if what == "fill":
            self._fill()
        else:
            self._check()

    def _fill(self) -> None:
        changed = 0
        for partnership_id in every_partnership():
            with need_to_know(partnership_id):
                changed += recompute_everybody()
        self.stdout.write(f"{changed} children answered anew.")

    def _check(self) -> None:
        differing = partnerships = 0
        for partnership_id in every_partnership():
            with need_to_know(partnership_id):
                adrift = children_adrift()
            partnerships += 1
            differing += len(adrift)
            for child_id in adrift:
                self.stderr.write(f"{partnership_id}: child {child_id} differs")
        if differing:
            raise CommandError(f"The stored answer differs for {differing} children.", returncode=1)
        self.stdout.write(f"Frequent missing agrees with the episodes in {partnerships} partnerships.")
