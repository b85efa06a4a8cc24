"""A child's reference in each text that a group's own people read, and what an answer of any kind says."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Value
from django.db.models.functions import Concat
from pypdf import PdfReader

from holdfast.casework.children.models import Child
from tests.access.world import World, own_context

# Wherever those who run a group, or an app in its name, write down what a meeting of children did.
WRITTEN = {
    "meetings.AgendaItem": ["title"],
    "actions.Action": ["text"],
    "room.Decision": ["text"],
    "room.Vote": ["question"],
    "minutes.MinutesSection": ["heading", "text"],
    "ledger.Obligation": ["says"],
    "concerns.Matter": ["title", "text"],
    "escalation.Escalation": ["subject", "body", "reason"],
}


def write_references(world: World) -> list[str]:
    """Write one into all of them; answers with every child's reference."""
    own_context(world)
    shown = Child.objects.get(pk=world.ids["child_id"]).reference
    about = Value(f" of {shown}, Child {shown}")
    for label, names in WRITTEN.items():
        model: Any = apps.get_model(label)
        for name in names:
            model.objects.update(**{name: Concat(name, about, output_field=models.TextField())})
    return list(Child.objects.values_list("reference", flat=True))


def read_pdf(body: bytes) -> bytes:
    """The words of a PDF file."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages).encode()
