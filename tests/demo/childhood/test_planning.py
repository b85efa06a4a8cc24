"""The invented children and episodes look like life, and come out the same from the same seed."""

from __future__ import annotations

from collections import Counter
from datetime import date, time
from itertools import pairwise

import pytest

from holdfast.demo.world.chance import Chance
from holdfast.demo.world.childhood.children import PlannedChild, plan_children
from holdfast.demo.world.childhood.episodes import PlannedEpisode, plan_episodes, shares_of
from holdfast.demo.world.ledger import at
from holdfast.kernel.clock import LONDON

TODAY = date(2026, 3, 3)


def planned(seed: str = "1") -> tuple[list[PlannedChild], list[PlannedEpisode]]:
    chance = Chance(seed)
    children = list(plan_children(chance.part("children"), 600, TODAY, 3, "Wealdmere"))
    expected = shares_of(children, 2500, TODAY, 3)
    now = at(TODAY, time(0, 5))
    episodes = [
        episode
        for child, share in zip(children, expected, strict=True)
        for episode in plan_episodes(chance.part(f"episodes/{child.reference}"), child, share, now, 3)
    ]
    return children, episodes


@pytest.fixture(scope="module")
def world() -> tuple[list[PlannedChild], list[PlannedEpisode]]:
    return planned()


def test_there_are_about_as_many_as_were_asked_for(
    world: tuple[list[PlannedChild], list[PlannedEpisode]],
) -> None:
    children, episodes = world
    assert len(children) == len({child.reference for child in children}) == 600
    assert 1900 <= len(episodes) <= 3100


def test_the_same_seed_gives_the_same_world_and_another_another() -> None:
    assert planned("7") == planned("7") != planned("8")


def test_a_few_children_have_most_of_the_episodes(
    world: tuple[list[PlannedChild], list[PlannedEpisode]],
) -> None:
    counts = sorted(Counter(episode.child.id for episode in world[1]).values(), reverse=True)
    assert sum(counts[:60]) > 0.35 * sum(counts)
    assert len(counts) < 560


def test_no_two_episodes_of_a_child_overlap_and_none_is_in_the_future(
    world: tuple[list[PlannedChild], list[PlannedEpisode]],
) -> None:
    now = at(TODAY, time(0, 5))
    by_child: dict[object, list[PlannedEpisode]] = {}
    for episode in world[1]:
        by_child.setdefault(episode.child.id, []).append(episode)
    for episodes in by_child.values():
        for one, following in pairwise(episodes):
            assert one.ended_at is not None
            assert one.began_at < one.ended_at < following.began_at
    assert all(episode.began_at < now and (episode.ended_at or now) <= now for episode in world[1])
    assert all(episode.last_seen_at <= episode.began_at <= episode.reported_at for episode in world[1])


def test_evenings_weekends_and_summer_are_busier(
    world: tuple[list[PlannedChild], list[PlannedEpisode]],
) -> None:
    begun = [episode.began_at.astimezone(LONDON) for episode in world[1]]
    assert sum(15 <= one.hour <= 23 for one in begun) > 0.5 * len(begun)
    assert sum(one.weekday() >= 4 for one in begun) > 3 / 7 * len(begun)


def test_every_child_is_of_an_age_to_be_on_record(
    world: tuple[list[PlannedChild], list[PlannedEpisode]],
) -> None:
    ages = [(TODAY - child.birth_on).days // 365 for child in world[0]]
    assert min(ages) >= 8
    assert max(ages) <= 18
    assert all(child.birth_on < child.known_since for child in world[0])
