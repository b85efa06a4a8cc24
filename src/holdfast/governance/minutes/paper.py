"""The minutes as a document: the same blocks for Word and PDF."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.conf import settings

from holdfast.governance.minutes.models import Minutes, MinutesSection
from holdfast.governance.minutes.queries import Attender, MinutesPage, QuorumStretch, instant
from holdfast.kernel import clock
from holdfast.kernel.finding import listed
from holdfast.stewardship.access.actor import Actor
from holdfast.web.documents.blocks import Block, Bullets, Document, Facts, Heading, Paragraph, Table
from holdfast.web.words import clause, clock_time, day, sentence

_STATUS = {
    Minutes.State.DRAFT: "Draft minutes, not checked",
    Minutes.State.CHECKED: "Minutes checked by the chair, not yet approved",
    Minutes.State.APPROVED: "Approved minutes",
}
_CAPACITIES = {
    "member": "Members",
    "deputy": "Deputies",
    "in-attendance": "In attendance",
    "invitee": "Invited",
    "observer": "Observers",
}


def minutes_document(page: MinutesPage, reader: Actor) -> Document:
    """The minutes as this reader may have them."""
    return Document(
        title=f"Minutes of {page.meeting.group.name}",
        subtitle=day(clock_date(page)),
        blocks=list(_blocks(page)),
        status=_STATUS[Minutes.State(page.minutes.state)],
        made_for=reader.name,
        made_at=clock.now(),
        is_invented=settings.HOLDFAST_INVENTED,
    )


def clock_date(page: MinutesPage) -> date:
    """The London date on which it met."""
    return (page.opened_at or page.meeting.starts_at).astimezone(clock.LONDON).date()


def _blocks(page: MinutesPage) -> Iterator[Block]:
    yield Facts(list(_facts(page)))
    yield Heading("Who was there")
    for capacity, called in _CAPACITIES.items():
        if people := page.of_capacity(capacity):
            rows = [(p.name, p.agency, listed(p.seats), when(p, page)) for p in people]
            yield Table(called, ["Name", "Agency", "Seat", "When"], rows, (3, 3, 4, 3))
    yield from _away(page)
    yield Heading("Quorum")
    yield Bullets([quorum_line(stretch, page) for stretch in page.quorum] or ["The meeting did not open."])
    for override in page.record.get("overrides", []):
        yield Paragraph(f"{override['chair']} set the quorum aside: {override['reason']}", is_strong=True)
    yield Heading("Declarations of interest")
    said = [_declared(row) for row in page.record.get("declarations", [])]
    yield Bullets(said or ["None was made for the meeting as a whole."])
    for section in page.sections:
        yield from _section(section)
    if page.hidden_items:
        yield Paragraph("Items from which the reader was excluded by a declared interest are left out.")


def _facts(page: MinutesPage) -> Iterator[tuple[str, str]]:
    met, ended = page.opened_at, page.closed_at
    yield "Place", page.meeting.place or ("Online" if page.meeting.online_link else "Not recorded")
    if met:
        yield "Time", f"{clock_time(met)} to {clock_time(ended) if ended else 'not recorded'}"
    yield "Chair", " ".join(sentence(c["rule"]) for c in page.chairs) or "Nobody chaired"
    if page.record.get("terms"):
        yield "Under", f"terms of reference, version {page.record['terms']}"
    if page.record.get("end_reason"):
        yield "Ended because", page.record["end_reason"]


def when(person: Attender, page: MinutesPage) -> str:
    """When somebody was there, in words."""
    remote = ", remote" if any(stay.is_remote for stay in person.stays) else ""
    if person.was_there_throughout(page.opened_at, page.closed_at):
        return f"Throughout{remote}"
    spans = [
        f"{clock_time(stay.from_at)} to {clock_time(stay.to_at) if stay.to_at else 'the end'}"
        for stay in person.stays
    ]
    return f"{listed(spans)}{remote}"


def _away(page: MinutesPage) -> Iterator[Block]:
    apologies = [f"{row['name']}, {row['agency']}" for row in page.record.get("apologies", [])]
    yield Heading("Apologies", 2)
    yield Bullets(apologies or ["None received."])
    if absent := [f"{row['seat']}: {listed(row['names'])}" for row in page.record.get("absent", [])]:
        yield Heading("Absent without apologies", 2)
        yield Bullets(absent)
    if vacant := page.record.get("vacant", []):
        yield Heading("Vacant seats", 2)
        yield Bullets(vacant)


def quorum_line(stretch: QuorumStretch, page: MinutesPage) -> str:
    """One stretch of the quorum, with its reason and clauses."""
    end = clock_time(stretch.to_at) if stretch.to_at and stretch.to_at != page.closed_at else "the end"
    clauses = f" ({listed(map(clause, stretch.clauses))})" if stretch.clauses else ""
    return f"{clock_time(stretch.from_at)} to {end}: {stretch.reason}{clauses}"


def _declared(row: dict[str, str]) -> str:
    nature = {"none": "nothing to declare", "potential": "potential conflict", "actual": "actual conflict"}
    text = f": {row['text']}" if row.get("text") else ""
    return f"{row['name']}, {nature.get(row['nature'], row['nature'])}{text}"


def _section(section: MinutesSection) -> Iterator[Block]:
    yield Heading(f"{section.position}. {section.heading}")
    if section.text.strip():
        yield Paragraph(section.text)
    found = section.record
    for row in found.get("declarations", []):
        yield Paragraph(f"Declared: {_declared(row)}")
    for row in found.get("exclusions", []):
        yield Paragraph(f"{row['name']} was excluded from this item: {row['reason']}")
    for row in found.get("decisions", []):
        yield Paragraph(decision_line(row), is_strong=True)
    for row in found.get("votes", []):
        yield Paragraph(vote_line(row))
    if actions := found.get("actions", []):
        rows = [(str(a["reference"]), a["text"], owner_of(a), due_of(a)) for a in actions]
        yield Table("Actions", ["No.", "Action", "Who", "By"], rows, (1, 6, 3, 3))


def decision_line(row: dict[str, str]) -> str:
    """A decision with its time and how it was made."""
    at = instant(row["at"])
    flag = " Taken without a quorum, as attendance now stands." if row.get("without_quorum") else ""
    return f"Decided at {clock_time(at) if at else '?'}, {row['method'].lower()}: {row['text']}{flag}"


def vote_line(row: dict[str, object]) -> str:
    """A vote or election with its result in the words of the rule that judged it."""
    outcome = row.get("outcome")
    reason = outcome.get("reason", "") if isinstance(outcome, dict) else ""
    return f"{'Election' if row.get('office') else 'Vote'}: {row['question']} {reason}".strip()


def owner_of(action: dict[str, str]) -> str:
    """Who does an action."""
    return f"{action['agency']}, {action['owner']}" if action["owner"] else action["agency"]


def due_of(action: dict[str, str]) -> str:
    """By when."""
    return day(date.fromisoformat(action["due_on"])) if action.get("due_on") else "No date"
