"""Saying which column of an uploaded list says what, and keeping that to be used again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from holdfast.exchange.episodes.maps import map_from
from holdfast.exchange.models import ImportFile, ImportMap, ImportRun
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record


@transaction.atomic
def name_columns(run: ImportRun, data: Mapping[str, Any], *, by: Actor) -> ImportRun:
    """Have the list looked through by this map; one with a name is kept under it."""
    by.require(Permission.IMPORT_CASEWORK)
    now: ImportRun = ImportRun.objects.select_for_update().get(pk=run.pk)
    if now.state not in (now.State.UPLOADED, now.State.LOOKED, now.State.FAILED):
        refuse(f"The columns cannot be changed now: the import is {now.get_state_display().lower()}.")
    if not ImportFile.objects.filter(run=now).exists():
        refuse("The file is no longer here. Import it again.")
    kept = map_from(data).as_kept()
    now.map, now.state, now.failure = kept, now.State.LOOKING, ""
    now.save(update_fields=["map", "state", "failure"])
    record("named the columns", now, by=by)
    if kept.get("name"):
        _keep(kept, by)
    return now


def _keep(data: Mapping[str, Any], by: Actor) -> None:
    """Under its name, in place of an earlier one of that name."""
    name = str(data["name"])[:100]
    values = {"data": data, "kept_by_id": by.person_id, "kept_at": clock.now()}
    row = ImportMap.objects.filter(name__iexact=name).first()
    if row is None:
        row = ImportMap.objects.create(partnership_id=by.partnership_id, name=name, **values)
    else:
        ImportMap.objects.filter(pk=row.pk).update(**values)
    record("kept", row, by=by)
