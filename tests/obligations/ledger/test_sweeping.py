"""The sweep begins what the calendar begins, notes what was missed, and touches nothing else."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.charter.meeting import Schedule
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.kernel.clocks import add_months
from holdfast.kernel.working_days import end_of_day
from holdfast.obligations.ledger import kinds
from holdfast.obligations.ledger.drift import drift_of
from holdfast.obligations.ledger.kinds import Asked, Kind, Source, declare, on_missed
from holdfast.obligations.ledger.models import Obligation, Watermark
from holdfast.obligations.ledger.operations import settle
from holdfast.obligations.ledger.promises import Party, Promise
from holdfast.obligations.ledger.states import State
from holdfast.obligations.ledger.sweeping import Swept, sweep
from holdfast.obligations.ledger.versions import Version
from tests.groups.world import Fernshire, charter
from tests.obligations.ledger.invented import NOW, Facts, later

REPORT = Kind(key="invented-report", title="Monthly reports")
MONTHLY = """
[[clause]]
id = "harbour/schedule-1"
says = "There is a meeting in every month."

[clause.schedule]
every = "month"
"""


def _months(asked: Asked, version: Version) -> Iterator[Promise]:
    from holdfast.kernel.clocks import Period, Unit, falls_due

    if version.charter is None or version.charter.first(Schedule) is None:
        return
    begins = datetime(version.from_on.year, version.from_on.month, 1, tzinfo=UTC)
    period = Period(5, Unit.WORKING_DAY)
    while begins <= asked.until:
        yield Promise(
            kind=REPORT.key,
            clause="harbour/schedule-1",
            cause_id=asked.group.pk,
            occasion=f"{begins:%Y-%m}",
            owner=Party(office="chair"),
            says="Report on the month",
            began_at=begins,
            began_with="the month began",
            period=str(period),
            due=falls_due(begins, period),
        )
        begins = datetime.combine(add_months(begins.date(), 1), begins.timetz())


def _next_month(asked: Asked, version: Version) -> datetime | None:
    day = add_months(asked.until.date().replace(day=1), 1)
    return datetime(day.year, day.month, 1, tzinfo=UTC)


@pytest.fixture
def monthly(place: Fernshire) -> Iterator[Group]:
    with patch.dict(kinds._sources, clear=True), patch.dict(kinds._kinds), on_missed.only(*on_missed):
        place.adopt(charter(more=MONTHLY))
        source = Source(
            cause="invented months",
            kinds=(REPORT,),
            is_of_group=True,
            facts=lambda asked: asked,
            promises=_months,
            next_at=_next_month,
        )
        declare(source)
        settle("invented months", [place.group.pk], group=place.group, by=None)
        yield place.group


def occasions() -> list[str]:
    return list(Obligation.objects.order_by("occasion").values_list("occasion", flat=True))


def test_an_occasion_begins_with_the_calendar_and_only_once(monthly: Group) -> None:
    assert occasions()[-1] == "2026-03"
    sweep()
    with clock.fixed_at(datetime(2026, 5, 1, 0, 20, tzinfo=UTC)):
        assert sweep().groups == 1
        assert occasions()[-2:] == ["2026-04", "2026-05"]
        assert sweep() == Swept(0, 0)
        assert drift_of(monthly) == []


def test_a_clock_that_jumps_back_begins_nothing_twice(monthly: Group) -> None:
    sweep()
    with clock.fixed_at(datetime(2026, 6, 2, tzinfo=UTC)):
        sweep()
    number = len(occasions())
    with clock.fixed_at(NOW):
        sweep()
        assert len(occasions()) == number
        assert drift_of(monthly) == []
    with clock.fixed_at(datetime(2026, 7, 2, tzinfo=UTC)):
        sweep()
        assert occasions()[-1] == "2026-07"
        assert len(set(occasions())) == len(occasions())


def test_an_operation_may_begin_an_occasion_before_the_sweep_does(monthly: Group) -> None:
    sweep()
    with clock.fixed_at(datetime(2026, 5, 1, 0, 5, tzinfo=UTC)):
        settle(
            "invented months", [monthly.pk], group=monthly, by=None, since=datetime(2026, 4, 2, tzinfo=UTC)
        )
        assert drift_of(monthly) == []
        assert (sweep().groups, occasions()[-2:]) == (1, ["2026-04", "2026-05"])
        assert drift_of(monthly) == []


def test_a_sweep_that_comes_late_is_not_drift(monthly: Group) -> None:
    sweep()
    with clock.fixed_at(datetime(2026, 9, 2, tzinfo=UTC)):
        assert drift_of(monthly) == []
        assert Watermark.objects.get().next_at == datetime(2026, 4, 1, tzinfo=UTC)


def test_what_was_missed_is_told_once_and_its_entry_has_the_due_time(facts: Facts) -> None:
    told: list[tuple[Group, int]] = []

    def tell(group: Group, rows: Collection[Obligation]) -> None:
        told.append((group, len(rows)))

    on_missed.register(tell)
    for _ in range(2):
        settle("invented", [facts.add().id], group=facts.group, by=None)
    with clock.fixed_at(later(days=30)):
        assert sweep().missed == 2
        assert sweep().missed == 0
        row = Obligation.objects.first()
        assert row is not None
        assert row.state(clock.now()) is State.MISSED
        assert row.entries.get(kind="missed").at == row.due_at == end_of_day((NOW + timedelta(2)).date())
    assert told == [(facts.group, 2)]


def test_a_new_due_time_can_be_missed_again(facts: Facts) -> None:
    one = facts.add()
    settle("invented", [one.id], group=facts.group, by=None)
    with clock.fixed_at(later(days=30)):
        sweep()
        facts.change(one, days=40)
        settle("invented", [one.id], group=facts.group, by=None)
    with clock.fixed_at(later(days=90)):
        assert sweep().missed == 1


def test_the_sweep_costs_the_same_however_long_the_ledger_is(facts: Facts) -> None:
    def cost() -> int:
        settle("invented", [facts.add().id], group=facts.group, by=None)
        with clock.fixed_at(later(days=30)), CaptureQueriesContext(connection) as caught:
            assert sweep().missed == 1
        return len(caught)

    first = cost()
    ended = [facts.add(kept_at=later(hours=1)).id for _ in range(30)]
    settle("invented", ended, group=facts.group, by=None)
    assert cost() == first


def test_the_command_fills_sweeps_and_checks_every_partnership(facts: Facts) -> None:
    one = facts.add()
    out = StringIO()
    call_command("ledger", "fill", stdout=out)
    with clock.fixed_at(later(days=30)):
        call_command("ledger", "sweep", stdout=out)
    call_command("ledger", "check", stdout=out)
    said = out.getvalue()
    assert "1 obligations more" in said
    assert "1 obligations missed" in said
    assert "agree with the facts" in said
    facts.change(one, kept_at=later(hours=1))
    with pytest.raises(CommandError, match="differs from the facts in 2 places"):
        call_command("ledger", "check", "--group", "Harbour", stdout=out, stderr=out)
    assert "met_at is None" in out.getvalue()
