"""Beginning a submission, saving it as a draft, and asking somebody outside for one."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction

from holdfast.casework.children.models import Child
from holdfast.casework.links.models import Link
from holdfast.casework.links.operations import Contact, invite
from holdfast.casework.screening.models import Submission, ToolVersion
from holdfast.casework.screening.outside import PURPOSE
from holdfast.casework.screening.rules.scoring import faults_in
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record

# What a sender may say, and change until it is sent.
SAID = (
    "given_names", "family_name", "birth_on", "known_by", "has_learning_disability", "area", "answers",
    "worries", "child_words", "judged_level", "judged_reason", "is_immediate", "front_door",
)  # fmt: skip


@transaction.atomic
def start_submission(*, by: Actor, tool: ToolVersion, child: Child | None = None) -> Submission:
    """Begin a draft, about a child whom the person sees or about one whose name they will type."""
    by.require(Permission.SUBMIT_SCREENING)
    if child is not None and not Child.objects.visible_to(by).filter(pk=child.pk).exists():
        raise PermissionDenied("You do not see this child's record.")
    now = clock.now()
    made = Submission.objects.create(
        partnership_id=by.partnership_id, tool=tool, child=child, source=Submission.Source.PERSON,
        by_id=by.person_id, sender_name=by.name, sender_agency=by.agency_name, started_at=now, saved_at=now,
        matched_at=now if child else None, matched_by_id=by.person_id if child else None,
        area=_only_area(tool),
    )  # fmt: skip
    record("began", made, by=by)
    return made


@transaction.atomic
def invite_practitioner(*, by: Actor, tool: ToolVersion, contact: Contact) -> Link:
    """Ask somebody outside to fill in a tool: the draft that their link opens, and nothing else."""
    by.require(Permission.KEEP_SCREENING)
    now, submission_id = clock.now(), uuid4()
    link = invite(by=by, purpose=PURPOSE.key, subject_id=submission_id, contact=contact)
    made = Submission.objects.create(
        id=submission_id, partnership_id=by.partnership_id, tool=tool, source=Submission.Source.LINK,
        link=link, sender_name=contact.name, sender_agency=contact.agency, started_at=now, saved_at=now,
        area=_only_area(tool),
    )  # fmt: skip
    record("asked for", made, by=by)
    return link


@transaction.atomic
def save_draft(*, submission: Submission, said: dict[str, Any], seen: int | None = None) -> Submission:
    """Keep what was typed so far; `seen` is the version that its writer was looking at.

    Only its writer gets here: the person who began it, or who came through its link. Raises `Refused` when it
    was sent already, or changed in another window.
    """
    held: Submission = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if not held.is_draft:
        refuse("This was sent already. What it says cannot be changed any more.")
    if seen is not None and seen != held.version:
        refuse("This was changed in another window meanwhile. Press again to keep what stands here.")
    if faults := faults_in(held.tool.tool, said.get("answers", {})):
        refuse(" ".join(faults))
    for name in SAID:
        if name in said:
            setattr(held, name, said[name])
    held.saved_at, held.version = clock.now(), held.version + 1
    held.save()
    return held


def _only_area(tool: ToolVersion) -> str:
    areas = tool.tool.areas
    return areas[0] if len(areas) == 1 else ""
