"""The report of an import, row by row, as JSON and as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from holdfast.exchange.comparing import Outcome
from holdfast.exchange.operations.files import ReadFile
from holdfast.exchange.operations.judging import Judged
from holdfast.exchange.operations.reporting import added_up, told, totals_of
from holdfast.kernel.finding import counted


@dataclass
class Report:
    """Grows with each part of the file."""

    kind: str
    file: str
    is_dry: bool
    rows: list[dict[str, Any]] = field(default_factory=list)
    totals: dict[str, Any] = field(default_factory=dict)
    found: ReadFile | None = None

    def add(self, judged: Sequence[Judged]) -> None:
        """What became of a part of the rows."""
        self.rows += [told(one) for one in judged]
        self.totals = added_up(self.totals, totals_of(judged))

    def whole(self, found: ReadFile) -> None:
        """Everything was looked at: the rows in the order of the file."""
        self.found = found
        self.rows.sort(key=lambda row: row["row"])

    def as_json(self) -> dict[str, Any]:
        """Rows, then totals; `header` counts what is wrong in the header file."""
        whole: dict[str, Any] = {"kind": self.kind, "file": self.file, "dry_run": self.is_dry}
        found = self.found
        if found is not None:
            whole |= {"year": found.year} if self.kind == "ssda903" else {"sheet": found.sheet}
            whole |= {"questions": list(found.questions)} if found.questions else {}
            whole |= {"header": self._header(found)} if found.header else {}
        return {**whole, "rows": self.rows, "totals": self.totals or totals_of(())}

    def _header(self, found: ReadFile) -> dict[str, Any]:
        rows: list[dict[str, Any]] = [
            {
                "row": one.number,
                "child": one.child,
                "problems": [problem.as_json() for problem in one.problems],
            }
            for one in found.header
            if one.problems
        ]
        codes = Counter(problem["code"] for row in rows for problem in row["problems"])
        return {"rows": rows, "totals": {"rows": len(found.header), "problems": dict(sorted(codes.items()))}}

    def as_text(self) -> str:
        """Every row that is not plainly added or matched, then how many became what."""
        lines: list[str] = []
        for row in self.rows:
            start = f"row {row['row']}, child {row['child'] or '?'}, {row['outcome']}"
            lines += [f"{start}: {problem['sentence']}" for problem in row["problems"]]
        lines += [str(question["sentence"]) for question in (self.found.questions if self.found else ())]
        would = "would be " if self.is_dry else ""
        said = [f"{self.totals.get(outcome.value, 0)} {would}{_SAID[outcome]}" for outcome in Outcome]
        rows = counted(self.totals.get("rows", 0), "row")
        return "\n".join(
            [
                *lines,
                f"{rows} of {counted(self.totals.get('children', 0), 'child', 'children')}: "
                + ", ".join(said)
                + ".",
            ]
        )


_SAID = {
    Outcome.ADDED: "added",
    Outcome.MATCHED: "matched",
    Outcome.CHANGED: "changed",
    Outcome.TRAY: "put in the tray",
    Outcome.REFUSED: "refused",
}
