"""Whatever is sent, wherever: an answer that says what is wrong, and never a fault of ours (check 33)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import groupby
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.access.matrix import Address, Walker, addresses, undone, url_for
from tests.access.oracle import ORACLE
from tests.access.world import World, own_context

HOSTILE = (
    "' or 1=1; drop table stewardship_person; --{{7*7}}${7*7}",
    "../../../../etc/passwd\r\nSet-Cookie: stolen=1\r\n\r\n<script>",
    "nul\0byte\u202e\ufffe😀",
    "9" * 5000,
    "---5",
    "00000000-0000-0000-0000-000000000000",
)
# What has broken pages before: tried in each field alone, where the others let it through.
WORST = ("nul\0byte", "9" * 5000, "---5", "\u202e\ufffe😀' {{7*7}} <script>")
# Every name by which a view asks for something that no form of a page carries.
ASKED = (
    "page", "sort", "before", "next", "when", "person", "item", "line", "choice", "text", "take", "refresh",
    "reason", "place", "period", "partnership", "old", "new", "of", "noting", "note", "method", "version",
    "is_remote", "end", "decision", "credential", "as", "at", "capacity", "seat", "left_at", "submission",
    "whose", "state", "group", "agency", "overdue", "kind", "act", "subject", "since_day", "since_month",
    "since_year", "role", "name", "sector", "past", "question", "candidates", "to", "show", "email",
    "password", "code", "text_theirs", "answer", "deputy", "title", "file", "starts_at_0", "starts_at_1",
)  # fmt: skip
STRONGEST = ("manager", "chair", "clerk", "admin", "auditor", "member", "invitee")


@dataclass
class Field:
    """A field of a page's form, as it stands."""

    name: str
    value: str
    kind: str


class Forms(HTMLParser):
    """The posted forms of a page: where each leads and what it carries."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.forms: list[tuple[str, list[Field]]] = []
        self.selecting: Field | None = None
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.forms.append((held.get("action", ""), []))
        elif tag in ("input", "textarea", "select") and self.forms and held.get("name"):
            self._carry(tag, held)
        elif tag == "option" and self.selecting and not self.selecting.value:
            self.selecting.value = held.get("value", "")

    def _carry(self, tag: str, held: dict[str, str]) -> None:
        kind = held.get("type", "text") if tag == "input" else tag
        fields = self.forms[-1][1]
        if kind == "radio" and any(field.name == held["name"] for field in fields):
            return
        value = held.get("value", "on" if kind == "checkbox" else "")
        fields.append(Field(held["name"], value or ("Words" if kind in ("text", "textarea") else ""), kind))
        self.selecting = fields[-1] if tag == "select" else None


def chunks() -> Iterator[list[Address]]:
    """A few addresses of one app at a time, so that two workers share them."""
    for _, group in groupby(addresses(), key=lambda address: address.name.split(":")[0].split("_")[0]):
        rows = list(group)
        yield from (rows[start : start + 8] for start in range(0, len(rows), 8))


def called(chunk: list[Address]) -> str:
    return f"{chunk[0].name}..{chunk[-1].name}"


class Attacker:
    """Sends hostile requests as whoever may do most at an address, and keeps what broke."""

    def __init__(self, world: World) -> None:
        self.world, self.walker = world, Walker(world)
        self.broke: list[str] = []

    def send(self, role: str, method: str, url: str, data: Any, what: str) -> Any:
        own_context(self.world)
        client = self.walker.client(role)
        with undone(client):
            answer: Any = client.get(url, data) if method == "GET" else client.post(url, data)
        if answer.status_code >= 500:
            cause = getattr(answer, "exc_info", None)
            self.broke.append(f"{method} {url[:80]} as {role} with {what[:60]!r}: {cause and cause[1]!r}")
        if "stolen" in answer.cookies or any("\n" in value for value in answer.headers.values()):
            self.broke.append(f"{method} {url[:80]} wrote a header of the sender's")
        return answer

    def send_everything(self, address: Address) -> None:
        """Each hostile text under every name that any page asks for."""
        url = url_for(address, self.world)
        for method in address.methods:
            for text in HOSTILE:
                self.send(strongest(address, method), method, url, dict.fromkeys(ASKED, text), text)

    def fill_in_forms(self, address: Address) -> None:
        """Each field of each form of the page in turn, the others as they stand."""
        role, url = strongest(address, "GET"), url_for(address, self.world)
        page = self.send(role, "GET", url, {}, "nothing")
        if page.status_code != 200 or not page.headers["Content-Type"].startswith("text/html"):
            return
        for action, fields in Forms(page.content).forms:
            if action.startswith("/account/logout") or (action and not action.startswith("/")):
                continue
            for field in fields:
                if field.name not in ("csrfmiddlewaretoken", "submission"):
                    self.fill_in(role, action or url, fields, field)

    def fill_in(self, role: str, url: str, fields: list[Field], field: Field) -> None:
        standing: dict[str, Any] = {f.name: f.value for f in fields if f.kind != "file"}
        for text in WORST:
            sent = {**standing, field.name: text}
            if field.kind == "file":
                sent[field.name] = SimpleUploadedFile(text[:200] or "x", text.encode(), "text/plain")
            self.send(role, "POST", url, sent, f"{field.name}={text}")


def strongest(address: Address, method: str) -> str:
    """Who may do most there, by the access matrix's oracle."""
    row = ORACLE.get(address.name)
    return next((role for role in STRONGEST if row and row.allows(method, role)), STRONGEST[0])


# Leads to the provider of single sign-on, which tests have none of.
NOT_WALKED = {"openid_connect_login", "openid_connect_callback"}


@pytest.mark.parametrize("chunk", list(chunks()), ids=called)
def test_nothing_that_is_sent_breaks_an_address(chunk: list[Address], world: World) -> None:
    attacker = Attacker(world)
    for address in chunk:
        if address.name not in NOT_WALKED:
            attacker.send_everything(address)
    assert not attacker.broke, "\n".join(dict.fromkeys(attacker.broke))


@pytest.mark.deep
@pytest.mark.parametrize("chunk", list(chunks()), ids=called)
def test_nothing_that_is_typed_into_one_field_breaks_a_form(chunk: list[Address], world: World) -> None:
    attacker = Attacker(world)
    for address in chunk:
        if address.name not in NOT_WALKED and "GET" in address.methods:
            attacker.fill_in_forms(address)
    assert not attacker.broke, "\n".join(dict.fromkeys(attacker.broke))


QUERIES = ("%ff%fe=%00", "page=%c0%ae%c0%ae", "%00", "a[b][c]=d", "&&&=&=", "page=" + "1" * 9000)
BODIES = (
    ("application/x-www-form-urlencoded", b"name=%ff%fe\xff\x00&title=\xc0\xae"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\xfe'),
    ("multipart/form-data", b"no boundary"),
    ("application/json", b'{"a": '),
    ("text/plain; charset=nonsense", b"\xff"),
)


def test_an_address_that_no_browser_would_write_breaks_nothing(world: World) -> None:
    client = Walker(world).client("auditor")
    for address in ("/", "/people/", "/actions/", "/meetings/", "/trail/", "/minutes/"):
        for query in QUERIES:
            own_context(world)
            assert client.get(f"{address}?{query}").status_code in (200, 400, 404), (address, query)


def test_a_body_that_is_none_breaks_nothing(world: World) -> None:
    client = Walker(world).client("manager")
    for kind, body in BODIES:
        own_context(world)
        answer = client.generic("POST", "/people/new/", body, content_type=kind)
        assert answer.status_code in (200, 400, 422), (kind, body)
