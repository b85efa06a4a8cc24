"""The charters that ship with the product, by the key of their group."""

from functools import cache
from importlib.resources import files

from .model import Document
from .reading import load
from .words import plain

_SHELF = files(__package__) / "shipped"


@cache
def shipped() -> tuple[str, ...]:
    """The keys of the charters that ship, in order."""
    names = (entry.name for entry in _SHELF.iterdir() if entry.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in names))


def shipped_text(name: str) -> str:
    """The source of a shipped charter, as a group adopts it; KeyError if none has this key."""
    key = plain(name)
    if key not in shipped():
        raise KeyError(name)
    return (_SHELF / f"{key}.toml").read_text(encoding="utf-8")


@cache
def load_shipped(name: str) -> Document:
    """A shipped charter, read once; KeyError if none has this key."""
    return load(shipped_text(name), f"{plain(name)}.toml")
