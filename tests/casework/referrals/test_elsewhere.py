"""The NRM's decisions are owed by those who decide; health access is timed; other procedures are linked."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from holdfast.casework.referrals import operations
from holdfast.casework.referrals.models import MechanismEntry, MechanismReferral
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.obligations.ledger.drift import drift_of
from holdfast.obligations.ledger.models import Obligation
from tests.casework.town import CaseTown

pytestmark = pytest.mark.django_db

# Thursday before Easter.
REFERRED = datetime(2026, 4, 2, 9, tzinfo=UTC)


def referred(town: CaseTown, route: str = "central", **more: object) -> MechanismReferral:
    return operations.refer_to_mechanism(
        by=town.actor("Cora"), child=more.pop("child", None) or town.child(), group=town.group, route=route,
        first_responder="Fernshire Police", referred_at=REFERRED,
    )  # fmt: skip


def owed(row: MechanismReferral) -> dict[str, Obligation]:
    rows = Obligation.objects.filter(cause_id=row.pk, voided_at=None)
    return {one.kind.removeprefix("nrm-"): one for one in rows}


def test_the_central_process_owes_first_one_decision_then_the_other(town: CaseTown) -> None:
    row = referred(town)
    first = owed(row)["reasonable"]
    assert (first.owner_body, first.says) == (
        "the NRM's competent authority",
        f"Reasonable grounds decision for {row.child.reference}",
    )
    assert first.due_at.astimezone(clock.LONDON).date() == date(2026, 4, 13)
    cora = town.actor("Cora")
    operations.record_reasonable(by=cora, mechanism=row, decision="positive", on=date(2026, 4, 14))
    second = owed(row)["conclusive"]
    assert second.due_at is None
    assert second.says.endswith("no earlier than Thursday 14 May 2026")
    with pytest.raises(Refused, match="no earlier than Thursday 14 May"):
        operations.record_conclusive(by=cora, mechanism=row, decision="positive", on=date(2026, 5, 13))
    operations.record_conclusive(by=cora, mechanism=row, decision="positive", on=date(2026, 6, 1))
    assert [one.met_at is not None for one in owed(row).values()] == [True, True]
    assert owed(row)["reasonable"].met_at > owed(row)["reasonable"].due_at
    kinds = list(MechanismEntry.objects.values_list("kind", flat=True))
    assert kinds == ["referred", "reasonable-positive", "conclusive-positive"]
    town.everything()
    assert drift_of(town.group) == []


def test_a_devolved_panel_owes_both_in_forty_five_days(town: CaseTown) -> None:
    row = referred(town, "devolved")
    assert {one.due_at.astimezone(clock.LONDON).date() for one in owed(row).values()} == {date(2026, 5, 17)}
    cora = town.actor("Cora")
    operations.record_reasonable(by=cora, mechanism=row, decision="positive", on=date(2026, 5, 1))
    operations.record_conclusive(by=cora, mechanism=row, decision="negative", on=date(2026, 5, 1))
    assert all(one.met_at for one in owed(row).values())


def test_no_reasonable_grounds_end_it_and_a_correction_says_why(town: CaseTown) -> None:
    row, cora = referred(town, "devolved"), town.actor("Cora")
    operations.record_reasonable(by=cora, mechanism=row, decision="negative", on=date(2026, 4, 9))
    assert set(owed(row)) == {"reasonable"}
    with pytest.raises(Refused, match="Say why it is put right"):
        operations.record_reasonable(by=cora, mechanism=row, decision="positive", on=date(2026, 4, 9))
    operations.record_reasonable(
        by=cora, mechanism=row, decision="positive", on=date(2026, 4, 9), words="Misread the letter"
    )
    assert set(owed(row)) == {"reasonable", "conclusive"}


def test_a_withdrawn_referral_owes_nothing_more(town: CaseTown) -> None:
    row, cora = referred(town), town.actor("Cora")
    operations.withdraw_from_mechanism(by=cora, mechanism=row, on=date(2026, 4, 10), words="Made in error")
    assert owed(row) == {}
    with pytest.raises(Refused, match="withdrawn"):
        operations.record_reasonable(by=cora, mechanism=row, decision="positive", on=date(2026, 4, 11))


def test_one_undecided_referral_at_a_time(town: CaseTown) -> None:
    child = town.child()
    referred(town, child=child)
    with pytest.raises(Refused, match="not decided yet"):
        referred(town, child=child)


def test_other_numbers_of_the_partnership_move_what_is_owed(town: CaseTown) -> None:
    row = referred(town)
    operations.keep_clocks(
        by=town.actor("Cora"), reasonable_working_days=3, devolved_days=45, recovery_days=30
    )
    assert owed(row)["reasonable"].due_at.astimezone(clock.LONDON).date() == date(2026, 4, 9)
    with pytest.raises(PermissionDenied):
        operations.keep_clocks(
            by=town.actor("Mina"), reasonable_working_days=3, devolved_days=45, recovery_days=30
        )


def test_what_is_owed_for_a_restricted_child_is_hidden_in_the_database(town: CaseTown) -> None:
    row = referred(town)
    town.everything()
    row.child.is_restricted, row.child.guardian = True, town.people["Gwen"]
    row.child.save()
    assert len(owed(row)) == 1
    town.actor("Cora")
    assert owed(row) == {}


def test_health_access_is_counted_in_working_days(town: CaseTown) -> None:
    child = town.child()
    town.works_with("health", child)
    mina = town.actor("Mina")
    row = operations.record_health_access(
        by=mina, child=child, clinic="CAMHS", need="Sleep and fear", referred_on=date(2026, 4, 2)
    )
    assert row.working_days is None
    operations.record_seen(by=mina, access=row, seen_on=date(2026, 4, 8), fit="right")
    row.refresh_from_db()
    assert (row.working_days, row.get_fit_display()) == (2, "The right service for the need")
    with pytest.raises(Refused, match="cannot have been seen before"):
        operations.record_seen(by=mina, access=row, seen_on=date(2026, 4, 1))
    with pytest.raises(Refused, match="was seen"):
        operations.end_health_access(by=mina, access=row, ended_on=date(2026, 4, 9), because="Moved")
    with pytest.raises(Refused, match="no such record"):
        operations.record_health_access(
            by=town.actor("Saul"), child=child, clinic="CAMHS", need="Sleep", referred_on=date(2026, 4, 2)
        )


def test_a_strategy_discussion_is_linked_with_its_days_in_order(town: CaseTown) -> None:
    child, cora = town.child(), town.actor("Cora")
    row = operations.record_procedure(
        by=cora, child=child, kind="strategy", lead="Children's services", asked_on=date(2026, 4, 2)
    )
    operations.update_procedure(by=cora, procedure=row, began_on=date(2026, 4, 3), outcome="Section 47")
    for wrong in ({"ended_on": date(2026, 4, 1)}, {"ended_on": clock.today() + timedelta(days=9)}):
        with pytest.raises(Refused):
            operations.update_procedure(by=cora, procedure=row, **wrong)
    with pytest.raises(Refused, match="Say when"):
        operations.record_procedure(by=cora, child=child, kind="marac", lead="Police")
