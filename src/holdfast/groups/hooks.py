"""What higher apps do when a version of a group's terms is proposed, signed or put in force."""

from __future__ import annotations

from collections.abc import Callable

from holdfast.groups.models import Terms
from holdfast.stewardship.access.actor import Actor

Act = Callable[[Terms, Actor], None]
_acts: dict[str, Act] = {}


def on_terms_changed(act: Act) -> Act:
    """Call `act(terms, actor)` in the same transaction from now on; twice the same changes nothing."""
    _acts[f"{act.__module__}.{act.__qualname__}"] = act
    return act


def tell_terms_changed(terms: Terms, by: Actor) -> None:
    """Let every registered app act; what one raises undoes the whole."""
    for act in _acts.values():
        act(terms, by)
