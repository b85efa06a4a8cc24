"""A restricted child's name, and another partnership's, is shown to nobody: every address, every role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core import mail
from django.db import DatabaseError, models, transaction
from django.db.models.functions import Length

from holdfast.casework.children.models import Child, ChildRow, Grant, RestrictedMatch
from holdfast.kernel import clock
from holdfast.web import masking
from tests.access.casework_world import CASEWORK_ROLES, CASEWORK_SPACES
from tests.access.matrix import Address, Walker, addresses, url_for
from tests.access.oracle import ORACLE, OTHER_NAMES
from tests.access.references import read_pdf, write_references
from tests.access.test_matrix import OWN
from tests.access.world import ROLES, World, own_context

CANARY = "Quillfeather"
WALKED = [address for address in addresses() if address.name not in OWN]
# Home, trail, what is owed and what was done: pages that show rows of every app.
# And those in which an agenda item, minutes or a letter may stand for a child by its reference.
GATHERING = (
    "home", "stewardship", "ledger", "notices", "actions", "compliance",
    "meetings", "room", "minutes", "attendance", "concerns", "escalation",
)  # fmt: skip
KINDS = ("pdf", "docx", "xlsx", "csv")
CASEWORK = [address for address in WALKED if address.name.split(":")[0] in CASEWORK_SPACES]


@pytest.fixture
def hidden(world: World) -> Child:
    """The restricted child, in whose record every text is the canary; nobody was named for it."""
    own_context(world)
    child = Child.objects.get(pk=world.ids["restricted_child_id"])
    _fill(Child.objects.filter(pk=child.pk))
    for model in _rows_on_children():
        with suppress(DatabaseError), transaction.atomic():  # what never changes keeps its words
            _fill(model.objects.filter(child=child))  # type: ignore[attr-defined]
    child.refresh_from_db()
    assert child.name == f"{CANARY} {CANARY}"
    return child


def _rows_on_children() -> Iterator[type[models.Model]]:
    return (model for model in apps.get_models() if issubclass(model, ChildRow))


def _fill(rows: Any) -> None:
    """Put the canary wherever words stand that somebody wrote."""
    for field in rows.model._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
        fits = not field.max_length or field.max_length >= len(CANARY)
        if is_text and fits and not field.primary_key and field.name != "reference":
            written = rows.annotate(long=Length(field.name)).filter(long__gt=0)
            written.update(**{field.name: CANARY})


def words_of(answer: Any) -> bytes:
    """Everything that an answer holds: its body, what is packed in it, its headers."""
    body = answer.getvalue() if answer.streaming else answer.content
    if body[:2] == b"PK":
        with ZipFile(BytesIO(body)) as packed:
            body = b"".join(packed.read(name) for name in packed.namelist())
    if body[:4] == b"%PDF":
        body = read_pdf(body)
    return bytes(body) + repr(list(answer.headers.items())).encode()


def told(walker: Walker, role: str, method: str, url: str, canaries: list[str]) -> list[str]:
    """Which canaries one answer, or a message that it caused, tells."""
    mail.outbox.clear()
    said = words_of(walker.ask(role, method, url))
    said += repr([message.message().as_string() for message in mail.outbox]).encode()
    return [canary for canary in canaries if canary.encode() in said]


def roles_for(address: Address) -> tuple[str, ...]:
    """Those who work with cases ask everything; the others what is about children or gathers rows."""
    others = ROLES if address in CASEWORK or address.name.split(":")[0] in GATHERING else ()
    return tuple(role for role in (*others, *CASEWORK_ROLES) if ORACLE[address.name].allows("GET", role))


def test_the_canary_is_there_to_be_found_by_somebody_who_is_named(world: World, hidden: Child) -> None:
    """Otherwise finding it nowhere would prove nothing."""
    own_context(world)
    Grant.objects.create(
        partnership=world.place.partnership, child=hidden, person=world.person("coordinator"),
        reason="Named", from_on=clock.today(),
    )  # fmt: skip
    walker = Walker(world)
    for page in ("", "details/", "around/", "chronology/", "access/", "sharing/"):
        assert told(walker, "coordinator", "GET", f"/children/{hidden.pk}/{page}", [CANARY]), page


def test_whoever_may_ask_an_address_finds_no_restricted_child_there_and_none_of_elsewhere(
    world: World, other: World, hidden: Child
) -> None:
    """Lists, counts, trails, exports, files: with the world's own ids, as each role that is let in.

    Whoever works with no cases finds no child's reference either, restricted or not.
    """
    walker, references = Walker(world), write_references(world)
    canaries = [CANARY, str(hidden.pk), hidden.reference, other.canary]
    found = [
        f"{address.name} as {role}: {canary}"
        for address in WALKED
        if "GET" in address.methods
        for role in roles_for(address)
        for canary in told(
            walker, role, "GET", url_for(address, world), canaries + references * (role in ROLES)
        )
    ]
    assert not found, "\n".join(found)


def _files(world: World) -> Iterator[tuple[str, str]]:
    """Each address that ends in a kind of file, with each kind."""
    own = dict(world.ids)
    for address in WALKED:
        if "kind" in address.parameters and "GET" in address.methods:
            for kind in KINDS:
                world.ids = own | {"kind": kind, "document_kind": kind}
                yield address.name, url_for(address, world)
    world.ids = own


def test_what_is_taken_away_by_whoever_works_with_no_cases_holds_no_reference_in_any_kind_of_file(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the mask each kind of file would hold it: so that finding it nowhere proves something."""
    walker, references = Walker(world), write_references(world)
    asked = [
        (f"{name} as {role}: {url}", role, url)
        for name, url in _files(world)
        for role in ("auditor", "manager")
        if ORACLE[name].allows("GET", role)
    ]

    def telling() -> list[str]:
        return [line for line, role, url in asked if told(walker, role, "GET", url, references)]

    assert telling() == []
    monkeypatch.setattr(masking, "_codes", [])
    unmasked = "\n".join(telling())
    spaces = ("actions:", "ledger:", "minutes:", "stewardship:trail")
    assert [part for part in (*spaces, *(f".{kind}" for kind in KINDS)) if part not in unmasked] == []


