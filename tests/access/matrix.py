"""Walks every address as every role and says where an answer differs from the oracle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from holdfast.kernel import clock
from holdfast.stewardship.access.row_security import tenant_models
from holdfast.stewardship.accounts.sessions import PROVEN
from tests.access.casework_world import CASEWORK_ROLES, CASEWORK_SPACES
from tests.access.oracle import ORACLE, OTHER_NAMES, QUERIES
from tests.access.world import ROLES, World, missing, own_context

ALLOWED = {"GET": {200, 204, 302}, "POST": {200, 204, 302, 409, 413, 422, 429}}
DENIED = {302, 403, 404}
REFUSED = {403, 404}
_TOKENS = re.compile(rb'name="(csrfmiddlewaretoken|submission)" value="[^"]*"|nonce="[^"]*"')


@dataclass(frozen=True)
class Address:
    """One address of the resolver: its full name, the names of what it holds, its methods."""

    name: str
    parameters: tuple[str, ...]
    methods: tuple[str, ...]
    permission: Any = None


def addresses() -> Iterator[Address]:
    """Every address that the site answers, from the resolver itself."""
    yield from _walk(get_resolver(), "")


def _walk(resolver: URLResolver, space: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry, inner)
        elif isinstance(entry, URLPattern):
            policy = getattr(entry.callback, "policy", None)
            parameters = tuple(re.findall(r"<(?:\w+:)?(\w+)>", str(entry.pattern)))
            methods, permission = (policy.methods, policy.permission) if policy else ((), None)
            yield Address(f"{space}{entry.name}", parameters, methods, permission)


def url_for(address: Address, world: World, instead: Any = None) -> str:
    """The address of the world's own objects, or with `instead` for each object's id."""
    named = OTHER_NAMES.get(address.name, {})
    values = {
        name: instead if instead is not None and name.endswith("_id") and _is_row(name) else
        world.ids[named.get(name, name)]
        for name in address.parameters
    }  # fmt: skip
    asked = QUERIES.get(address.name, "").format(**world.ids)
    return reverse(address.name, kwargs=values) + asked


def _is_row(name: str) -> bool:
    return name not in ("key_id", "session_id", "provider_id")


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """What is asked inside changes neither the database nor the browser, which stays signed in."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = cookies


class Walker:
    """Sends requests as somebody, each undone afterwards; everybody signs in once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.clients: dict[str, Client] = {}
        self.before: list[Any] | None = None
        self.sent = {"version": "0", "person": str(world.ids["person_id"])}

    def client(self, role: str) -> Client:
        if role not in self.clients:
            own_context(self.world)
            client = Client(raise_request_exception=False)
            if role != "anonymous":
                client.force_login(self.world.accounts[role])
                client.get("/session/")  # enters the partnership, which renews the session once
                session = client.session
                session[PROVEN] = clock.now().timestamp()  # as if the password had just been given
                session.save()
            self.clients[role] = client
        return self.clients[role]

    def ask(self, role: str, method: str, url: str) -> Any:
        """One request, taken back; of a refused one the answer says whether it changed a row."""
        client = self.client(role)
        own_context(self.world)
        self.before = self.before or _fingerprint(self.world)
        written = _writes()
        with undone(client):
            answer: Any = client.get(url) if method == "GET" else client.post(url, self.sent)
            may_have_written = answer.status_code in REFUSED and _writes() != written
            answer.rows_changed = may_have_written and _fingerprint(self.world) != self.before
        return answer


def _watched() -> list[str]:
    """Every table of a partnership but the trail, in which merely asking is written."""
    tables = [model._meta.db_table for model in tenant_models()]
    return [table for table in tables if table != "stewardship_trailentry"]


def _writes() -> int:
    """How many rows this transaction has tried to write so far, also those that it took back."""
    counts = " + ".join(f"pg_stat_get_xact_tuples_{kind}(t)" for kind in ("inserted", "updated", "deleted"))
    with connection.cursor() as cursor:
        cursor.execute(f"select sum({counts}) from unnest(%s::regclass[]) t", [_watched()])
        return int(cursor.fetchall()[0][0])


def _fingerprint(world: World) -> list[Any]:
    """How many rows of which age each table holds."""
    own_context(world)
    parts = [
        f"select '{table}', count(*), coalesce(sum(xmin::text::bigint), 0) from \"{table}\""
        for table in _watched()
    ]
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(parts))
        return list(cursor.fetchall())


@dataclass(frozen=True)
class Cell:
    """One question of the matrix: may this role ask this address in this way?"""

    address: Address
    method: str
    role: str

    @property
    def is_allowed(self) -> bool:
        return ORACLE[self.address.name].allows(self.method, self.role)


def roles_for(address: Address) -> tuple[str, ...]:
    """Who walks it: everybody, and where children are concerned those who have to do with them too."""
    return ROLES + CASEWORK_ROLES if address.name.split(":")[0] in CASEWORK_SPACES else ROLES


def cells(address: Address) -> Iterator[Cell]:
    """Every role and method of one address."""
    for method in address.methods:
        yield from (Cell(address, method, role) for role in ("anonymous", *roles_for(address)))


def differences(walker: Walker, asked: Iterable[Cell]) -> Iterator[str]:
    """Each cell in which the site does not do what the oracle says."""
    for cell in asked:
        address, world = cell.address, walker.world
        answer = walker.ask(cell.role, cell.method, url_for(address, world))
        fault = _fault(answer, cell.method, is_allowed=cell.is_allowed, role=cell.role, world=world)
        if fault:
            yield f"{address.name} {cell.method} as {cell.role}: {fault}"


def _fault(answer: Any, method: str, *, is_allowed: bool, role: str, world: World) -> str:
    status = answer.status_code
    if status >= 500:
        return f"broke with {status}"
    if is_allowed:
        to_sign_in = status == 302 and "/account/login/?next" in answer.headers["Location"]
        return f"refused with {status}" if status not in ALLOWED[method] or to_sign_in else ""
    if status not in DENIED:
        return f"was let through with {status}"
    if answer.rows_changed:
        return f"was refused with {status} but changed a row"
    if status == 302 and "/account/" not in answer.headers["Location"]:
        return f"was sent on to {answer.headers['Location']}"
    if world.canary.encode() in answer.content:
        return "was refused but told the record's name"
    return ""


def as_stranger(world: World, other: Walker, address: Address) -> Iterator[str]:
    """Another partnership's id and a missing id must be one and the same 404, with the same queries."""
    if not any(name.endswith("_id") and _is_row(name) for name in address.parameters):
        return
    for method in address.methods:
        for role in [role for role in roles_for(address) if ORACLE[address.name].allows(method, role)][:3]:
            yield from _compare(other, role, method, world, address)


def _compare(other: Walker, role: str, method: str, world: World, address: Address) -> Iterator[str]:
    answers = []
    client = other.client(role)
    for url in (url_for(address, world), url_for(address, world, missing())):
        own_context(other.world)
        with undone(client), CaptureQueriesContext(connection) as queries:
            answer = client.generic(method, url)
        answers.append((answer.status_code, _TOKENS.sub(b"", answer.content), len(queries)))
        if world.canary.encode() in answer.content:
            yield f"{address.name} {method} as another partnership's {role}: told the record's name"
    if answers[0] != answers[1] or answers[0][0] != 404:
        found = [(status, len(body), count) for status, body, count in answers]
        yield f"{address.name} {method} as another partnership's {role}: (status, length, queries) {found}"
