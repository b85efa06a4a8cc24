"""The clock of tests that look at times which the database sets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import connection

from holdfast.kernel import clock


@pytest.fixture
def now(db: None) -> Iterator[datetime]:
    """The transaction's own time, which the database goes by."""
    with connection.cursor() as cursor:
        cursor.execute("select now()")
        instant: datetime = cursor.fetchone()[0]
    with clock.fixed_at(instant):
        yield instant