def _instead(world: World, hidden: Child) -> dict[str, Any]:
    """The world's ids with each row on the open child replaced by its like on the restricted one."""
    ids = dict(world.ids)
    for name, pk in world.ids.items():
        if not isinstance(pk, UUID):
            continue
        for model in _rows_on_children():
            rows = model.objects.exclude(child=hidden).filter(pk=pk)  # type: ignore[attr-defined]
            like = model.objects.filter(child=hidden).first()  # type: ignore[attr-defined]
            if like is not None and rows.exists():
                ids[name] = like.pk
    return ids | {
        name: hidden.pk for name in ids if name.endswith("child_id") and name != "restricted_child_id"
    }


def test_whoever_guesses_an_id_of_a_restricted_record_is_told_that_there_is_none(
    world: World, hidden: Child
) -> None:
    own_context(world)
    instead = _instead(world, hidden)
    assert sum(instead[name] != world.ids[name] for name in instead) > 10
    changed = [a for a in CASEWORK if any(instead[p] != world.ids[p] for p in _named(a))]
    assert len(changed) > 40
    world.ids = instead
    walker, found = Walker(world), []
    for address in changed:
        for method in address.methods:
            for role in (
                "coordinator",
                "casechair",
                "casemember",
                "guardian",
                "provider",
                "auditor",
                "admin",
            ):
                url = url_for(address, world)
                if tells := told(walker, role, method, url, [CANARY, hidden.reference]):
                    found.append(f"{address.name} {method} as {role}: {tells}")
    assert not found, "\n".join(found)


def _named(address: Address) -> list[str]:
    names = OTHER_NAMES.get(address.name, {})
    return [names.get(name, name) for name in address.parameters]


def test_a_search_for_a_restricted_child_says_what_a_search_for_nobody_says(
    world: World, hidden: Child
) -> None:
    """Letter for letter but for what was typed and the form's tokens; the guardian alone is told."""
    walker = Walker(world)
    answers = []
    for name in (CANARY, "Wigglesworth"):
        walker.sent = {"given_names": name, "family_name": name}
        body = walker.ask("coordinator", "POST", "/children/search/").content.decode()
        answers.append(_without_tokens(body).replace(name, "Somebody"))
    assert answers[0] == answers[1]
    own_context(world)
    before = RestrictedMatch.objects.count()
    client = walker.client("coordinator")
    own_context(world)
    client.post("/children/search/", {"given_names": CANARY, "family_name": CANARY})
    own_context(world)
    assert RestrictedMatch.objects.count() == before + 1


def _without_tokens(body: str) -> str:
    return re.sub(r'value="[^"]*"|nonce="[^"]*"', "", body)
