"""The imports of a world: one looked through, rows that wait, and rows about a child nobody here may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.casework.children.models import Child
from holdfast.exchange.models import HeldRow, ImportFile, ImportMap, ImportRow, ImportRun, PlainRows
from holdfast.kernel import clock

if TYPE_CHECKING:
    from tests.access.world import World


def make_imports(world: World, child: Child, hidden: Child) -> None:
    """A list of episodes with its file and map, and a waiting row for each tray."""
    name, own = world.canary, {"partnership": world.place.partnership}
    person, now = world.person("coordinator"), clock.now()
    run = ImportRun.objects.create(
        kind="episodes", state="looked", file_name=f"{name}.csv", digest="0", asked_by=person, asked_at=now,
        total=2, **own,
    )  # fmt: skip
    body = f"URN,Name,DOB,Missing from\n7,{name} child,03/04/2010,05/06/2020\n"
    ImportFile.objects.create(run=run, part="list", body=body.encode(), **own)
    ImportMap.objects.create(name=name, data={}, kept_by=person, kept_at=now, **own)
    PlainRows.objects.create(run=run, rows=[[2, name, "added", str(child.pk)]], **own)
    held = {
        "run": run, "state": "waiting", "label": name, "written": [["Name", name]],
        "problems": [{"code": "start-missing", "sentence": "The start is blank."}],
        "asked_child": {"key": name, "numbers": [], "born_on": None}, **own,
    }  # fmt: skip
    for of in (hidden, child):
        row = ImportRow.objects.create(number=3, outcome="tray", child=of, **held)
        guarded = HeldRow.objects.create(number=4, child=of, **held)
    ids: dict[str, Any] = {"run_id": run.pk, "row_id": row.pk, "held_row_id": guarded.pk}
    world.ids |= ids
