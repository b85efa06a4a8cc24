"""Every address, every role, both methods: nothing is open to somebody whom the oracle does not name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import pytest

from tests.access.matrix import Address, Walker, addresses, as_stranger, cells, differences
from tests.access.oracle import ORACLE
from tests.access.world import World

# Addresses whose object belongs to the signed-in account itself: other tests hold them to it.
OWN = {
    "account_remove_passkey",
    "account_renew_recovery_codes",
    "account_end_session",
    "openid_connect_login",
    "openid_connect_callback",
}
WALKED = [address for address in addresses() if address.name not in OWN]


def chunks() -> Iterator[list[Address]]:
    """Some addresses of one app at a time: few worlds to make, and work for both cores."""
    for _, group in groupby(WALKED, key=lambda address: address.name.split(":")[0].split("_")[0]):
        rows = list(group)
        yield from (rows[start : start + 16] for start in range(0, len(rows), 16))


def called(chunk: list[Address]) -> str:
    return f"{chunk[0].name}..{chunk[-1].name}"


def test_every_address_stands_in_the_oracle_and_no_other() -> None:
    assert {address.name for address in WALKED} == set(ORACLE)


def test_every_address_declares_its_policy() -> None:
    assert [address.name for address in addresses() if not address.methods] == []


@pytest.mark.parametrize("chunk", list(chunks()), ids=called)
def test_each_role_is_let_in_where_the_oracle_says_and_nowhere_else(
    chunk: list[Address], world: World
) -> None:
    found = list(differences(Walker(world), (cell for address in chunk for cell in cells(address))))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("chunk", list(chunks()), ids=called)
def test_another_partnerships_record_is_as_missing_as_a_missing_one(
    chunk: list[Address], world: World, other: World
) -> None:
    walker = Walker(other)
    found = [line for address in chunk for line in as_stranger(world, walker, address)]
    assert not found, "\n".join(found)
