"""`holdfast rehearse`: get a demonstration ready: an up-to-date database with an invented world in it."""

from typing import Any, TextIO, cast

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from holdfast.config.management.commands.upgrade import bring_up_to_date
from holdfast.config.surroundings import SetupProblem


class Command(BaseCommand):
    help = "Get a demonstration ready; keeps the invented world that is there."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.HOLDFAST_INVENTED:
            raise SetupProblem("Invented people are for the demonstration's settings alone.")
        bring_up_to_date(cast(TextIO, self.stdout))
        call_command("demo", if_empty=True, stdout=self.stdout)
