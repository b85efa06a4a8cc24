"""The whole charter back in plain English, clause by clause."""

from collections.abc import Callable
from typing import Any

from . import saying_meeting, saying_members, saying_promises
from .facts import Facts
from .findings import ClauseReading
from .mechanism import Mechanism
from .model import Charter, Clause, Reading
from .promises import Undertaking
from .registry import MECHANISMS, name_of

_SAYERS: dict[str, Callable[[Facts, Any], str]] = {
    name: getattr(module, f"say_{name}")
    for module in (saying_members, saying_meeting, saying_promises)
    for name in MECHANISMS
    if hasattr(module, f"say_{name}")
}


def explain(charter: Charter) -> tuple[ClauseReading, ...]:
    """Every clause with its wording, how the system keeps it, and the reading chosen, in order."""
    return tuple(explain_clause(charter, clause) for clause in charter.clauses)


def explain_clause(charter: Charter, clause: Clause) -> ClauseReading:
    """One clause read back."""
    return ClauseReading(
        clause=clause.id,
        says=clause.says,
        kept_by=tuple(say(charter, mechanism) for mechanism in clause.mechanisms),
        kinds=tuple(dict.fromkeys(map(name_of, clause.mechanisms))),
        readings=tuple(map(say_reading, clause.readings)),
        note=clause.note,
    )


def say(charter: Charter, mechanism: Mechanism) -> str:
    """One mechanism as a sentence."""
    if isinstance(mechanism, Undertaking):
        return saying_promises.say_undertaking(charter.facts, mechanism)
    return _SAYERS[name_of(mechanism)](charter.facts, mechanism)


def say_reading(reading: Reading) -> str:
    """The reading chosen, of which others."""
    about = f"'{reading.of}' is read as: " if reading.of else "Read as: "
    others = " or ".join(f"'{other}'" for other in reading.others)
    return f"{about}{reading.chosen} (chosen)" + (f", not {others}" if others else "")
