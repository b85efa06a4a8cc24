"""Two partnerships with everything in them, and somebody of every role: what the access matrix walks.

Every name in a record of the first begins with Kestrel, of the second with Zebra: canaries that must not be
found in an answer to somebody who may not see the record.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from holdfast.casework.links.keys import digest_of as link_digest_of
from holdfast.casework.links.models import Link
from holdfast.governance.actions.models import ContributingAgency
from holdfast.governance.actions.operations import add_evidence, allocate_action, complete_action
from holdfast.governance.documents.operations import keep_document
from holdfast.governance.meetings.models import Invitee, Paper
from holdfast.governance.meetings.operations.calendars import make_calendar_token
from holdfast.governance.minutes.models import Minutes
from holdfast.governance.room.models import Override
from holdfast.governance.room.operations import (
    close_meeting,
    declare_interest,
    open_meeting,
    open_vote,
    record_arrival,
    record_decision,
)
from holdfast.governance.terms_review.operations.commenting import comment_on_terms
from holdfast.governance.terms_review.operations.reviewing import open_review
from holdfast.groups.models import (
    Board,
    BoardMeeting,
    Deputyship,
    Group,
    ReportingLine,
    TermsApproval,
    TermsCarry,
)
from holdfast.obligations.concerns.operations import Receiver, send_matter
from holdfast.obligations.escalation.models import LetterTemplate
from holdfast.obligations.escalation.operations import add_rung
from holdfast.obligations.escalation.operations.ladders import Contact
from holdfast.obligations.escalation.proposing import propose
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.notices.models import Delivery, Digest, Message, Notice, NoticePreference
from holdfast.stewardship.access.actor import actor_for
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.accounts.models import Account
from holdfast.stewardship.tenancy.models import Person
from tests.access.casework_world import make_casework
from tests.factories import (
    appoint,
    give_office,
    grant,
    make_account,
    make_group,
    make_item,
    make_meeting,
    make_person,
    make_seat,
    make_terms,
)
from tests.governance.room.fernshire import CHARTER, START, Fernshire, fernshire

# Who walks the matrix in their own partnership, in words of the oracle.
ROLES = (
    "admin", "manager", "chair", "member", "deputy", "invitee", "clerk", "lead", "board", "auditor",
    "elsewhere", "nobody",
)  # fmt: skip

APPROVAL = """
[[clause]]
id = "mace/approval"
says = "The chair signs these terms."

