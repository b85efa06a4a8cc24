"""An agency's lead sees and answers its actions, in the groups that the role was given for."""

from __future__ import annotations

import pytest

from holdfast.governance.actions.models import Action
from holdfast.governance.actions.operations import allocate_action, may_answer
from holdfast.stewardship.access.actor import Standing
from holdfast.stewardship.access.permissions import Role
from tests.factories import make_actor, make_agency, make_group, make_partnership, make_person

pytestmark = pytest.mark.django_db


def test_somebody_who_leads_in_one_group_sees_no_action_of_another() -> None:
    partnership = make_partnership()
    police = make_agency(partnership, "Fernshire Police")
    mace, harbour = make_group(partnership), make_group(partnership, "Harbour group")
    lena = make_person(partnership, "Lena Wolf", police)
    manager = make_actor(make_person(partnership, "Bea Ng"), Role.BUSINESS_MANAGER)
    for group in (mace, harbour):
        allocate_action(by=manager, group=group, text="Visit the flat", agency=police, due_on=None)
    leader = make_actor(lena, Standing(Role.AGENCY_LEAD, mace.pk))
    (seen,) = Action.objects.visible_to(leader)
    assert seen.group_id == mace.pk
    owned = Action.objects.get(group=harbour)
    owned.owner = make_person(partnership, "Paul Okafor", police)
    assert not may_answer(leader, owned)
    assert Action.objects.visible_to(make_actor(lena, Role.AGENCY_LEAD)).count() == 2
