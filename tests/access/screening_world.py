"""What was screened in a world: a tool in use, submissions of a practitioner, one set aside, and a link."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from holdfast.casework.children.models import Child
from holdfast.casework.links.keys import digest_of
from holdfast.casework.links.models import Link
from holdfast.casework.screening.models import (
    GuardedMatch,
    ScreeningOutcome,
    Submission,
    ToolUse,
    ToolVersion,
)
from holdfast.casework.screening.rules.shipped import shipped_source, shipped_tool
from holdfast.kernel import clock

if TYPE_CHECKING:
    from tests.access.world import World


def make_screening(world: World, child: Child, hidden: Child) -> None:
    """A draft, what waits, what was set aside; the restricted child's; and a link to somebody outside."""
    own: dict[str, Any] = {"partnership": world.place.partnership}
    tool = ToolVersion.objects.create(
        key="holdfast-general", number="1", title=f"{world.canary} tool", source=shipped_source(),
        digest=digest_of(shipped_source()), added_at=clock.now(), **own,
    )  # fmt: skip
    ToolUse.objects.create(version=tool, key=tool.key, from_at=clock.now(), **own)
    practitioner = world.person("practitioner")
    said = {"by": practitioner, "sender_name": f"{world.canary} sender"}
    waiting = _submission(tool, own, child=child, **said)
    aside = _submission(tool, own, given_names=world.canary, **said)
    draft = _submission(tool, own, is_received=False, given_names=world.canary, **said)
    secret = _submission(tool, own, child=hidden, by=world.place.people["Vera"])
    for row in (aside, secret):
        ScreeningOutcome.objects.create(
            submission=row, child=row.child, kind="set-aside", before="low", reason=world.canary,
            at=clock.now(), **own,
        )  # fmt: skip
    met = _submission(tool, own, given_names=world.canary, by=world.place.people["Vera"])
    for of in (hidden.pk, world.ids["guarded_child_id"]):
        met_id = GuardedMatch.objects.create(submission=met, child_id=of, met_at=clock.now(), **own).pk
    link = _outside(world, tool, own)
    world.ids |= {
        "submission_id": waiting.pk, "aside_submission_id": aside.pk, "draft_submission_id": draft.pk,
        "restricted_submission_id": secret.pk, "tool_id": tool.pk, "met_id": met_id,
        "screening_link_id": link.pk, "screening_secret": f"{world.canary} screening",
    }  # fmt: skip


def _submission(
    tool: ToolVersion, own: dict[str, Any], *, is_received: bool = True, **said: Any
) -> Submission:
    now = clock.now()
    values: dict[str, Any] = {"tool": tool, "source": "person", "started_at": now, "saved_at": now}
    values |= {"area": "sexual", "answers": {key: ["no"] for key in shipped_tool().by_key}}
    if is_received:
        values |= {"received_at": now, "score": 0, "band": "few", "level": "low"}
    made: Submission = Submission.objects.create(**own, **values, **said)
    return made


def _outside(world: World, tool: ToolVersion, own: dict[str, Any]) -> Link:
    now = clock.now()
    draft = Submission(tool=tool, source="link", started_at=now, saved_at=now, area="sexual", **own)
    link: Link = Link.objects.create(
        purpose="screening", subject_id=draft.pk, contact_name=f"{world.canary} outsider",
        contact_email="outsider@example.org", made_at=now, expires_at=now + timedelta(days=365 * 50),
        digest=digest_of(f"{world.canary} screening"), **own,
    )  # fmt: skip
    draft.link, draft.given_names = link, world.canary
    draft.save()
    return link
