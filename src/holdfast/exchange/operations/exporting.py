"""Files that go out: made, numbered and written into the trail."""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.exchange.days import CollectionYear
from holdfast.exchange.queries.exported import missing_file
from holdfast.exchange.ssda903.writing import missing_csv
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record
from holdfast.web.downloads import new_serial


@dataclass(frozen=True)
class Exported:
    """A file and the name that says which copy it is."""

    name: str
    content: bytes


def export_missing_file(year: CollectionYear, *, by: Actor) -> Exported:
    """The SSDA903 `Missing` file of a year. Its form is fixed, so the serial stands in its name."""
    by.require(Permission.IMPORT_CASEWORK)
    found = missing_file(by, year)
    serial = new_serial()
    rows = [str(pk) for pk in found.ids]
    record("exported an SSDA903 Missing file", by=by, serial=serial, year=str(year), rows=rows)
    return Exported(f"missing-{str(year).replace('/', '-')}-{serial}.csv", missing_csv(found.periods))
