"""For commands on a group's terms: in whose name they act, which group is meant, how refusals end them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.management.base import CommandError, CommandParser
from django.db.models import Q

from holdfast.charter.place import FaultyCharter
from holdfast.groups.models import Group
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.actor import Actor, actor_for
from holdfast.stewardship.access.context import need_to_know
from holdfast.stewardship.accounts.models import Account
from holdfast.stewardship.accounts.partnerships import partnerships_of, person_in

ANSWER_NO, WRONG_USE, FAULTY_FILE = 1, 2, 3


def add_who(parser: CommandParser) -> None:
    """The options that say who acts and where."""
    parser.add_argument("--by", required=True, metavar="EMAIL", help="the account in whose name this is done")
    parser.add_argument("--partnership", help="which, if that account works in several")


@contextmanager
def acting(by: str, partnership: str | None) -> Iterator[Actor]:
    """A transaction in which the account's person acts, with just their own rights."""
    account = Account.objects.filter(email__iexact=by, is_active=True).first()
    if account is None:
        raise CommandError(f"There is no account of {by}.", returncode=WRONG_USE)
    with need_to_know(None, account_id=account.pk):
        person = person_in(_partnership(account.pk, partnership), account.pk)
        if person is None:
            raise CommandError(f"{by} is nobody there.", returncode=WRONG_USE)
        with _refusals_said():
            yield actor_for(person)


@contextmanager
def _refusals_said() -> Iterator[None]:
    try:
        yield
    except FaultyCharter as faulty:
        raise CommandError(str(faulty), returncode=FAULTY_FILE) from faulty
    except Refused as refusal:
        clauses = ", ".join(refusal.finding.clauses)
        raise CommandError(
            f"{refusal}{f' ({clauses})' if clauses else ''}", returncode=ANSWER_NO
        ) from refusal
    except PermissionDenied as denied:
        raise CommandError(str(denied), returncode=ANSWER_NO) from denied


def _partnership(account_id: UUID, wanted: str | None) -> UUID:
    choices = partnerships_of(account_id)
    found = [c for c in choices if wanted is None or wanted.casefold() in c.name.casefold()]
    if len(found) == 1:
        return found[0].partnership_id
    names = ", ".join(choice.name for choice in choices) or "none"
    raise CommandError(f"Say which partnership with --partnership: {names}.", returncode=WRONG_USE)


def group_named(name: str, by: Actor) -> Group:
    """The group with this name or short name, whatever its capitals."""
    rows = Group.objects.visible_to(by)
    found: list[Group] = list(rows.filter(Q(name__iexact=name) | Q(short_name__iexact=name)))
    if len(found) == 1:
        return found[0]
    known = ", ".join(str(group) for group in rows) or "none"
    reason = f"Several groups are called {name}" if found else f"There is no group called {name}"
    raise CommandError(f"{reason}. Groups: {known}.", returncode=WRONG_USE)


def text_of(file: Path) -> str:
    """A charter file's text."""
    try:
        return file.read_bytes().decode("utf-8")
    except OSError as why:
        raise CommandError(f"{file} cannot be read: {why.strerror}.", returncode=FAULTY_FILE) from why
    except UnicodeDecodeError as why:
        raise CommandError(f"{file} is not a text in UTF-8.", returncode=FAULTY_FILE) from why


def day(text: str) -> date:
    """A date such as 2026-03-03."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{text} is not a date: write it as 2026-03-03.", returncode=WRONG_USE) from None
