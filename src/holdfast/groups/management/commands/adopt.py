"""`holdfast adopt GROUP FILE --from DATE`: a charter checked, proposed, signed and in force in one go."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from holdfast.groups.management.acting import WRONG_USE, acting, add_who, day, group_named, text_of
from holdfast.groups.models import Terms
from holdfast.groups.operations.in_force import put_in_force
from holdfast.groups.operations.terms import bind_agencies, propose_terms, record_signature
from holdfast.groups.queries.linking import suggested_links
from holdfast.stewardship.access.actor import Actor


class Command(BaseCommand):
    help = "Adopt a charter file as a group's terms of reference, from a date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("group", help="its name or short name")
        parser.add_argument("file", type=Path)
        parser.add_argument("--from", dest="from_on", required=True, metavar="DATE", help="2026-03-03")
        parser.add_argument("--charter", default="", help="which group of the file, if it holds several")
        parser.add_argument(
            "--signed",
            action="append",
            default=[],
            metavar="CAPACITY=NAME[@DATE]",
            help="a signature given on paper, such as chair=Ann Hill@2026-03-01; once for each",
        )
        add_who(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        from_on, source = day(options["from_on"]), text_of(options["file"])
        with acting(options["by"], options["partnership"]) as actor:
            group = group_named(options["group"], actor)
            terms = propose_terms(group.pk, by=actor, source=source, charter_key=options["charter"])
            links = suggested_links(actor, terms)
            bind_agencies(group.pk, links, by=actor)
            for text in options["signed"]:
                _sign(terms, text, actor)
            changes = put_in_force(terms.pk, by=actor, from_on=from_on)
        self.stdout.write(f"{group} has version {terms.version} in force from {from_on}.")
        self.stdout.write(
            f"Seats: {len(changes.opened)} opened, {len(changes.kept)} kept, {len(changes.closed)} closed."
        )
        if missing := [key for key, agency in links.items() if agency is None]:
            self.stdout.write(f"Not linked to a local agency yet: {', '.join(missing)}.")


def _sign(terms: Terms, text: str, actor: Actor) -> None:
    capacity, _, rest = text.partition("=")
    name, _, on = rest.partition("@")
    if not capacity or not name:
        raise CommandError(f"{text} is not CAPACITY=NAME or CAPACITY=NAME@DATE.", returncode=WRONG_USE)
    signed_on = day(on) if on else None
    record_signature(terms.pk, capacity, by=actor, signatory_name=name, signed_on=signed_on)
