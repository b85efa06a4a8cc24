"""A case meeting under way and one held, of the child that health works with and a restricted one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from holdfast.casework.children.models import Child, Professional
from holdfast.casework.panel import models as of_panel
from holdfast.casework.panel.models import Bundle, CaseList, ClosingCheck, PracticeNote
from holdfast.governance.actions.models import Action
from holdfast.groups.models import Group
from holdfast.kernel import clock
from tests.factories import make_item, make_meeting

if TYPE_CHECKING:
    from tests.access.world import World


def make_case_meetings(world: World, child: Child, hidden: Child) -> None:
    """Two lists with a row of everything that hangs on a child in a meeting."""
    group = Group.objects.get(pk=world.ids["casework_group_id"])
    now = clock.now()
    open_now = make_meeting(group, now - timedelta(hours=1), state="open", opened_at=now - timedelta(hours=1))
    held = make_meeting(
        group, now - timedelta(days=7), state="closed", opened_at=now - timedelta(days=7),
        closed_at=now - timedelta(days=7, hours=-2),
    )  # fmt: skip
    lists = {key: _list(world, meeting) for key, meeting in (("open", open_now), ("held", held))}
    _rows(world, lists["open"], hidden, 2)
    world.ids |= _rows(world, lists["open"], child, 1)
    given = _bundle(world, lists["held"], world.person("casemember").pk, given_at=now, how="notice")
    waiting = _bundle(world, lists["held"], None)
    for of in (hidden, child):
        world.ids["part_id"] = _part(world, lists["held"], of, waiting)
    world.ids |= {
        "case_meeting_id": open_now.pk, "held_case_meeting_id": held.pk,
        "bundle_id": waiting.pk, "given_bundle_id": given.pk, "what": "other", "case_region": "head",
    }  # fmt: skip


def _list(world: World, meeting: Any) -> CaseList:
    now = clock.now()
    row = CaseList.objects.create(
        partnership=world.place.partnership, meeting=meeting, since_at=now - timedelta(days=7), built_at=now,
        issued_at=now - timedelta(days=1), issued_by=world.person("coordinator"),
    )  # fmt: skip
    ClosingCheck.objects.create(
        partnership=world.place.partnership, case_list=row, kept_to_aims=True, all_contributed=True,
        only_relevant=True, actions_understood=True, words=world.canary, checked_at=now,
        checked_by=world.person("casechair"),
    )  # fmt: skip
    return row


def _rows(world: World, case_list: CaseList, child: Child, number: int) -> dict[str, Any]:
    """One of everything: listing, reason, answer, discussion and what hangs on that."""
    name, now, clerk = world.canary, clock.now(), world.person("coordinator")
    own = {"partnership": world.place.partnership, "child": child}
    agency, group = world.place.agencies["health"], case_list.meeting.group
    listing = of_panel.Listing.objects.create(case_list=case_list, position=number, added_at=now, **own)
    of_panel.ListingReason.objects.create(
        listing=listing, key="by-hand", rank=1, words=name, found_at=now, **own
    )
    of_panel.Answer.objects.create(
        listing=listing, agency=agency, knows=name, answered_at=now, answered_by=clerk, **own
    )
    item = make_item(case_list.meeting, f"Child {child.reference}", number, opened_at=now)
    discussion = of_panel.Discussion.objects.create(
        listing=listing, item=item, summary=name, changed_at=now, changed_by=clerk, **own
    )
    of_panel.Contribution.objects.create(
        discussion=discussion, agency=agency, words=name, said_at=now, recorded_by=clerk, **own
    )
    decision = of_panel.CaseDecision.objects.create(
        discussion=discussion, kind="other", words=name, decided_at=now, decided_by=clerk, **own
    )
    action = Action.objects.create(
        partnership=own["partnership"], group=group, meeting=case_list.meeting, item=item,
        reference=100 + number,
        text=name, agency=agency, allocated_at=now, allocated_by=clerk,
    )  # fmt: skip
    of_panel.CaseAction.objects.create(discussion=discussion, action=action, **own)
    note = PracticeNote.objects.create(
        group=group,
        meeting=case_list.meeting,
        kind="barrier",
        words=name,
        noted_at=now,
        noted_by=clerk,
        **own,
    )
    of_panel.Disclosure.objects.create(
        group=group, recipient=name, organisation=name, purpose=name, basis="public-task", content=name,
        disclosed_at=now, disclosed_by=clerk, **own,
    )  # fmt: skip
    return {"listing_id": listing.pk, "case_decision_id": decision.pk, "note_id": note.pk}


def _bundle(world: World, case_list: CaseList, person_id: Any, **more: Any) -> Bundle:
    return Bundle.objects.create(
        partnership=world.place.partnership, case_list=case_list, key=f"of {person_id}", person_id=person_id,
        agency=world.place.agencies["health"], name=f"{world.canary} worker", drafted_at=clock.now(), **more,
    )  # fmt: skip


def _part(world: World, case_list: CaseList, child: Child, bundle: Bundle) -> Any:
    name, now = world.canary, clock.now()
    own = {"partnership": world.place.partnership, "child": child}
    number = case_list.listings.count() + 1
    listing = of_panel.Listing.objects.create(case_list=case_list, position=number, added_at=now, **own)
    item = make_item(case_list.meeting, f"Child {child.reference}", number)
    discussion = of_panel.Discussion.objects.create(
        listing=listing, item=item, changed_at=now, changed_by=world.person("coordinator"), **own
    )
    worker = Professional.objects.filter(child=child).first() or Professional.objects.create(
        agency=world.place.agencies["charity"], name=name, role="Worker", from_on=clock.today(), **own
    )
    row = of_panel.FeedbackPart.objects.create(
        bundle=bundle, discussion=discussion, professional=worker, text=name, changed_at=now, **own
    )
    return row.pk
