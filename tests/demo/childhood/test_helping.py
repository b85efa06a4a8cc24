"""What invented children were offered keeps the rules of the product: the pathway, the order, the places."""

from __future__ import annotations

import pytest
from django.db import connection

from holdfast.casework.referrals.models import HealthAccess, Intervention, Provision
from holdfast.casework.referrals.rules.courses import State
from holdfast.demo.world.areas import AREAS
from holdfast.demo.world.childhood.plan import Size
from holdfast.demo.world.partnership import plan_partnership
from holdfast.demo.writing import write_partnership
from holdfast.kernel import clock
from holdfast.stewardship.access.context import set_need_to_know

pytestmark = pytest.mark.django_db
ORDER = [state.value for state in State]


def test_sixty_children_and_what_they_were_offered() -> None:
    area = next(area for area in AREAS if area.charter == "west-sussex-meog")
    plan = plan_partnership(area, seed="1", today=clock.today(), years=1, size=Size(60, 1))
    write_partnership(plan)
    set_need_to_know(plan.ledger.partnership_id)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    assert Provision.objects.count() == 3
    rows = list(Intervention.objects.prefetch_related("steps"))
    assert rows
    for row in rows:
        steps = sorted(row.steps.all(), key=lambda step: ORDER.index(step.state))
        assert [step.on for step in steps] == sorted(step.on for step in steps)
        assert (steps[-1].state, steps[-1].on) == (row.state, row.since_on)
        assert row.since_on <= clock.today()
    assert HealthAccess.objects.exists()
