"""What people type, wherever it is printed, is words: no script of theirs ever runs (checks 30 and 31)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from holdfast.stewardship.tenancy.models import TenantModel
from tests.access.matrix import Walker, addresses, url_for
from tests.access.oracle import ORACLE
from tests.access.world import World, own_context
from tests.web import faults
from tests.web.reading import read

MARK = "xq7"
CORPUS = (
    f"<script>{MARK}()</script>' onmouseover='{MARK}()",
    f'"><img src=x onerror={MARK}()>',
    f"</title></textarea><svg/onload={MARK}()>",
)
# A part of the text that only a browser could take for markup of its own.
LIVE = (f"<script>{MARK}", f"<img src=x onerror={MARK}", f"<svg/onload={MARK}", f"' onmouseover='{MARK}")
# Codes, keys and texts with a grammar of their own, which no form lets anybody type.
NOT_TYPED = re.compile(
    r"key|kind|state|digest|charter_key|source|role|sector|level|office|how|nature|capacity|verb|choice"
    r"|method|content_type|business_kind|version|subject_type|outcome|ballot|scope|answer|result|email"
)


def _text_columns() -> Iterator[tuple[type[models.Model], models.Field[Any, Any]]]:
    for model in apps.get_models():
        if issubclass(model, TenantModel) and model._meta.managed:
            for field in model._meta.local_concrete_fields:
                is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
                if is_text and not NOT_TYPED.search(field.name) and "update" in model.row_rights:
                    yield model, field


def poison(text: str) -> int:
    """Put the text before every text that somebody may have typed; how many columns took it."""
    poisoned = 0
    for model, field in _text_columns():
        longest = getattr(field, "max_length", None) or 5000
        if len(text) + 40 > longest:
            continue
        column, table = connection.ops.quote_name(field.column), model._meta.db_table
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    f"update {table} set {column} = left(%s || {column}, %s) where {column} <> ''",
                    [text, longest],
                )
                poisoned += bool(cursor.rowcount)
        except IntegrityError:  # a column that holds a list of its own
            continue
    return poisoned


@pytest.mark.parametrize("text", CORPUS)
def test_a_script_in_every_field_is_printed_as_words_on_every_page(world: World, text: str) -> None:
    own_context(world)
    assert poison(text) > 12
    walker, shown, found = Walker(world), 0, []
    for address in addresses():
        role = _reader(address.name)
        if role is None or "GET" not in address.methods:
            continue
        own_context(world)
        answer = walker.client(role).get(url_for(address, world))
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        body = answer.content.decode()
        shown += MARK in body
        found += [f"{address.name} {fault}" for fault in _policy_faults(answer, body)]
        found += [f"{address.name} prints {live!r}" for live in LIVE if live in body]
        found += [f"{address.name}: {fault}" for fault in _inline(body)]
    assert not found, "\n".join(found)
    assert shown > 15


def _reader(name: str) -> str | None:
    row = ORACLE.get(name)
    return next((r for r in ("manager", "chair", "auditor", "admin") if row and row.allows("GET", r)), None)


def _policy_faults(answer: Any, body: str) -> Iterator[str]:
    policy = answer.headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy:
        yield f"has the policy {policy!r}"
    if re.search(r'(?:src|srcset|<link[^>]*href)="(https?:)?//[^"]*"', body):
        yield "fetches from another host"


def _inline(body: str) -> list[str]:
    return list(faults.scripts_and_styles(read(body)[0]))
