"""What all charter commands share: an answer with its exit code, and opening what they are given."""

from argparse import Namespace
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from holdfast.kernel.working_days import ENGLAND_AND_WALES, WorkingDays

from .dates_file import read_holidays
from .json_file import LARGEST, faulty
from .model import Charter, Document
from .reading import load_file
from .shelf import load_shipped, shipped


class WrongUse(Exception):
    """The command was asked in a way it does not understand."""


@dataclass(frozen=True)
class Reply:
    """An exit code with the answer as JSON and as text."""

    code: int
    data: Any
    text: str
    is_error: bool = False


def open_charter(name: str) -> Document:
    """A charter file, or a shipped charter by its name."""
    path = Path(name)
    if not path.exists() and name in shipped():
        return load_shipped(name)
    return load_file(path)


def one_charter(name: str, group: str | None) -> Charter:
    document = open_charter(name)
    keys = ", ".join(charter.key for charter in document.charters)
    if group:
        try:
            return document.group(group)
        except KeyError:
            raise WrongUse(f"{name} holds no group '{group}': it holds {keys}") from None
    if len(document.charters) > 1:
        raise WrongUse(f"{name} holds several groups: say --group with one of {keys}")
    return document.charter


def read_bytes(name: str) -> bytes:
    try:
        with Path(name).open("rb") as file:
            return file.read(LARGEST + 1)  # one more, so that what is too large is known to be
    except (OSError, ValueError) as why:
        raise faulty(name, f"cannot be read: {getattr(why, 'strerror', None) or why}") from None


def read_day(text: str, option: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise WrongUse(f"{option} '{text}': expected a date such as 2026-03-31") from None
    if not 1900 <= day.year <= 2190:
        raise WrongUse(f"{option} '{text}': expected a date between 1900 and 2190")
    return day


def read_bank_holidays(asked: Namespace) -> WorkingDays:
    return read_holidays(read_bytes(asked.holidays), asked.holidays) if asked.holidays else ENGLAND_AND_WALES
