"""The root of everything that can keep a clause."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Mechanism:
    """A rule, promise or record that keeps one clause; `clause` is that clause's id."""

    clause: str = ""
