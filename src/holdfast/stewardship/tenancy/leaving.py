"""What higher apps say before somebody leaves a place here, and do once they have left the partnership."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Model

from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.models import Agency, Person

# Given the person, agency, appointment or other row that is about to end; "" where there is nothing to say.
Warn = Callable[[Model], str]
Act = Callable[[Person | Agency, Actor], None]
_warnings: dict[str, Warn] = {}
_acts: dict[str, Act] = {}


def warn_before_leaving(warn: Warn) -> Warn:
    """Say `warn(row)` on the page that asks to confirm; registering the same twice changes nothing."""
    _warnings[f"{warn.__module__}.{warn.__qualname__}"] = warn
    return warn


def warnings_before(row: Model) -> str:
    """Everything to be said, as sentences one after the other."""
    return " ".join(filter(None, (warn(row) for warn in _warnings.values())))


def on_left(act: Act) -> Act:
    """Call `act(person or agency, actor)` in the transaction in which they leave."""
    _acts[f"{act.__module__}.{act.__qualname__}"] = act
    return act


def tell_left(one: Person | Agency, by: Actor) -> None:
    """Let every registered app act; what one raises undoes the whole."""
    for act in _acts.values():
        act(one, by)
