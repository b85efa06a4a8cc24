"""`holdfast terms list|propose|sign|force`: the steps of adopting terms of reference, one at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from holdfast.groups.management.acting import WRONG_USE, acting, add_who, day, group_named, text_of
from holdfast.groups.models import Group, Terms
from holdfast.groups.operations.in_force import put_in_force
from holdfast.groups.operations.terms import propose_terms, record_signature
from holdfast.groups.queries.terms import versions_page
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor


class Command(BaseCommand):
    help = "List a group's terms of reference; propose, sign or put in force a version."

    def add_arguments(self, parser: CommandParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True)
        listing = steps.add_parser("list", help="the group's versions")
        proposing = steps.add_parser("propose", help="check a charter file and propose it")
        signing = steps.add_parser("sign", help="record a signature given on paper")
        forcing = steps.add_parser("force", help="put a proposed version in force")
        for step in (listing, proposing, signing, forcing):
            step.add_argument("group", help="its name or short name")
            add_who(step)
        proposing.add_argument("file", type=Path)
        proposing.add_argument("--charter", default="", help="which group of the file, if it holds several")
        for step in (signing, forcing):
            step.add_argument("version")
        signing.add_argument("capacity", help="such as chair, as the terms name it")
        signing.add_argument("--name", required=True)
        signing.add_argument("--on", help="the date; without one the signature shows as not dated")
        forcing.add_argument("--from", dest="from_on", required=True, metavar="DATE")

    def handle(self, *args: Any, step: str, **options: Any) -> None:
        with acting(options["by"], options["partnership"]) as actor:
            group = group_named(options["group"], actor)
            self.stdout.write(getattr(self, f"_{step}")(group, actor, options))

    def _list(self, group: Group, actor: Actor, options: dict[str, Any]) -> str:
        versions = versions_page(actor, group, clock.today()).versions
        lines = [
            f"{one.version}: {one.state}"
            + (f", from {one.in_force_from} to {one.in_force_to or 'now'}" if one.in_force_from else "")
            for one in versions
        ]
        return "\n".join(lines) or f"{group} has no terms of reference yet."

    def _propose(self, group: Group, actor: Actor, options: dict[str, Any]) -> str:
        source = text_of(options["file"])
        terms = propose_terms(group.pk, by=actor, source=source, charter_key=options["charter"])
        return f"No fault was found. Proposed as version {terms.version}."

    def _sign(self, group: Group, actor: Actor, options: dict[str, Any]) -> str:
        signed_on = day(options["on"]) if options["on"] else None
        record_signature(
            _version(group, options["version"]).pk,
            options["capacity"],
            by=actor,
            signatory_name=options["name"],
            signed_on=signed_on,
        )
        return f"Signed by {options['name']}, {signed_on or 'not dated'}."

    def _force(self, group: Group, actor: Actor, options: dict[str, Any]) -> str:
        from_on = day(options["from_on"])
        put_in_force(_version(group, options["version"]).pk, by=actor, from_on=from_on)
        return f"Version {options['version']} is in force from {from_on}."


def _version(group: Group, version: str) -> Terms:
    terms: Terms | None = Terms.objects.filter(group=group, version=version).first()
    if terms is None:
        raise CommandError(f"{group} has no version {version}.", returncode=WRONG_USE)
    return terms
