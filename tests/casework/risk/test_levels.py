"""How a level of risk is set: provisional and confirmed, by whom, over a framework's, two people at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from holdfast.casework.children.models import RiskArea
from holdfast.casework.risk.models import LevelChange
from holdfast.casework.risk.operations import set_level
from holdfast.casework.risk.operations.levels import Assessment
from holdfast.casework.risk.panels import level_marks
from holdfast.casework.risk.queries import current_levels, highest_levels
from holdfast.casework.risk.terms import areas, circumstances
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from tests.casework.town import CaseTown, case_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> CaseTown:
    return case_town()


def test_the_chair_confirms_what_a_member_assessed_and_both_stay_on_record(town: CaseTown) -> None:
    ash = town.child("Ash")
    town.works_with("health", ash)
    mina = town.actor("Mina")
    first = set_level(
        child=ash, area="sexual", level="high", reason="Seen with older men.", by=mina, is_provisional=True
    )
    chidi = town.actor("Chidi")
    set_level(child=ash, area="sexual", level="medium", reason="Safe at home now.", by=chidi, seen=first.pk)
    told = [(row.number, row.before, row.level, row.is_provisional) for row in LevelChange.objects.all()]
    assert told == [(2, "high", "medium", False), (1, "", "high", True)]
    assert highest_levels([ash.pk]) == {ash.pk: "medium"}
    assert RiskArea.objects.get(child=ash).area == "sexual"


def test_a_member_confirms_no_level_and_assesses_no_child_of_others(town: CaseTown) -> None:
    ash, mina = town.child("Ash"), town.actor("Mina")
    with pytest.raises(PermissionDenied, match="confirm or change a level"):
        set_level(child=ash, area="sexual", level="low", reason="Fine.", by=mina)
    with pytest.raises(PermissionDenied, match="do not see"):
        set_level(child=ash, area="sexual", level="low", reason="Fine.", by=mina, is_provisional=True)


def test_a_provisional_level_never_lowers_what_was_confirmed(town: CaseTown) -> None:
    ash, cora = town.child("Ash"), town.actor("Cora")
    set_level(child=ash, area="criminal", level="high", reason="Carries for others.", by=cora)
    with pytest.raises(Refused, match="only raise"):
        set_level(child=ash, area="criminal", level="low", reason="Score.", by=cora, is_provisional=True)


def test_another_level_than_the_frameworks_needs_a_reason(town: CaseTown) -> None:
    ash, cora = town.child("Ash"), town.actor("Cora")
    scored = Assessment(framework="Screening", suggested="low", child_view="I am fine.")
    with pytest.raises(Refused, match="The framework says low"):
        set_level(child=ash, area="sexual", level="high", reason="Judged.", by=cora, assessment=scored)
    overridden = Assessment(framework="Screening", suggested="low", override_reason="Under 13.")
    made = set_level(child=ash, area="sexual", level="high", reason="Judged.", by=cora, assessment=overridden)
    assert made.override_reason == "Under 13."


def test_of_two_at_once_the_second_is_shown_what_the_first_did(town: CaseTown) -> None:
    ash, cora = town.child("Ash"), town.actor("Cora")
    seen = set_level(child=ash, area="missing", level="low", reason="Once.", by=cora)
    set_level(child=ash, area="missing", level="high", reason="Again.", by=cora, seen=seen.pk)
    with pytest.raises(Refused, match="Somebody else changed this"):
        set_level(child=ash, area="missing", level="medium", reason="Perhaps.", by=cora, seen=seen.pk)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"level": "extreme"}, "low, medium and high"),
        ({"area": "weather"}, "not an area"),
        ({"reason": "  "}, "Say why"),
        ({"at": clock.now() + timedelta(days=1)}, "still to come"),
    ],
)
def test_a_level_outside_the_scale_without_reason_or_to_come_is_refused(
    town: CaseTown, changes: dict[str, object], why: str
) -> None:
    given = {"child": town.child("Ash"), "area": "sexual", "level": "low", "reason": "So.", **changes}
    with pytest.raises(Refused, match=why):
        set_level(by=town.actor("Cora"), **given)  # type: ignore[arg-type]


def test_the_level_as_of_a_moment_is_the_last_before_it(town: CaseTown) -> None:
    ash, cora, now = town.child("Ash"), town.actor("Cora"), clock.now()
    for days, level in ((30, "low"), (20, "high"), (10, "medium")):
        at = now - timedelta(days=days)
        set_level(child=ash, area="sexual", level=level, reason="So.", by=cora, at=at)
    asked = {days: current_levels([ash.pk], now - timedelta(days=days)) for days in (40, 25, 15, 5)}
    assert {days: [one.level for one in found.get(ash.pk, ())] for days, found in asked.items()} == {
        40: [], 25: ["low"], 15: ["high"], 5: ["medium"],
    }  # fmt: skip


def test_a_merged_record_takes_no_level(town: CaseTown) -> None:
    ash = town.child("Ash")
    ash.merged_into = town.child("Ash", "Ashdowne")
    ash.save()
    with pytest.raises(Refused, match="merged into another"):
        set_level(child=ash, area="sexual", level="low", reason="So.", by=town.actor("Cora"))


def test_a_restricted_child_takes_a_level_only_from_those_who_were_named(town: CaseTown) -> None:
    ash = town.child("Ash", is_restricted=True, guardian=town.people["Gwen"])
    with pytest.raises(PermissionDenied, match="do not see"):
        set_level(child=ash, area="sexual", level="low", reason="So.", by=town.actor("Cora"))


def test_circumstances_and_areas_are_those_of_the_terms(town: CaseTown) -> None:
    assert circumstances() == ("after an event",)
    assert [str(area) for area in areas()] == ["sexual", "criminal", "missing", "trafficking"]


def test_the_mark_names_every_area_that_is_as_high(town: CaseTown) -> None:
    ash = town.child("Ash")
    chidi = town.actor("Chidi")
    for area, is_provisional in (("missing", False), ("sexual", True)):
        set_level(child=ash, area=area, level="high", reason="Seen.", by=chidi, is_provisional=is_provisional)
    set_level(child=ash, area="criminal", level="low", reason="Nothing seen.", by=chidi)
    (mark,) = level_marks(chidi, [ash.pk])[ash.pk]
    assert mark.text == "High risk"
    assert [said.split(",")[0] for said in mark.why.split("; ")] == ["Missing", "Sexual exploitation"]
