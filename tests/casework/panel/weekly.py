"""Fernshire's weekly meeting with its children: made with `weekly()`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from holdfast.casework.children.models import Child
from holdfast.casework.panel.models import CaseList, Listing
from holdfast.casework.panel.operations.concluding import carry_over_all
from holdfast.casework.panel.operations.lists import add_child, build_case_list, issue_case_list
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.room.operations import close_meeting, open_meeting
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from tests.casework.town import CaseTown, case_town
from tests.factories import make_meeting

# A Tuesday in March at 2pm in London, which is on GMT.
START = datetime(2026, 3, 3, 14, 0, tzinfo=UTC)
NAMES = [("Robin", "Ashdown"), ("Ash", "Birch"), ("Sky", "Cedar"), ("Wren", "Dale"), ("Kit", "Elder")]


def at(hour: int, minute: int = 0) -> datetime:
    """A moment of the day of the meeting."""
    return START.replace(hour=hour, minute=minute)


@dataclass
class Weekly:
    """The town, its meeting, and the children by given name."""

    town: CaseTown
    meeting: Meeting
    children: dict[str, Child] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        return self.town.actor(name)

    @property
    def cora(self) -> Actor:
        return self.actor("Cora")

    @property
    def case_list(self) -> CaseList:
        return CaseList.objects.select_related("meeting__group").get(meeting=self.meeting)

    def listing(self, given: str) -> Listing:
        rows = Listing.objects.select_related("child", "case_list__meeting__group")
        return rows.get(case_list__meeting=self.meeting, child=self.children[given])

    def listed(self, *given: str) -> Weekly:
        """These children put on the list by hand, in this order."""
        cora = self.cora
        build_case_list(by=cora, meeting=self.meeting)
        there = set(Listing.objects.values_list("child_id", flat=True))
        for one in given:
            if self.children[one].pk in there:
                continue
            add_child(
                by=cora, case_list=self.case_list, child=self.children[one], reason="Seen with older men"
            )
        return self

    def issued(self, *given: str) -> Weekly:
        self.listed(*given)
        issue_case_list(by=self.cora, case_list=self.case_list)
        return self

    def opened(self, when: datetime = START) -> Weekly:
        with clock.fixed_at(when):
            open_meeting(by=self.actor("Chidi"), meeting=self.meeting)
        self.meeting.refresh_from_db()
        return self

    def closed(self, when: datetime) -> Weekly:
        with clock.fixed_at(when):
            carry_over_all(by=self.cora, case_list=self.case_list)
            close_meeting(by=self.actor("Chidi"), meeting=self.meeting)
        self.meeting.refresh_from_db()
        return self


def weekly(children: int = 2, start: datetime = START, **extra: Any) -> Weekly:
    """The meeting of 3 March 2026 (or at `start`) and so many children; everybody has an account."""
    town = case_town(**extra).with_accounts()
    made = Weekly(town, make_meeting(town.group, start))
    for number in range(children):
        given, family = NAMES[number] if number < len(NAMES) else (f"Child{number}", "Oak")
        made.children[given] = town.child(given, family)
    return made
