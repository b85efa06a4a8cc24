"""`holdfast demo`: generate the invented partnerships from a seed."""

import time
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from holdfast.demo.models import DemoSignIn
from holdfast.demo.offering import write_sign_ins
from holdfast.demo.world.area import Area
from holdfast.demo.world.areas import AREAS
from holdfast.demo.world.childhood.plan import Size
from holdfast.demo.world.partnership import plan_partnership
from holdfast.demo.writing import seal, write_partnership
from holdfast.kernel import clock
from holdfast.kernel.finding import counted

SHOWN_EVERY = 5.0
# Some 4 episodes a child in three years: a million episodes and more.
MOST_CHILDREN = 250_000


class Command(BaseCommand):
    help = "Generate invented partnerships, people and meetings. The same seed gives the same world."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", default="1", help="any word or number; by default 1")
        parser.add_argument("--partnerships", type=int, default=len(AREAS), help="how many areas, 1 to 5")
        parser.add_argument(
            "--years", type=int, default=3, help="years of meetings and episodes, 1 to 20; by default 3"
        )
        parser.add_argument(
            "--children",
            type=int,
            default=600,
            help="children on record, where they are discussed; by default 600",
        )
        parser.add_argument(
            "--episodes", type=int, help="about so many; by default 2,500 in three years of 600 children"
        )
        parser.add_argument(
            "--day", type=date.fromisoformat, help="the day on which the world stands, by default today"
        )
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there is a world")

    def handle(self, *args: Any, **options: Any) -> None:
        count, years = options["partnerships"], options["years"]
        if not (1 <= count <= len(AREAS) and 1 <= years <= 20):
            raise CommandError(f"Ask for 1 to {len(AREAS)} partnerships and 1 to 20 years.")
        if not 0 <= options["children"] <= MOST_CHILDREN:
            raise CommandError(f"Ask for 0 to {MOST_CHILDREN:,} children.")
        if DemoSignIn.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("There is an invented world already. To start over: bin/demo --fresh.")
        with transaction.atomic():
            size = Size(options["children"], years, options["episodes"])
            people = self._invent(AREAS[:count], options["seed"], options["day"] or clock.today(), size)
        self._say("Sealing the trail")
        seal()
        self._say(f"The invented world is there: {counted(count, 'area')}, {people} people to sign in as.")

    def _invent(self, areas: Sequence[Area], seed: str, day: date, size: Size) -> int:
        """All of it or nothing; how many people can be signed in as."""
        planned = []
        for number, area in enumerate(areas, start=1):
            self._say(f"Invented area {number} of {len(areas)}: {area.name}")
            plan = plan_partnership(area, seed=seed, today=day, years=size.years, size=size)
            write_partnership(plan, self._progress(area.name))
            planned.append(plan)
        return write_sign_ins(planned)

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()

    def _progress(self, name: str) -> Any:
        shown = [time.monotonic()]

        def told(done: int) -> None:
            if time.monotonic() - shown[0] > SHOWN_EVERY:
                shown[0] = time.monotonic()
                self._say(f"{name}: {done:,} rows")

        return told
