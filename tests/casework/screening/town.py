"""Fernshire screens: a tool in use, people who fill it in, a meeting that looks at what came in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from holdfast.casework.children.models import Child
from holdfast.casework.screening.models import Submission, ToolVersion
from holdfast.casework.screening.operations import (
    add_tool,
    put_in_use,
    save_draft,
    send_submission,
    start_submission,
)
from holdfast.casework.screening.rules.shipped import shipped_source, shipped_tool
from holdfast.governance.meetings.models import Meeting
from tests.casework.town import CHARTER, CaseTown, case_town
from tests.factories import make_meeting

NOW = datetime(2026, 3, 3, 14, tzinfo=UTC)
KEYS = [item.key for item in shipped_tool().items()]
NOTHING_SEEN = {key: ["no"] for key in KEYS}
ALL_SEEN = {key: ["now"] for key in KEYS}


class ScreeningTown:
    """A case town whose coordinator put the shipped tool in use, with one child and one meeting."""

    def __init__(self, charter: str = CHARTER) -> None:
        self.town: CaseTown = case_town(charter=charter)
        self.tool: ToolVersion = add_tool(by=self.town.actor("Cora"), source=shipped_source())
        put_in_use(by=self.town.actor("Cora"), version=self.tool)
        self.child: Child = self.town.child(has_learning_disability=False)
        self.town.works_with("health", self.child)
        self.meeting: Meeting = make_meeting(self.town.group, NOW)

    def draft(self, by: str = "Mina", child: Child | None = None, **said: Any) -> Submission:
        """A whole draft: nothing seen, unless something else is said."""
        actor = self.town.actor(by)
        made = start_submission(by=actor, tool=self.tool, child=child)
        whole: dict[str, Any] = {"answers": NOTHING_SEEN, "area": "sexual"}
        whole |= {} if child else {"given_names": "Robbie", "family_name": "Ashdon"}
        return save_draft(submission=made, said=whole | said)

    def sent(self, by: str = "Mina", child: Child | None = None, **said: Any) -> Submission:
        """A received submission."""
        draft = self.draft(by, child, **said)
        return send_submission(submission=draft, by=self.town.actor(by))
