"""The pages of missing children: recorded in a minute, unmissable while open, corrected, and interviewed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.casework.children.models import Child
from holdfast.casework.missing.models import Episode, Interview
from holdfast.casework.missing.operations import interviews as operations
from holdfast.casework.missing.operations.episodes import change_episode
from holdfast.casework.missing.rules.reporting import EpisodeFacts
from tests.casework.missing.missing_children import at, dated, timed, went_missing
from tests.casework.town import CaseTown
from tests.factories import make_account
from tests.web.fetcher import Fetcher

MARCH_1 = "2026-03-01"


def browser(town: CaseTown, name: str) -> Fetcher:
    town.everything()
    person = town.people[name]
    return Fetcher(person.account or make_account(person))


def test_cora_records_an_episode_in_one_form_and_everybody_who_may_sees_it_at_once(
    town: CaseTown, robin: Child
) -> None:
    cora = browser(town, "Cora")
    page = cora.get(f"/children/{robin.pk}/").follow("Missing").follow("Record an episode")
    page = page.submit("Record the episode", began_date="2 March 2026", began_time="10pm", grade="high")
    assert page.banners == ["The episode is recorded."]
    assert "Missing now, for 16 hours 30 minutes." in page.text
    assert "From Monday 2 March 2026 at 10pm, not found yet." in page.text
    home = cora.get("/")
    assert "Missing now: 1 child" in home.text
    assert "Robin Ashdown, missing for 16 hours 30 minutes, high risk" in home.text
    assert "Missing (1)" in home.links
    assert "Missing now" in cora.get("/children/?only=missing-now").text
    assert "Missing now" not in browser(town, "Mina").get("/").text


def test_a_form_that_cannot_be_right_keeps_what_was_typed_and_says_why(town: CaseTown, robin: Child) -> None:
    went_missing(town, robin, timed(at(MARCH_1, 20)))
    page = browser(town, "Cora").get(f"/children/{robin.pk}/missing/new/")
    page = page.submit(
        "Record the episode", began_date="2 March 2026", began_time="10pm", circumstances="Left by the window"
    )
    assert "An episode from Sunday 1 March 2026 at 8pm, not found yet is open already" in page.text
    assert "Left by the window" in page.text


def test_saving_what_stands_there_changes_nothing_of_what_the_boxes_cannot_show(
    town: CaseTown, robin: Child
) -> None:
    """No box shows seconds; and when the clocks go back, half past one comes twice."""
    second_half_past_one = datetime(2025, 10, 26, 1, 30, 20, tzinfo=UTC)
    episode = went_missing(
        town, robin, timed(second_half_past_one, second_half_past_one + timedelta(hours=4))
    )
    page = browser(town, "Cora").get(f"/missing/episodes/{episode.pk}/correction/")
    assert page.submit("Save").banners
    town.everything()
    episode.refresh_from_db()
    assert episode.began_at == second_half_past_one
    assert episode.entries.count() == 1


def test_a_date_without_a_time_is_a_date_alone(town: CaseTown, robin: Child) -> None:
    page = browser(town, "Cora").get(f"/children/{robin.pk}/missing/new/")
    page.submit(
        "Record the episode", began_date="1 March 2026", began_time="", ended_date="1 March 2026",
    )  # fmt: skip
    town.everything()
    episode = Episode.objects.get()
    assert (episode.is_began_known, episode.is_ended_known) == (False, False)
    assert (episode.began_at, episode.ended_at) == (at(MARCH_1), at(MARCH_1))


def test_the_return_brings_the_interview_with_its_hours_and_the_history_says_who(
    town: CaseTown, robin: Child
) -> None:
    went_missing(town, robin, timed(at("2026-03-02", 22)))
    cora = browser(town, "Cora")
    page = cora.get(f"/children/{robin.pk}/missing/")
    page = page.follow("2 March 2026 at 10pm, not found yet").follow("Record the return")
    page = page.submit("Record the return", found_by="police", found_state="well", found_where="The pier")
    assert page.banners == ["The return is recorded."]
    assert "Return interview due in 3 days" in page.text
    assert "Found or returned: 3 March 2026 at 2:30pm (before: not said)" in page.text
    assert "To be offered" in page.text
    page = page.follow("Correct or complete")
    page = page.submit(
        "Save", reasons=["peers", "online"], companions="A friend\nK7F3Q", reason="From the police"
    )
    assert "With or led by friends of the same age and Met somebody online" in page.text
    assert "A friend and K7F3Q" in page.text
    assert "From the police" in page.text
    page = page.follow("This was recorded in error").submit("Withdraw the episode", text="A sister.")
    assert "Recorded in error: this episode counts for nothing." in page.text


def test_both_texts_are_shown_when_somebody_else_was_first(town: CaseTown, robin: Child) -> None:
    episode = went_missing(town, robin, timed(at(MARCH_1, 20), at(MARCH_1, 23)))
    page = browser(town, "Cora").get(f"/missing/episodes/{episode.pk}/correction/")
    facts = replace(EpisodeFacts.of(episode), found_where="Pier")
    change_episode(by=town.actor("Chidi"), episode=episode, facts=facts)
    page = page.submit("Save", status=409, found_where="The park")
    assert "Pier" in page.text
    assert "The park" in page.text
    assert "Chidi" in page.text


def test_the_tab_says_since_when_until_when_why_and_whether_away_counts(town: CaseTown, robin: Child) -> None:
    for day in ("2026-01-10", "2026-01-20", "2026-02-01"):
        went_missing(town, robin, dated(day, day))
    text = browser(town, "Cora").get(f"/children/{robin.pk}/missing/").text
    assert "Frequently missing since 1 February 2026, until 9 April 2026 if no further episode comes." in text
    assert "Missing 3 times in any 90 days: 10 January 2026, 20 January 2026 and 1 February 2026." in text
    assert "being away does not count" in text
    assert "3 episodes in the last 12 months." in text


def _interview(town: CaseTown, child: Child) -> Interview:
    episode = went_missing(town, child, timed(at("2026-02-28", 12), at("2026-02-28", 20)))
    found: Interview = Interview.objects.get(covered__episode=episode)
    operations.assign_interview(
        by=town.actor("Cora"), interview=found, provider=town.agencies["charity"],
        interviewer=town.people["Ines"],
    )  # fmt: skip
    town.everything()
    return found


def test_ines_finds_her_interview_writes_it_bit_by_bit_and_records_it_as_held(
    town: CaseTown, robin: Child
) -> None:
    _interview(town, robin)
    ines = browser(town, "Ines")
    home = ines.get("/")
    assert f"{robin.reference}, to be offered" in home.text
    assert "Return interview due in 5 hours 30 minutes" in home.text
    page = ines.get("/missing/interviews/").follow("Robin Ashdown").follow("Write what the child said")
    page = page.submit("Save and go on later", account="I was at the pier.")
    assert page.banners == ["What you wrote is kept. The interview is not recorded as held yet."]
    page = page.follow("Write what the child said").submit("Record the interview as held")
    assert page.errors == ["Enter when the interview was held"]
    page = page.submit("Record the interview as held", held_at_date="3 March 2026", held_at_time="2pm")
    assert page.banners == ["The interview is recorded as held."]
    assert "I was at the pier." in page.text
    assert "No return interview is due." in ines.get("/missing/interviews/").text
    page = page.follow("Mark a passage as intelligence").submit("Mark it", text="A man at the pier.")
    assert "Waits for the handlers" in page.text


def test_what_is_typed_saves_itself_until_somebody_else_writes(town: CaseTown, robin: Child) -> None:
    interview = _interview(town, robin)
    ines = browser(town, "Ines")
    address = f"/missing/interviews/{interview.pk}/"
    ines.get(f"{address}content/")
    interview.refresh_from_db()
    token = ines.client.cookies[settings.CSRF_COOKIE_NAME].value
    sent = {"account": "I went", "version": str(interview.version), "csrfmiddlewaretoken": token}
    answer = ines.client.post(f"{address}draft/", sent)
    assert json.loads(answer.content) == {"saved_at": "2:30pm", "version": interview.version + 1}
    # Another box of the same form, that left before the answer came.
    answer = ines.client.post(f"{address}draft/", sent | {"wishes": "To be asked"})
    assert json.loads(answer.content)["version"] == interview.version + 2
    assert ines.client.post(f"{address}draft/", sent).status_code == 409


@pytest.mark.parametrize("name", ["Cora", "Mina", "Ines"])
def test_pages_ask_the_database_as_often_for_five_children_as_for_one(town: CaseTown, name: str) -> None:
    def one_more() -> None:
        child = town.child("Robin")
        town.works_with("health", child)
        for start in range(4):
            day = (date(2026, 1, 1) + timedelta(days=20 * start)).isoformat()
            went_missing(town, child, dated(day, day))
        _interview(town, child)
        went_missing(town, child, timed(at("2026-03-02", 9)))

    def statements() -> dict[str, int]:
        page, found = browser(town, name), {}
        for address in (
            ["/"]
            + (["/missing/"] if name != "Ines" else [])
            + (["/missing/interviews/"] if name != "Mina" else [])
        ):
            page.get(address)
            with CaptureQueriesContext(connection) as asked:
                page.get(address)
            found[address] = len(asked)
        return found

    one_more()
    first = statements()
    for _ in range(4):
        one_more()
    assert statements() == first


def test_no_title_or_address_names_a_child(town: CaseTown, robin: Child) -> None:
    interview = _interview(town, robin)
    episode = interview.covered.get().episode
    cora = browser(town, "Cora")
    for address in (
        "/missing/", "/missing/interviews/", f"/children/{robin.pk}/missing/",
        f"/missing/episodes/{episode.pk}/", f"/missing/interviews/{interview.pk}/", "/missing/rules/",
        f"/missing/episodes/{episode.pk}/grade/", f"/missing/interviews/{interview.pk}/holder/",
    ):  # fmt: skip
        assert "Robin" not in cora.get(address).title


def test_the_childs_tab_asks_as_often_for_five_episodes_as_for_one(town: CaseTown, robin: Child) -> None:
    def statements() -> int:
        page = browser(town, "Cora")
        page.get(f"/children/{robin.pk}/missing/")
        with CaptureQueriesContext(connection) as asked:
            page.get(f"/children/{robin.pk}/missing/")
        return len(asked)

    numbers = []
    for start in range(5):
        day = (date(2026, 1, 1) + timedelta(days=5 * start)).isoformat()
        went_missing(town, robin, timed(at(day, 12), at(day, 20)))
        numbers.append(statements())
    assert len(set(numbers)) == 1