[clause.approval]
of = "terms"
by = ["chair"]
"""


@dataclass
class World:
    """One partnership: its people by role, and an id for each name that an address may hold."""

    place: Fernshire
    canary: str
    accounts: dict[str, Account] = field(default_factory=dict)
    ids: dict[str, Any] = field(default_factory=dict)

    @property
    def partnership_id(self) -> UUID:
        return self.place.partnership.pk

    def person(self, role: str) -> Person:
        return Person.objects.get(account=self.accounts[role])


def make_world(canary: str) -> World:
    """A partnership with a past meeting and one under way: everything that can be addressed exists."""
    place = fernshire()
    place.group.name, place.group.short_name = f"{canary} MACE", f"{canary} MACE"
    place.group.save()
    world = World(place, canary)
    _people(world)
    _groups(world)
    _past_meeting(world)
    _meeting_under_way(world)
    _actions(world)
    _escalation(world)
    _message(world)
    _concerns(world)
    _review(world)
    _link(world)
    make_casework(world)
    return world


def _people(world: World) -> None:
    place = world.place
    seated = {"chair": "Amina", "member": "Jo", "deputy": "Dan", "invitee": "Ida", "clerk": "Mo"}
    for role, name in seated.items():
        world.accounts[role] = make_account(place.people[name])
    granted = {
        "admin": Role.SYSTEM_ADMINISTRATOR,
        "manager": Role.BUSINESS_MANAGER,
        "lead": Role.AGENCY_LEAD,
        "board": Role.BOARD_VIEWER,
        "auditor": Role.AUDITOR,
    }
    for role in ("admin", "manager", "lead", "board", "auditor", "elsewhere", "nobody"):
        person = make_person(place.partnership, f"{role.title()} Person", place.agencies["health"])
        world.accounts[role] = make_account(person)
        if role in granted:
            grant(person, granted[role])
    other = make_group(place.partnership, f"{world.canary} sibling")
    appoint(world.person("elsewhere"), make_seat(other, "Health", place.agencies["health"]))
    deputyship = Deputyship.objects.create(
        partnership=place.partnership, group=place.group, seat=place.seats["police"],
        person=place.people["Dan"], from_on="2020-01-01",
    )  # fmt: skip
    world.ids |= {"deputyship_id": deputyship.pk, "person_id": place.people["Vera"].pk}
    world.ids["grant_id"] = grant(place.people["Vera"], Role.MINUTE_TAKER, other).pk
    world.ids["agency_id"] = place.agencies["charity"].pk


def _groups(world: World) -> None:
    place = world.place
    board = Board.objects.create(partnership=place.partnership, name=f"{world.canary} Board")
    ReportingLine.objects.create(partnership=place.partnership, group=place.group, board=board)
    date = BoardMeeting.objects.create(partnership=place.partnership, board=board, held_on="2026-04-01")
    terms = place.group.terms.get()
    proposed = make_terms(place.group, "fernshire-mace", CHARTER + APPROVAL, None, "2")
    TermsCarry.objects.create(
        partnership=place.partnership, terms=proposed, clause="mace/approval", choice="old",
        reason=f"{world.canary} goes on", chosen_at=START, chosen_by=place.people["Amina"],
    )  # fmt: skip
    TermsApproval.objects.create(
        partnership=place.partnership, terms=terms, capacity="chair", signatory_name=f"{world.canary} Chair"
    )
    holding = give_office(place.people["Sue"], place.group, "vice-chair", how="elected")
    world.ids |= {
        "board_id": board.pk, "board_meeting_id": date.pk, "group_id": place.group.pk,
        "terms_id": terms.pk, "proposed_terms_id": proposed.pk, "seat_id": place.seats["police"].pk,
        "holding_id": holding.pk,
        "appointment_id": place.seats["charity"].appointments.get().pk, "office": "vice-chair",
        "capacity": "chair", "kind": "csv", "document_kind": "pdf", "provider_id": "none",
        "key_id": 1, "session_id": 1,
        "secret": "no-such-secret", "region": "people", "who": str(place.people["Vera"].pk),
    }  # fmt: skip


def _past_meeting(world: World) -> None:
    """Held and closed the day before, with minutes."""
    place = world.place
    start = START - timedelta(days=1)
    meeting = make_meeting(place.group, start, place=f"{world.canary} Hall")
    item = make_item(meeting, f"{world.canary} hotspots")
    open_meeting(by=place.mo, meeting=meeting, at=start)
    for name in ("Amina", "Jo", "Sue"):
        record_arrival(by=place.mo, meeting=meeting, person=place.people[name], at=start)
    record_decision(by=place.mo, item=item, text=f"{world.canary} is visited.", at=start)
    close_meeting(by=place.mo, meeting=meeting, at=start + timedelta(hours=1))
    minutes = Minutes.objects.get(meeting=meeting)
    section = minutes.sections.get()
    world.ids |= {"past_meeting_id": meeting.pk, "section_id": section.pk}


def _meeting_under_way(world: World) -> None:
    """Open now, with a paper, an invitee to its second item, a decision, a vote and an exclusion."""
    place, mo = world.place, world.place.mo
    place.item.title = f"{world.canary} item"
    place.item.save()
    second = make_item(place.meeting, f"{world.canary} second", 2)
    invitee = Invitee.objects.create(
        partnership=place.partnership, meeting=place.meeting, item=second, person=place.people["Ida"]
    )
    manager = actor_for(world.person("manager"))
    upload = SimpleUploadedFile("paper.txt", f"{world.canary} paper".encode(), "text/plain")
    title = f"{world.canary} paper"
    version = keep_document(by=manager, group=place.group, title=title, upload=upload)
    paper = Paper.objects.create(
        partnership=place.partnership, item=place.item, version=version, sent_at=START
    )
    place.opened()
    place.quorate()
    mo = place.mo
    presence = place.arrives("Vera")
    decision = record_decision(by=mo, item=place.item, text=f"{world.canary} decided.", at=START)
    declaration = declare_interest(
        by=mo, meeting=place.meeting, item=second, person=place.people["Vera"], nature="actual",
        text=f"{world.canary} interest", excludes=True,
    )  # fmt: skip
    override = Override.objects.create(
        partnership=place.partnership, meeting=place.meeting, chair=place.people["Amina"],
        reason="Snow", from_at=START, recorded_by=place.people["Mo"],
    )  # fmt: skip
    vote = open_vote(by=mo, item=place.item, question=f"{world.canary} question")
    world.ids |= {
        "meeting_id": place.meeting.pk, "item_id": place.item.pk, "invitee_id": invitee.pk,
        "paper_id": paper.pk, "version_id": version.pk, "document_id": version.document_id,
        "presence_id": presence.pk, "decision_id": decision.pk, "declaration_id": declaration.pk,
        "exclusion_id": declaration.exclusions.get().pk, "vote_id": vote.pk,
        "override_id": override.pk, "token": make_calendar_token(by=place.actor("Jo")),
    }  # fmt: skip


def _actions(world: World) -> None:
    place, chair = world.place, world.place.actor("Amina")
    action = allocate_action(
        by=chair, group=place.group, text=f"{world.canary} action", agency=place.agencies["health"],
        owner=place.people["Jo"], item=place.item,
    )  # fmt: skip
    other = place.agencies["police"]
    ContributingAgency.objects.create(partnership=place.partnership, action=action, agency=other)
    finished = allocate_action(by=chair, group=place.group, text="Done", agency=place.agencies["health"])
    upload = SimpleUploadedFile("seen.txt", f"{world.canary} evidence".encode(), "text/plain")
    evidence = add_evidence(by=chair, action=finished, upload=upload)
    complete_action(by=chair, action=finished, text="Seen", evidence=evidence)
    entry = finished.entries.get(evidence__isnull=False)
    world.ids["obligation_id"] = Obligation.objects.get(cause_id=action.pk).pk
    world.ids |= {"action_id": action.pk, "finished_action_id": finished.pk, "entry_id": entry.pk}


def _escalation(world: World) -> None:
    """The member's action, missed: a step waits for the chair; the agency has somebody on its ladder."""
    place = world.place
    row = Obligation.objects.get(cause_id=world.ids["action_id"])
    Obligation.objects.filter(pk=row.pk).update(due_at=row.began_at, missed_told_at=START)
    row.refresh_from_db()
    rung = add_rung(
        by=actor_for(world.person("manager")), agency=place.agencies["health"], step=1,
        contact=Contact(name=f"{world.canary} Manager"), from_on=START.date(),
    )  # fmt: skip
    LetterTemplate.objects.create(
        partnership=place.partnership, key="direct", subject=f"{world.canary} letter", body="Dear [agency]",
        changed_at=START,
    )  # fmt: skip
    step = propose(row, reason="Its date has passed.")
    assert step is not None
    world.ids |= {"obligation_id": row.pk, "step_id": step.pk, "rung_id": rung.pk, "key": "reminder"}


