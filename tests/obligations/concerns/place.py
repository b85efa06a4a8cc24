"""Fernshire and Moorshire, each with groups in a tree, chairs who write to each other, and a Board."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from holdfast.groups.models import Board, Group, ReportingLine
from holdfast.obligations.concerns.models import Matter
from holdfast.obligations.concerns.operations import Receiver, send_matter
from holdfast.obligations.concerns.publishing import publish_group
from holdfast.stewardship.access.actor import Actor, actor_for
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.tenancy.models import Person
from tests.factories import (
    appoint,
    give_office,
    grant,
    make_account,
    make_agency,
    make_group,
    make_partnership,
    make_person,
    make_seat,
)
from tests.web.fetcher import Fetcher

NOW = datetime(2026, 3, 3, 14, tzinfo=UTC)
LATER = date(2026, 3, 31)


class Shire:
    """A strategic group over a tactical one, a sibling, a Board; a chair and a member in each, a manager."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.partnership = make_partnership(name)
        self.police = make_agency(self.partnership, f"{name} Police")
        self.board = Board.objects.create(partnership=self.partnership, name=f"{name} Board")
        self.strategic = self.group("Strategic")
        self.tactical = self.group("Tactical", parent=self.strategic, level="tactical")
        self.training = self.group("Training")
        ReportingLine.objects.create(partnership=self.partnership, group=self.strategic, board=self.board)
        self.people: dict[str, Person] = {}
        for group in (self.strategic, self.tactical, self.training):
            self.seated(group)
        for role in (Role.BUSINESS_MANAGER, Role.BOARD_VIEWER, Role.AUDITOR, Role.AGENCY_LEAD):
            grant(self.person(role.value), role)

    def group(self, name: str, **more: Any) -> Group:
        return make_group(self.partnership, f"{self.name} {name}", **more)

    def seated(self, group: Group) -> None:
        what = group.name.split()[-1].lower()
        appoint(self.person(f"{what} member"), make_seat(group, agency=self.police))
        give_office(self.person(f"{what} chair"), group)

    def person(self, name: str) -> Person:
        made = make_person(self.partnership, f"{self.name} {name.title()}", self.police)
        make_account(made)
        self.people[name] = made
        return made

    def here(self, name: str = "business-manager") -> Actor:
        """The context set to this partnership, and somebody of it."""
        set_need_to_know(self.partnership.pk, self.people[name].pk)
        return actor_for(self.people[name])

    def browser(self, name: str) -> Fetcher:
        return Fetcher(self.people[name].account)

    def send(self, by: str = "strategic chair", **more: Any) -> Matter:
        """The strategic group's chair sends its training group a concern, unless something else is said."""
        actor = self.here(by)
        what: dict[str, Any] = {
            "sender": self.strategic, "to": Receiver(group=self.training), "kind": "concern",
            "title": "Late feedback", "text": "Feedback comes late.", "wanted_on": LATER,
        }  # fmt: skip
        return send_matter(by=actor, **(what | more))

    def publish(self, group: Group) -> None:
        publish_group(by=self.here(), group=group)
