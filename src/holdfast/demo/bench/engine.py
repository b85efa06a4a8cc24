"""How many quorum findings and how many documents of minutes a second."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle

from django.db import transaction

from holdfast.charter.model import Charter
from holdfast.charter.quorum import assess_quorum
from holdfast.charter.room import Room
from holdfast.demo.bench.measuring import per_second
from holdfast.demo.bench.pages import Subject
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.minutes.models import Minutes
from holdfast.governance.minutes.paper import minutes_document
from holdfast.governance.minutes.queries import minutes_page
from holdfast.governance.room.queries.facts import facts_of
from holdfast.governance.room.rules.sitting import room_at
from holdfast.stewardship.access.actor import actor_for
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.tenancy.models import Person
from holdfast.web.documents import pdf, word

ROOMS = 20


def findings_per_second(asked: Subject, *, count: int, blocks: int) -> float:
    """Quorum findings over the rooms of real meetings."""
    rooms = cycle(_rooms(asked))

    def find() -> None:
        charter, room = next(rooms)
        assess_quorum(charter, room)

    return per_second(find, count, blocks)


def _rooms(asked: Subject) -> list[tuple[Charter, Room]]:
    found = []
    with transaction.atomic():
        set_need_to_know(asked.partnership_id)
        for meeting in Meeting.objects.filter(state="closed").order_by("-starts_at")[:ROOMS]:
            facts = facts_of(meeting)
            if facts.charter is not None and meeting.opened_at is not None:
                found.append((facts.charter, room_at(facts.sitting, meeting.opened_at)))
    return found


def documents_per_second(asked: Subject, *, count: int, blocks: int) -> dict[str, float]:
    """Minutes as Word and as PDF, from what their page shows."""
    with transaction.atomic():
        set_need_to_know(asked.partnership_id, asked.person_id)
        actor = actor_for(Person.objects.select_related("partnership", "agency").get(pk=asked.person_id))
        latest = Minutes.objects.filter(state="approved").order_by("-drafted_at")[0]
        document = minutes_document(minutes_page(actor, latest.meeting_id), actor)
    makers: dict[str, Callable[[], object]] = {
        "word": lambda: word.as_word(document),
        "pdf": lambda: pdf.as_pdf(document),
    }
    return {name: per_second(make, count, blocks) for name, make in makers.items()}
