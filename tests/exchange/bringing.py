"""Short ways for tests to bring a file in as Cora does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from holdfast.exchange.models import ImportRun
from holdfast.exchange.operations.importing import Importer, begin_import, work_on
from holdfast.exchange.operations.judging import Judged
from tests.casework.town import CaseTown

HEAD = "CHILD,DOB,MISSING,MIS_START,MIS_END\n"
MAP = {
    "columns": {
        "police": "URN", "given_names": "First", "family_name": "Last", "birth_on": "DOB",
        "began": "From", "ended": "To",
    }
}  # fmt: skip


@dataclass
class Brought:
    """A run and what became of its rows, by row number."""

    run: ImportRun
    judged: dict[int, Judged] = field(default_factory=dict)

    @property
    def outcomes(self) -> list[str]:
        return [str(self.judged[number].outcome) for number in sorted(self.judged)]

    def codes(self, number: int) -> set[str]:
        return {problem.code for problem in self.judged[number].told}


def bring_return(town: CaseTown, *rows: str, header: str = "", care: str = "", apply: bool = True) -> Brought:
    """An SSDA903 Missing file with these rows."""
    files = {"missing": (HEAD + "\n".join(rows)).encode()}
    files |= {"header": header.encode()} if header else {}
    files |= {"episodes": care.encode()} if care else {}
    return bring(town, "ssda903", files, {}, apply=apply)


def bring_list(town: CaseTown, *rows: str, apply: bool = True, **by: Any) -> Brought:
    """A police export with these rows: URN, First, Last, DOB, From, To."""
    content = "\n".join(["URN,First,Last,DOB,From,To", *rows]).encode()
    return bring(town, "episodes", {"list": content}, {**MAP, **by}, apply=apply)


def bring(
    town: CaseTown, kind: str, files: Mapping[str, bytes], data: Mapping[str, Any], *, apply: bool = True
) -> Brought:
    cora = town.actor("Cora")
    run = begin_import(by=cora, kind=kind, name="file.csv", files=files, data=data)
    if apply:
        run.state = ImportRun.State.APPLYING
        run.save()
    brought = Brought(run)
    work_on(
        run.pk,
        Importer(town.partnership.pk, cora.person_id),
        lambda judged: brought.judged.update({one.row.number: one for one in judged}),
    )
    run.refresh_from_db()
    town.everything()
    return brought
