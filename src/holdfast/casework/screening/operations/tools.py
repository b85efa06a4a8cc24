"""Adding versions of screening tools, and saying which are filled in."""

from __future__ import annotations

from hashlib import sha256

from django.db import transaction

from holdfast.casework.screening.models import ToolUse, ToolVersion
from holdfast.casework.screening.rules.reading import read_tool
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record


@transaction.atomic
def add_tool(*, by: Actor, source: str) -> ToolVersion:
    """Keep a file as a version; the same text twice is one version. Raises `FaultyTool` or `Refused`."""
    by.require(Permission.KEEP_SCREENING)
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    tool, digest = read_tool(source), sha256(source.encode()).hexdigest()
    held: ToolVersion | None = ToolVersion.objects.filter(key=tool.key, number=tool.version).first()
    if held is not None and held.digest != digest:
        refuse(
            f"Version {tool.version} of {held.title} exists with another text, and what was filled in with it"
            " is scored by that. Give this one another version."
        )
    if held is not None:
        return held
    made = ToolVersion.objects.create(
        partnership_id=by.partnership_id, key=tool.key, number=tool.version, title=tool.title,
        source=source, digest=digest, added_at=clock.now(), added_by_id=by.person_id,
    )  # fmt: skip
    record("added", made, by=by, key=tool.key, version=tool.version)
    return made


@transaction.atomic
def put_in_use(*, by: Actor, version: ToolVersion) -> None:
    """From now on this version is what people fill in; drafts go on with theirs. Twice changes nothing."""
    by.require(Permission.KEEP_SCREENING)
    live = ToolUse.objects.filter(key=version.key, until_at=None)
    if live.filter(version=version).exists():
        return
    live.update(until_at=clock.now(), until_by_id=by.person_id)
    ToolUse.objects.create(
        partnership_id=by.partnership_id, version=version, key=version.key, from_at=clock.now(),
        from_by_id=by.person_id,
    )  # fmt: skip
    record("put in use", version, by=by)


@transaction.atomic
def take_out_of_use(*, by: Actor, version: ToolVersion) -> None:
    """Nobody begins with this version any more; what was filled in with it stays, and is scored by it."""
    by.require(Permission.KEEP_SCREENING)
    live = ToolUse.objects.filter(version=version, until_at=None)
    if live.update(until_at=clock.now(), until_by_id=by.person_id):
        record("taken out of use", version, by=by)
