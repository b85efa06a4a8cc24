"""Safety plans, what is wanting in them, and what each agency recorded on its own system."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from holdfast.casework.children.chronology import events_of
from holdfast.casework.children.models import Child
from holdfast.casework.missing.operations.episodes import EpisodeFacts, record_episode
from holdfast.casework.risk.models import Confirmation, SafetyPlan, SharedItem
from holdfast.casework.risk.operations import (
    agree_plan,
    choose_recording_agencies,
    confirm_recorded,
    end_plan,
    join_list,
    review_plan,
    say_not_needed,
    set_level,
    share_item,
)
from holdfast.casework.risk.queries import plan_gaps
from holdfast.casework.risk.queries.listing import Category, ListFilter, list_page
from holdfast.casework.risk.queries.recording import outstanding
from holdfast.governance.actions.operations import allocate_action
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.obligations.ledger.drift import drift_of
from holdfast.obligations.ledger.models import Obligation
from tests.casework.town import CaseTown

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def at_high_risk(town: CaseTown, name: str = "Ash") -> Child:
    child = town.child(name)
    set_level(child=child, area="sexual", level="high", reason="Seen.", by=town.actor("Cora"))
    return child


def agreed(town: CaseTown, child: Child, text: str = "Home by nine.") -> SafetyPlan:
    today = clock.today()
    return agree_plan(
        child=child, group=town.group, text=text, review_on=today + 28 * DAY, by=town.actor("Cora")
    )


def gaps(town: CaseTown) -> list[str]:
    town.everything()
    return [gap.words for gap in plan_gaps()]


def test_a_child_at_high_risk_wants_a_plan_then_its_record_on_two_systems(town: CaseTown) -> None:
    ash = at_high_risk(town)
    assert gaps(town) == ["No safety plan is agreed"]
    agreed(town, ash)
    assert gaps(town) == [
        "The safety plan is not on the system of police",
        "The safety plan is not on the system of social-care",
    ]
    chidi = town.actor("Chidi")
    confirm_recorded(
        confirmation=Confirmation.objects.get(agency=town.agencies["police"]), reference="N 12", by=chidi
    )
    saul = town.actor("Saul")
    say_not_needed(
        confirmation=Confirmation.objects.get(agency=town.agencies["social-care"]), reason="Closed.", by=saul
    )
    assert gaps(town) == []


def test_a_plan_not_followed_or_not_looked_at_again_in_time_is_a_gap(town: CaseTown) -> None:
    ash = at_high_risk(town)
    plan, cora, today = agreed(town, ash), town.actor("Cora"), clock.today()
    review_plan(plan=plan, followed="partly", text="Out late twice.", next_on=today + DAY, by=cora, version=0)
    Confirmation.objects.update(state="not-needed", why_not="So.", answered_at=clock.now())
    assert gaps(town) == ["The safety plan is not followed"]
    late = [gap.words for gap in plan_gaps(today + 3 * DAY)]
    assert late[1].startswith("The safety plan was to be looked at again by")
    with pytest.raises(Refused, match="Somebody else changed this"):
        review_plan(plan=plan, followed="yes", text="Fine.", next_on=today + DAY, by=cora, version=0)


def test_whoever_turned_18_is_low_or_was_merged_wants_no_plan(town: CaseTown) -> None:
    grown, low, merged = at_high_risk(town), at_high_risk(town, "Elm"), at_high_risk(town, "Oak")
    grown.birth_on = clock.today() - timedelta(days=18 * 366)
    grown.save()
    set_level(child=low, area="sexual", level="low", reason="Safe.", by=town.actor("Cora"))
    merged.merged_into = low
    merged.save()
    assert gaps(town) == []


def test_a_new_plan_takes_the_place_of_the_old_and_asks_anew(town: CaseTown) -> None:
    ash = at_high_risk(town)
    first, second = agreed(town, ash), agreed(town, ash, "Home by eight.")
    first.refresh_from_db()
    assert (first.ended_reason, second.ended_on) == ("A new plan took its place", None)
    town.everything()
    assert SharedItem.objects.get(plan=first).withdrawn_at is not None
    owed = Obligation.objects.filter(kind="recorded")
    assert owed.filter(voided_at=None).count() == owed.exclude(voided_at=None).count() == 2
    assert {row.clause for row in owed} == {"meog/plans"}
    end_plan(plan=second, reason="Safe.", by=town.actor("Cora"))
    assert not outstanding(town.actor("Cora")).exists()
    assert list(drift_of(town.group)) == []


def test_another_agency_can_be_asked_for_every_plan_besides_those_the_terms_name(town: CaseTown) -> None:
    choose_recording_agencies(group=town.group, agencies=[town.agencies["health"].pk], by=town.actor("Cora"))
    agreed(town, at_high_risk(town))
    asked = set(Confirmation.objects.values_list("agency__short_name", flat=True))
    assert asked == {"police", "social-care", "health"}


def test_an_agency_sees_the_child_while_something_is_to_be_recorded_and_owes_it(town: CaseTown) -> None:
    ash, elm = town.child("Ash"), town.child("Elm")
    vic = town.actor("Vic")
    assert not Child.objects.visible_to(vic).exists()
    item = share_item(
        child=ash, group=town.group, agencies=[town.agencies["charity"].pk], text="Has a new phone.",
        by=town.actor("Cora"),
    )  # fmt: skip
    vic = town.actor("Vic")
    assert list(Child.objects.visible_to(vic)) == [ash]
    owed = Obligation.objects.get(kind="recorded")
    assert (owed.owner_agency_id, owed.clause) == (town.agencies["charity"].pk, "meog/sharing")
    assert owed.says == f"Record what was shared of child {ash.reference} on your own system"
    confirm_recorded(confirmation=item.confirmations.get(), reference="V/7", by=vic)
    owed.refresh_from_db()
    assert owed.met_at is not None
    assert not Child.objects.visible_to(town.actor("Vic")).exists()
    assert elm.reference not in owed.says


def test_no_agency_confirms_for_another_but_the_coordinator_may_write_it_down(town: CaseTown) -> None:
    ash = town.child("Ash")
    action = allocate_action(
        by=town.actor("Chidi"), group=town.group, text="Visit.", agency=town.agencies["police"]
    )
    item = share_item(
        child=ash,
        group=town.group,
        agencies=[town.agencies["police"].pk],
        action=action,
        by=town.actor("Cora"),
    )
    confirmation = item.confirmations.get()
    with pytest.raises(PermissionDenied, match="own people"):
        confirm_recorded(confirmation=confirmation, reference="1", by=town.actor("Mina"))
    with pytest.raises(Refused, match="reference"):
        confirm_recorded(confirmation=confirmation, reference=" ", by=town.actor("Cora"))
    confirm_recorded(confirmation=confirmation, reference="N 1", by=town.actor("Cora"))
    confirm_recorded(confirmation=confirmation, reference="N 2", by=town.actor("Chidi"))
    confirmation.refresh_from_db()
    assert confirmation.reference == "N 2"


def test_what_is_owed_of_a_restricted_child_is_not_there_for_the_rest(town: CaseTown) -> None:
    ash = at_high_risk(town)
    agreed(town, ash)
    ash.is_restricted, ash.guardian = True, town.people["Gwen"]
    ash.save()
    town.actor("Chidi")
    assert not Obligation.objects.filter(kind="recorded").exists()
    assert plan_gaps() == []
    town.everything()
    assert Obligation.objects.filter(kind="recorded").count() == 2
    assert list(drift_of(town.group)) == []


def test_a_child_who_is_missing_often_wants_a_plan_at_any_level_and_shows_on_the_list(town: CaseTown) -> None:
    ash, cora = town.child("Ash"), town.actor("Cora")
    for days in (40, 20, 3):
        began = clock.now() - days * DAY
        record_episode(
            child=ash, by=cora, facts=EpisodeFacts(began_at=began, ended_at=began + timedelta(hours=5))
        )
    join_list(child=ash, reason="Missing.", by=cora)
    assert gaps(town) == ["No safety plan is agreed"]
    (row,) = list_page(cora, ListFilter(category=Category.FREQUENT)).rows
    assert row.reference == ash.reference
    assert [gap.child_id for gap in plan_gaps(clock.today() - 10 * DAY)] == []


def test_the_time_line_of_a_child_tells_of_levels_the_list_and_plans(town: CaseTown) -> None:
    ash = at_high_risk(town)
    join_list(child=ash, reason="High.", by=town.actor("Cora"))
    agreed(town, ash)
    told = {event.kind: event.title for event in events_of(ash.pk, town.actor("Cora"))}
    assert told["level"] == "Sexual exploitation: high"
    assert told["exploitation-list"] == "Joined the list"
    assert told["safety-plan"] == "Safety plan agreed"
    stella = town.actor("Stella")
    assert not [event for event in events_of(ash.pk, stella) if event.kind in told]
