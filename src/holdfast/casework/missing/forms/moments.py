"""A date with a time that may be left out where only the day is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from holdfast.casework.missing.rules.episodes import midnight_of
from holdfast.kernel.clock import LONDON
from holdfast.web import forms
from holdfast.web.forms.instants import InstantInput


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant in UTC; of a date alone, its midnight in London."""

    at: datetime
    is_known: bool = True

    @classmethod
    def of(cls, at: datetime | None, is_known: bool = True) -> Moment | None:
        """As a form shows what is stored."""
        return cls(at, is_known) if at is not None else None


class MomentInput(InstantInput):
    """The boxes of a date and a time."""

    def decompress(self, value: Any) -> list[Any]:
        """The date, and the time where it is known."""
        if isinstance(value, datetime):
            return super().decompress(value)
        if not isinstance(value, Moment):
            return [None, None]
        on, at = super().decompress(value.at)
        return [on, at if value.is_known else None]


class MomentField(forms.InstantField):
    """A date, and a time if it is known."""

    widget = MomentInput

    def compress(self, data_list: list[Any]) -> Moment | None:  # type: ignore[override]
        """The moment; without a date it is incomplete."""
        if data_list and isinstance(data_list[0], date) and not isinstance(data_list[1], time):
            return Moment(midnight_of(data_list[0]), False)
        instant = super().compress(data_list)
        return Moment(instant) if instant is not None else None


def kept_instant(recorded: datetime | None, typed: datetime | None) -> datetime | None:
    """What is recorded, if the boxes still show it: they show no seconds, and no hour that comes twice."""
    if recorded is None or typed is None or _as_shown(recorded) != _as_shown(typed):
        return typed
    return recorded


def _as_shown(at: datetime) -> datetime:
    return at.astimezone(LONDON).replace(second=0, microsecond=0, tzinfo=None, fold=0)
