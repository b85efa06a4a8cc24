"""What higher apps say before somebody leaves a place here, and do once they have left the partnership."""

from __future__ import annotations

from django.db.models import Model

from holdfast.kernel.hooks import Hook
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.models import Agency, Person

# Given the person, agency, appointment or other row that is about to end: a sentence for the page that asks
# to confirm, "" where there is nothing to say.
before_leaving: Hook[[Model], str] = Hook()
# A person or an agency left the partnership; in the transaction in which they leave.
on_left: Hook[[Person | Agency, Actor], None] = Hook()


def warnings_before(row: Model) -> str:
    """Everything to be said, as sentences one after the other."""
    return " ".join(filter(None, before_leaving.call(row)))
