"""`holdfast setup`: the first partnership and its administrator, who gets a link that works once."""

import sys
from argparse import ArgumentParser
from typing import Any, TextIO, cast

from django.core.management.base import BaseCommand

from holdfast.config.first_partnership import FirstPeople, set_up_partnership
from holdfast.config.management.commands.upgrade import bring_up_to_date
from holdfast.config.surroundings import SetupProblem

QUESTIONS = {
    "partnership": "The partnership's name",
    "agency": "The agency that hosts it (a council, say)",
    "name": "The administrator's name",
    "email": "The administrator's email address",
}


class Command(BaseCommand):
    help = "Make the first partnership and its administrator; asks for what is not given."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, question in QUESTIONS.items():
            parser.add_argument(f"--{name}", help=question)
        parser.add_argument("--another", action="store_true", help="make one more beside those there are")

    def handle(self, *args: Any, another: bool, **options: Any) -> None:
        answers = {name: options[name] or ask(question) for name, question in QUESTIONS.items()}
        people = FirstPeople(**answers)
        bring_up_to_date(cast(TextIO, self.stdout))
        address = set_up_partnership(people, is_another=another)
        self.stdout.write(f"{people.partnership} is set up, with {people.name} as its system administrator.")
        if address:
            self.stdout.write(
                f"They choose a password here (works once, for 7 days; tell nobody else):\n{address}"
            )
        else:
            self.stdout.write("They sign in with the password that they have already.")


def ask(question: str) -> str:
    """What the operator types; SetupProblem where nobody can be asked."""
    if not sys.stdin.isatty():
        raise SetupProblem(f"{question}: nobody can be asked here, so give it as an option (see --help).")
    return input(f"{question}: ")
