"""One row of the oracle: who may ask an address, and send something to it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One address: who may get it and who may post to it."""

    get: str = ""
    post: str = ""

    def allows(self, method: str, role: str) -> bool:
        return role in (self.get if method == "GET" else self.post).split()


def both(roles: str) -> Row:
    """The same people may ask for the form and send it."""
    return Row(roles, roles)
