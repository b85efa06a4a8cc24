"""Recording and correcting missing episodes: what is refused and why, what stays, and what follows."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.casework.children.models import Child
from holdfast.casework.missing.models import Episode, EpisodeEntry, FrequentSpell
from holdfast.casework.missing.operations.bulk import NewEpisode, add_episodes
from holdfast.casework.missing.operations.episodes import (
    EpisodeChanged,
    change_episode,
    grade_episode,
    record_return,
    restore_episode,
    withdraw_episode,
)
from holdfast.casework.missing.operations.frequent import children_adrift, recompute_everybody
from holdfast.casework.missing.queries import entry_reasons, frequent_on
from holdfast.casework.missing.rules.episodes import Times, assess_overlap, certain_span, turned_18_on
from holdfast.casework.missing.rules.reporting import EpisodeFacts
from holdfast.kernel.finding import Refused
from holdfast.obligations.ledger.drift import drift_of
from tests.casework.missing.conftest import NOW
from tests.casework.missing.missing_children import at, dated, timed, went_missing
from tests.casework.town import CaseTown

MARCH_1 = "2026-03-01"


def history(episode: Episode) -> list[str]:
    return list(episode.entries.order_by("recorded_at", "at").values_list("kind", flat=True))


def spells_of(child: Child) -> list[tuple[date, date]]:
    return list(FrequentSpell.objects.filter(child=child).values_list("from_on", "to_on"))


def test_cora_records_that_robin_is_missing_and_then_that_robin_is_back(town: CaseTown, robin: Child) -> None:
    episode = went_missing(town, robin, timed(at(MARCH_1, 22), grade="medium", reasons=("peers",)))
    record_return(by=town.actor("Cora"), episode=episode, ended_at=at("2026-03-02", 3), found_by="police")
    episode.refresh_from_db()
    assert (episode.is_open, episode.found_by, history(episode)) == (
        False,
        "police",
        ["recorded", "returned"],
    )
    returned = episode.entries.get(kind="returned")
    assert returned.before["ended_at"] is None
    assert returned.after["found_by"] == "police"


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (timed(at(MARCH_1, 22), at(MARCH_1, 21)), "found before the episode begins"),
        (
            timed(at(MARCH_1, 20), at(MARCH_1, 21), last_seen_at=at(MARCH_1, 22)),
            "found before being last seen",
        ),
        (timed(NOW + timedelta(minutes=1)), "begins in the future"),
        (timed(at(MARCH_1, 20), NOW + timedelta(hours=1)), "return is in the future"),
        (timed(at("2011-02-28", 9)), "on or before the child's date of birth"),
        (timed(at(MARCH_1, 20), reasons=("boredom",)), "do not have boredom"),
        (dated(MARCH_1, "2026-02-28"), "found before the episode begins"),
    ],
)
def test_what_cannot_be_right_is_refused_in_a_sentence(
    town: CaseTown, robin: Child, facts: EpisodeFacts, reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        went_missing(town, robin, facts)


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (timed(at(MARCH_1, 20)), timed(at("2026-03-02", 9)), "not found yet is open already"),
        (timed(at(MARCH_1, 20)), timed(at("2026-02-28", 9)), "Give an end"),
        (
            timed(at(MARCH_1, 20), at("2026-03-02", 2)),
            timed(at("2026-03-02", 1), at("2026-03-02", 5)),
            "overlaps",
        ),
        (dated("2026-02-20", "2026-02-25"), dated("2026-02-22", "2026-02-22"), ""),
        (dated("2026-02-20", "2026-02-25"), dated("2026-02-22", "2026-02-23"), "overlaps"),
        (dated("2026-02-20", "2026-02-21"), dated("2026-02-20", "2026-02-21"), "overlaps"),
        (dated("2026-02-20", "2026-02-20"), dated("2026-02-20", "2026-02-20"), ""),
        (dated("2026-02-20", "2026-02-21"), dated("2026-02-21", "2026-02-22"), ""),
        (timed(at(MARCH_1, 9), at(MARCH_1, 11)), timed(at(MARCH_1, 11), at(MARCH_1, 13)), ""),
        (timed(at(MARCH_1, 9), at(MARCH_1, 11)), dated(MARCH_1, MARCH_1), ""),
    ],
)
def test_an_overlap_is_refused_and_a_restart_on_the_same_day_is_not(
    town: CaseTown, robin: Child, first: EpisodeFacts, second: EpisodeFacts, reason: str
) -> None:
    went_missing(town, robin, first)
    if reason:
        with pytest.raises(Refused, match=reason):
            went_missing(town, robin, second)
    else:
        went_missing(town, robin, second)


HOURS = st.integers(0, 200)


@st.composite
def some_times(draw: st.DrawFn) -> Times:
    began = at(MARCH_1) - timedelta(days=30) + timedelta(hours=draw(HOURS))
    ended = draw(st.none() | st.integers(0, 100))
    facts = Times(began_at=began, ended_at=None if ended is None else began + timedelta(hours=ended))
    if draw(st.booleans()):
        facts = replace(facts, began_at=at(facts.began_on.isoformat()), is_began_known=False)
    if facts.ended_on and draw(st.booleans()):
        facts = replace(facts, ended_at=at(facts.ended_on.isoformat()), is_ended_known=False)
    return facts


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(first=some_times(), second=some_times())
def test_the_database_and_the_rule_refuse_the_same_overlaps(
    town: CaseTown, robin: Child, first: Times, second: Times
) -> None:
    def store(times: Times) -> None:
        said: dict[str, Any] = {name: getattr(times, name) for name in ("began_at", "is_began_known")}
        said |= {name: getattr(times, name) for name in ("ended_at", "is_ended_known")}
        Episode.objects.create(partnership=town.partnership, child=robin, **said)

    with transaction.atomic():
        store(first)
        refused = False
        try:
            with transaction.atomic():
                store(second)
        except IntegrityError:
            refused = True
        transaction.set_rollback(True)
    two_open = first.ended_at is None and second.ended_at is None
    assert refused == (assess_overlap(second, [first]).met is False or two_open)
    assert assess_overlap(first, [second]).met == assess_overlap(second, [first]).met


def test_a_return_in_the_hour_that_comes_twice_is_of_the_second_time_if_the_first_cannot_be(
    town: CaseTown, robin: Child
) -> None:
    episode = went_missing(town, robin, timed(at("2025-10-26", 1, 30)))
    record_return(by=town.actor("Cora"), episode=episode, ended_at=at("2025-10-26", 1, 15))
    episode.refresh_from_db()
    assert episode.ended_at - episode.began_at == timedelta(minutes=45)
    early = timed(at("2025-10-25", 1, 30), at("2025-10-25", 1, 15))
    assert early.ended_at == at("2025-10-25", 1, 15)


def test_both_clock_changes_neither_add_nor_lose_a_minute(town: CaseTown, robin: Child) -> None:
    autumn = timed(at("2025-10-25", 23), at("2025-10-26", 4))
    spring = timed(at("2025-03-29", 23), at("2025-03-30", 4))
    lengths = [facts.ended_at - facts.began_at for facts in (autumn, spring) if facts.ended_at]
    assert lengths == [timedelta(hours=6), timedelta(hours=4)]
    for facts in (autumn, spring):
        assert certain_span(facts.times) is not None
        went_missing(town, robin, facts)
    twenty_three_hours = dated("2025-03-30", "2025-03-31")
    assert certain_span(twenty_three_hours.times).first == at("2025-03-31")  # type: ignore[union-attr]


def test_a_start_near_midnight_counts_on_londons_day(town: CaseTown, robin: Child) -> None:
    for day in ("2025-06-01", "2025-06-02"):
        went_missing(town, robin, dated(day, day))
    went_missing(town, robin, timed(at("2025-08-30", 0, 30), at("2025-08-30", 5)))  # 23:30 on the 29th in UTC
    assert spells_of(robin) == []


def test_robin_turns_eighteen_while_missing_and_leap_day_birthdays_fall_on_1_march() -> None:
    open_one = timed(at("2026-02-20", 9)).times
    assert turned_18_on(open_one, date(2008, 2, 29), date(2026, 3, 3)) == date(2026, 3, 1)
    assert turned_18_on(open_one, date(2008, 2, 29), date(2026, 2, 28)) is None
    assert turned_18_on(open_one, date(2008, 2, 20), date(2026, 3, 3)) is None


def test_a_correction_keeps_what_stood_before_and_says_why(town: CaseTown, robin: Child) -> None:
    episode = went_missing(town, robin, timed(at(MARCH_1, 20), at(MARCH_1, 23)))
    facts = replace(EpisodeFacts.of(episode), began_at=at(MARCH_1, 19), kind="away")
    change_episode(by=town.actor("Cora"), episode=episode, facts=facts, reason="The home rang at seven.")
    entry = EpisodeEntry.objects.get(episode=episode, kind="changed")
    assert entry.text == "The home rang at seven."
    assert entry.before == {"began_at": at(MARCH_1, 20).isoformat(), "kind": "missing"}


def test_who_saves_over_what_somebody_else_changed_is_told(town: CaseTown, robin: Child) -> None:
    episode = went_missing(town, robin, timed(at(MARCH_1, 20), at(MARCH_1, 23)))
    facts = replace(EpisodeFacts.of(episode), found_where="The station")
    change_episode(by=town.actor("Chidi"), episode=episode, facts=facts, seen_version=0)
    with pytest.raises(EpisodeChanged) as changed:
        change_episode(
            by=town.actor("Cora"),
            episode=episode,
            facts=replace(facts, found_where="The park"),
            seen_version=0,
        )
    assert changed.value.episode.found_where == "The station"
    assert changed.value.entry is not None
    assert str(changed.value.entry.by) == "Chidi"


def test_an_episode_recorded_in_error_stays_and_counts_for_nothing(town: CaseTown, robin: Child) -> None:
    cora = town.actor("Cora")
    made = [went_missing(town, robin, dated(day, day)) for day in ("2026-01-01", "2026-01-02", "2026-01-03")]
    assert frequent_on(None, date(2026, 3, 3)) == {robin.pk}
    withdraw_episode(by=cora, episode=made[1], reason="It was the sister.")
    assert (frequent_on([robin.pk], date(2026, 3, 3)), spells_of(robin)) == (set(), [])
    with pytest.raises(Refused, match="withdrawn"):
        change_episode(by=cora, episode=made[1], facts=dated("2026-01-02", "2026-01-02"))
    restore_episode(by=cora, episode=made[1], reason="It was Robin after all.")
    assert spells_of(robin) == [(date(2026, 1, 3), date(2026, 3, 31))]
    assert history(made[1]) == ["recorded", "withdrawn", "restored"]


def test_moving_an_episode_answers_anew_at_once_and_away_does_not_count(town: CaseTown, robin: Child) -> None:
    made = [went_missing(town, robin, dated(day, day)) for day in ("2025-11-01", "2026-01-02", "2026-02-03")]
    assert spells_of(robin) == []
    change_episode(by=town.actor("Cora"), episode=made[0], facts=dated("2025-11-20", "2025-11-20"))
    assert spells_of(robin) == [(date(2026, 2, 3), date(2026, 2, 17))]
    spell = FrequentSpell.objects.get()
    assert spell.clause == "meog/frequent"
    assert "20 November 2025, 2 January 2026 and 3 February 2026" in spell.why
    change_episode(
        by=town.actor("Cora"), episode=made[2], facts=dated("2026-02-03", "2026-02-03", kind="away")
    )
    assert spells_of(robin) == []


def test_the_grade_over_time_has_its_own_rows(town: CaseTown, robin: Child) -> None:
    episode = went_missing(town, robin, timed(at(MARCH_1, 20), reported_at=at(MARCH_1, 21), grade="medium"))
    cora = town.actor("Cora")
    grade_episode(by=cora, episode=episode, grade="high", reason="No medication.", from_at=at(MARCH_1, 23))
    grade_episode(by=cora, episode=episode, grade="low", from_at=at(MARCH_1, 22))
    episode.refresh_from_db()
    assert list(episode.grades.values_list("grade", flat=True)) == ["medium", "low", "high"]
    assert episode.grade == "high"
    with pytest.raises(Refused, match="future"):
        grade_episode(by=cora, episode=episode, grade="low", from_at=NOW + timedelta(hours=1))


def test_only_who_sees_the_child_records_an_episode(town: CaseTown, robin: Child) -> None:
    facts = timed(at(MARCH_1, 20))
    with pytest.raises(PermissionDenied):
        went_missing(town, robin, facts, by="Pat")
    with pytest.raises(PermissionDenied):
        went_missing(town, robin, facts, by="Stella")
    with pytest.raises(Child.DoesNotExist):
        went_missing(town, robin, facts, by="Mina")
    town.everything()
    town.works_with("health", robin)
    assert went_missing(town, robin, facts, by="Mina").is_open


def test_a_restricted_childs_episodes_do_not_exist_for_others(town: CaseTown) -> None:
    hidden = town.child("Sam", is_restricted=True, guardian=town.people["Gwen"])
    Episode.objects.create(partnership=town.partnership, child=hidden, began_at=at(MARCH_1, 20))
    assert Episode.objects.count() == 1
    cora = town.actor("Cora")
    assert Episode.objects.count() == 0
    assert not Episode.objects.visible_to(cora).exists()


def test_saving_asks_the_database_as_often_for_the_fiftieth_episode_as_for_the_first(
    town: CaseTown, robin: Child
) -> None:
    def statements(day: date) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            went_missing(town, robin, dated(day.isoformat(), day.isoformat()))
        return len(asked)

    days = [date(2024, 1, 1) + timedelta(days=10 * n) for n in range(50)]
    numbers = [statements(day) for day in days]
    assert max(numbers[5:]) - min(numbers[5:]) <= 1  # a spell that changes is one write more
    assert numbers[-1] <= 30


def test_many_at_once_are_as_if_recorded_one_by_one(town: CaseTown, robin: Child) -> None:
    other, third = town.child("Sam"), town.child("Kit")
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(5)]
    rows = [NewEpisode(child.pk, dated(f"{day}", f"{day}")) for child in (robin, other) for day in days]
    rows.append(NewEpisode(third.pk, timed(at("2026-03-02", 22), at(MARCH_1, 23) + timedelta(days=1))))
    ids = add_episodes(rows, by=town.actor("Cora"))
    assert Episode.objects.filter(pk__in=ids, source="imported").count() == 11
    assert spells_of(other) == [(date(2026, 1, 3), date(2026, 4, 2))]
    assert history(Episode.objects.get(pk=ids[-1])) == ["imported"]
    assert drift_of(town.group) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        add_episodes([NewEpisode(third.pk, timed(at("2026-03-02", 22, 30)))], by=town.actor("Cora"))


def test_the_case_list_hears_who_is_missing_and_who_was(town: CaseTown, robin: Child) -> None:
    for day in ("2026-01-01", "2026-02-26", "2026-02-27"):
        went_missing(town, robin, dated(day, day))
    went_missing(town, robin, timed(at(MARCH_1, 20)))
    said = {key: words for _, key, words in entry_reasons(NOW - timedelta(days=7), NOW)}
    assert said == {
        "missing-now": "Missing now, since 1 March 2026 at 8pm",
        "missing": "Missing 3 times since the last list",
        "frequent": "Frequently missing, newly since 27 February 2026",
    }


def test_an_episode_recorded_late_comes_onto_the_next_list_unless_it_is_of_long_ago(
    town: CaseTown, robin: Child
) -> None:
    days = ("2025-10-01", "2026-01-04", "2026-02-20")
    made = [went_missing(town, robin, dated(day, day)) for day in days]
    recorded = Episode.objects.filter(pk__in=[one.pk for one in made])
    recorded.update(recorded_at=NOW - timedelta(days=1))
    reasons = {key: words for _, key, words in entry_reasons(NOW - timedelta(days=7), NOW)}
    assert reasons["missing"] == "Missing 2 times, 2 before the last list and recorded since"
    recorded.update(recorded_at=NOW - timedelta(days=8))
    assert "missing" not in {key for _, key, _ in entry_reasons(NOW - timedelta(days=7), NOW)}


def test_the_check_finds_whose_stored_answer_differs_and_fill_mends_it(town: CaseTown, robin: Child) -> None:
    for day in ("2026-01-01", "2026-01-02", "2026-01-03"):
        went_missing(town, robin, dated(day, day))
    assert children_adrift() == []
    FrequentSpell.objects.update(to_on=date(2026, 1, 4))
    assert children_adrift() == [robin.pk]
    assert recompute_everybody() == 1
    assert spells_of(robin) == [(date(2026, 1, 3), date(2026, 3, 31))]
    FrequentSpell.objects.update(clause="another/clause")
    assert children_adrift() == [robin.pk]
