"""Every page that a person can reach by links is fit to be seen."""

import pytest
from tests import factories as make
from tests.web.fetcher import Fetcher

from holdfast.stewardship.access.permissions import Role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "role",
    [Role.BUSINESS_MANAGER, Role.SYSTEM_ADMINISTRATOR, Role.AUDITOR, Role.BOARD_VIEWER, Role.MINUTE_TAKER],
)
def test_priya_can_follow_every_link(role: Role) -> None:
    fernshire = make.make_partnership()
    priya = make.make_person(fernshire, "Priya Nair")
    account = make.make_account(priya)
    make.grant(priya, role)
    group = make.make_group(fernshire, "Missing and exploitation group")
    ngozi = make.make_person(fernshire, "Ngozi O’Brien <b>")
    make.appoint(ngozi, make.make_seat(group))
    make.give_office(ngozi, group)
    meeting = make.make_meeting(group)
    make.make_item(meeting)
    visited = Fetcher(account).crawl("/")
    assert "/" in visited
    assert len(visited) > 4
