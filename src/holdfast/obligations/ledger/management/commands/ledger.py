"""`holdfast ledger check`, `holdfast ledger fill` and `holdfast ledger sweep`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from holdfast.groups.models import Group
from holdfast.obligations.ledger.drift import Drift, drift_of
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.operations import settle_everything
from holdfast.obligations.ledger.sweeping import sweep
from holdfast.stewardship.access.context import need_to_know
from holdfast.stewardship.accounts.partnerships import every_partnership


class Command(BaseCommand):
    help = (
        "check: rebuild every group's obligations from nothing, in memory, and say where the ledger differs;"
        " changes nothing. fill: raise what is missing, as after an upgrade that brings new kinds."
        " sweep: begin what is due to begin and note what was missed, as the job does every ten minutes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["check", "fill", "sweep"])
        parser.add_argument("--group", default="", help="only groups whose name or short name is this")
        parser.add_argument("--json", action="store_true", help="write the findings as JSON")

    def handle(self, *args: Any, what: str, group: str, **options: Any) -> None:
        if what == "sweep":
            self._sweep()
        elif what == "fill":
            self._fill(group)
        else:
            self._check(group, as_json=options["json"])

    def _sweep(self) -> None:
        for partnership_id in every_partnership():
            with need_to_know(partnership_id):
                swept = sweep()
            self.stdout.write(f"{swept.groups} groups began something; {swept.missed} obligations missed.")

    def _fill(self, name: str) -> None:
        before, count = _number_of_obligations(), 0
        for group in _groups(name):
            settle_everything(group, as_it_happened=True)
            count += 1
        self.stdout.write(f"{count} groups; {_number_of_obligations() - before} obligations more.")

    def _check(self, name: str, *, as_json: bool) -> None:
        found: list[tuple[str, Drift]] = []
        count = 0
        for group in _groups(name):
            found += [(str(group), one) for one in drift_of(group)]
            count += 1
        if as_json:
            rows = [{"group": where, **asdict(one)} for where, one in found]
            self.stdout.write(json.dumps(rows, default=str))
        for where, one in () if as_json else found:
            self.stderr.write(f"{where}: {one.kind} {one.clause} {one.occasion}: {one.what}")
        if found:
            raise CommandError(f"The ledger differs from the facts in {len(found)} places.", returncode=1)
        if not as_json:
            self.stdout.write(f"The ledgers of {count} groups agree with the facts.")


def _groups(name: str) -> Iterator[Group]:
    """Every group, each within its partnership's context."""
    for partnership_id in every_partnership():
        with need_to_know(partnership_id):
            for group in Group.objects.all():
                if not name or name in (group.name, group.short_name):
                    yield group


def _number_of_obligations() -> int:
    count = 0
    for partnership_id in every_partnership():
        with need_to_know(partnership_id):
            count += Obligation.objects.count()
    return count
