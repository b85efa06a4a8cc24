"""The town of these tests, and a mail server beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from holdfast.obligations.notices import sources
from tests.obligations.notices.server import MailBox, mailbox
from tests.obligations.notices.town import Town


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    made = Town()
    monkeypatch.setattr(sources, "_sources", {"test": made.owed_before})
    return made


@pytest.fixture
def server(settings: Any) -> Iterator[MailBox]:
    with mailbox(settings) as running:
        yield running
