"""How lists name who owes something and to whom it is owed."""

from __future__ import annotations

from typing import Literal

from holdfast.charter.words import spoken
from holdfast.obligations.ledger.models import Obligation

Side = Literal["owner", "owed"]
# What `party_words` reads, for `select_related`.
NAMED = ("group", *(f"{side}_{who}" for side in ("owner", "owed") for who in ("agency", "person", "group")))


def party_words(row: Obligation, side: Side) -> str:
    """`the chair`, `the police member of MACE`, `Paul Okafor, Fernshire Police`; empty for nobody."""
    office, seat = getattr(row, f"{side}_office"), getattr(row, f"{side}_seat")
    agency, person = getattr(row, f"{side}_agency"), getattr(row, f"{side}_person")
    group, body = getattr(row, f"{side}_group"), getattr(row, f"{side}_body")
    if office or seat:
        named = f"the {spoken(office)}" if office else f"the {spoken(seat)} member"
        return f"{named} of {group}" if group else named
    if person:
        return f"{person}, {agency}" if agency else str(person)
    if agency:
        return str(agency)
    return f"{group} as a whole" if group else str(body)
