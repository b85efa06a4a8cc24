"""The pages before and after the meeting ask as often for five children as for one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.casework.panel.models import Bundle
from holdfast.casework.panel.operations.answering import answer
from holdfast.casework.panel.operations.discussing import begin_discussion
from holdfast.casework.panel.operations.feeding_back import give_feedback
from holdfast.kernel import clock
from tests.casework.panel.weekly import START, Weekly, at, weekly
from tests.web.fetcher import Fetcher


def _held(number: int) -> Weekly:
    """A meeting of so many children, each worked with by Chidi, Pat and somebody of their own."""
    week = weekly(number, name=f"Shire {number}")
    for given, child in week.children.items():
        week.town.works_with("police", child, "Chidi")
        week.town.works_with("school", child, "Pat")
        week.town.works_with("charity", child, name=f"Worker of {given}")
    return week.issued(*week.children)


def _costs(week: Weekly) -> Iterator[int]:
    """Of the answers before, then of the feedback, a bundle, its page for who reads it, and the figures."""
    meeting, people = f"/cases/meetings/{week.meeting.pk}", week.town.people
    with clock.fixed_at(at(13)):
        for given in week.children:
            answer(by=week.actor("Mina"), listing=week.listing(given), knows="Seen", proposes="", version=0)
        yield _cost(week, "Mina", f"{meeting}/answers/")
    week.opened()
    for minute, given in enumerate(week.children):
        with clock.fixed_at(START + timedelta(minutes=minute)):
            begin_discussion(by=week.cora, listing=week.listing(given))
    week.closed(at(16))
    with clock.fixed_at(at(17)):
        week.town.everything()
        pat = Bundle.objects.get(case_list__meeting=week.meeting, person=people["Pat"])
        yield _cost(week, "Cora", f"{meeting}/feedback/")
        yield _cost(week, "Cora", f"/cases/feedback/{pat.pk}/")
        give_feedback(by=week.cora, bundle=pat, how="notice")
        yield _cost(week, "Pat", f"/cases/feedback/{pat.pk}/read/")
        yield _cost(week, "Cora", f"{meeting}/figures/")


def _cost(week: Weekly, name: str, address: str) -> int:
    week.town.everything()
    person = Fetcher(week.town.people[name].account)
    person.get(address)
    with CaptureQueriesContext(connection) as asked:
        person.get(address)
    return len(asked)


def test_answers_feedback_and_figures_cost_as_much_for_five_children_as_for_one(db: None) -> None:
    costs = []
    for number in (1, 5):
        with clock.fixed_at(at(12)):
            week = _held(number)
        costs.append(list(_costs(week)))
    assert costs[0] == costs[1]