def _message(world: World) -> None:
    """A digest whose one message could not be sent, with all that belongs to it."""
    own, person = {"partnership": world.place.partnership}, world.place.people["Jo"]
    digest = Digest.objects.create(day=START.date(), made_at=START, **own)
    message = Message.objects.create(
        person=person, digest=digest, made_at=START, counts=[["other", 1, 0, 0, 0]],
        state=Message.State.FAILED, settled_at=START, **own,
    )  # fmt: skip
    Delivery.objects.create(message=message, at=START, outcome="refused", says="Refused.", **own)
    Notice.objects.create(
        person=person, kind="other", subject_id=uuid4(), raised_at=START, message=message, **own
    )
    NoticePreference.objects.create(person=person, changed_at=START, **own)
    world.ids["message_id"] = message.pk


def _concerns(world: World) -> None:
    """One that the group sent to its sibling, one that came from there."""
    place = world.place
    sibling = Group.objects.get(name=f"{world.canary} sibling")
    what: dict[str, Any] = {"by": actor_for(world.person("manager")), "kind": "concern"}
    what |= {"title": f"{world.canary} concern", "text": "Late.", "wanted_on": START.date()}
    sent = send_matter(sender=place.group, to=Receiver(group=sibling), **what)
    received = send_matter(sender=sibling, to=Receiver(group=place.group), **what)
    world.ids |= {"matter_id": sent.pk, "received_matter_id": received.pk}


def _review(world: World) -> None:
    """Of the terms in force, open for comments, with one comment."""
    place = world.place
    until = START.date() + timedelta(days=365 * 50)
    review = open_review(
        place.group.pk, by=place.actor("Amina"), why="asked", asked_by=world.canary, comments_until=until
    )
    text = f"{world.canary} comment"
    comment = comment_on_terms(review, by=place.actor("Jo"), clause="mace/quorum", text=text)
    world.ids |= {"review_id": review.pk, "comment_id": comment.pk}


def _link(world: World) -> None:
    """Sent to somebody outside, and not used yet."""
    Link.objects.create(
        partnership=world.place.partnership, purpose="trying", subject_id=uuid4(),
        contact_name=f"{world.canary} Nurse", contact_email="nurse@example.org", made_at=START,
        expires_at=START + timedelta(days=365 * 50), digest=link_digest_of(f"{world.canary} link"),
    )  # fmt: skip


def missing() -> UUID:
    """An id that nothing has."""
    return uuid4()


def own_context(world: World) -> None:
    """Look at the world's rows."""
    set_need_to_know(world.partnership_id)


__all__ = ["ROLES", "World", "make_world", "missing", "own_context"]
