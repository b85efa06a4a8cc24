"""Every page that a person can reach by links is fit to be seen."""

import pytest
from tests import factories as make
from tests.groups.world import Fernshire
from tests.web.fetcher import Fetcher

from holdfast.groups.models import Board
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.accounts.models import Account

pytestmark = pytest.mark.django_db
ROLES = [
    Role.BUSINESS_MANAGER,
    Role.SYSTEM_ADMINISTRATOR,
    Role.AUDITOR,
    Role.BOARD_VIEWER,
    Role.MINUTE_TAKER,
    Role.AGENCY_LEAD,
]


def busy_partnership(role: Role) -> Account:
    """A partnership with something on every page, and an account in it with the role."""
    fernshire = Fernshire()
    fernshire.adopt()
    make.appoint(fernshire.paul, fernshire.seat("police"))
    make.give_office(fernshire.paul, fernshire.group)
    make.make_item(make.make_meeting(fernshire.group))
    Board.objects.create(partnership=fernshire.partnership, name="Fernshire Board <b>O’Brien</b>")
    priya = fernshire.person("Priya Nair")
    make.grant(priya, role)
    return make.make_account(priya)


@pytest.mark.parametrize("role", ROLES)
def test_priya_can_follow_every_link(role: Role) -> None:
    visited = Fetcher(busy_partnership(role)).crawl("/")
    assert "/" in visited
    assert len(visited) > 4


def test_a_member_can_follow_every_link() -> None:
    fernshire = Fernshire()
    fernshire.adopt()
    make.appoint(fernshire.paul, fernshire.seat("police"))
    make.make_item(make.make_meeting(fernshire.group))
    assert len(Fetcher(make.make_account(fernshire.paul)).crawl("/")) > 8
