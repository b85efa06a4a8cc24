"""What changed between two versions of a charter, in words."""

from .findings import Change
from .model import Charter


def diff(old: Charter, new: Charter) -> tuple[Change, ...]:
    """Changed, added and removed clauses, and changes to what the charter says of itself. Empty if equal."""
    raise NotImplementedError
