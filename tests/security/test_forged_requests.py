"""A request that our own page did not make changes nothing (check 32)."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.access.matrix import addresses, url_for
from tests.access.oracle import ORACLE
from tests.access.world import World, own_context

UNSAFE = [address for address in addresses() if "POST" in address.methods and address.name in ORACLE]


def test_no_address_takes_a_post_without_its_token(world: World) -> None:
    taken, clients = [], dict[str, Client]()
    for address in UNSAFE:
        role = next((role for role in world.accounts if ORACLE[address.name].allows("POST", role)), "manager")
        own_context(world)
        if role not in clients:
            clients[role] = Client(enforce_csrf_checks=True)
            clients[role].force_login(world.accounts[role])
        if clients[role].post(url_for(address, world), {"csrfmiddlewaretoken": "guessed"}).status_code != 403:
            taken.append(address.name)
    assert taken == []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_no_other_method_does_anything(world: World, method: str) -> None:
    client = Client()
    client.force_login(world.accounts["manager"])
    for address in ("/", "/people/", "/actions/", f"/meetings/{world.ids['meeting_id']}/"):
        assert client.generic(method, address).status_code == 405


def test_asking_changes_nothing(world: World) -> None:
    """No address that only takes a GET writes anything but the trail."""
    from tests.access.matrix import Walker, _fingerprint

    walker = Walker(world)
    own_context(world)
    before = _fingerprint(world)
    for address in addresses():
        if address.methods == ("GET",) and address.name in ORACLE:
            own_context(world)
            walker.client("manager").get(url_for(address, world))
    assert _fingerprint(world) == before


def test_a_forged_origin_is_refused(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.accounts["manager"])
    client.get("/people/new/")
    token = client.cookies["__Host-csrf"].value
    sent = {"csrfmiddlewaretoken": token, "name": "Nia"}
    answer = client.post("/people/new/", sent, headers={"Origin": "https://elsewhere.example"}, secure=True)
    assert answer.status_code == 403
