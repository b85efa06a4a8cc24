"""Compliance as a document that a Board can file, and as a table: the same figures as the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.conf import settings

from holdfast.insight.compliance.clauses import ClauseRow, Line, Version
from holdfast.insight.compliance.figures import Figures, Number
from holdfast.insight.compliance.mechanisms import Record, Standing
from holdfast.insight.compliance.periods import Period
from holdfast.insight.compliance.queries.across import BY_AGENCY, AcrossPage
from holdfast.insight.compliance.queries.group import GroupPage
from holdfast.insight.compliance.queries.rows import Row
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.web.documents.blocks import Block, Bullets, Document, Facts, Heading, Paragraph, Table
from holdfast.web.downloads import Cell
from holdfast.web.words import clause as brief
from holdfast.web.words import counted, ended, listed, short_day, short_moment

TITLE = "Compliance with its terms of reference"
_SHOWN = tuple(number for number in Number if number is not Number.UNDATED)
_HEADS = [*(number.title for number in _SHOWN), "Share"]
_WIDTHS = (4, 3, 2, 2, 2, 2, 2, 3)


def group_document(page: GroupPage, reader: Actor, serial: str) -> Document:
    """One group's compliance."""
    return _document(f"{page.group.name}: {TITLE.lower()}", page.period, _group_blocks(page), reader, serial)


def across_document(page: AcrossPage, reader: Actor, serial: str) -> Document:
    """All groups and agencies."""
    title = "Compliance of groups with their terms of reference"
    return _document(title, page.period, _across_blocks(page), reader, serial)


def _document(title: str, period: Period, blocks: Iterator[Block], reader: Actor, serial: str) -> Document:
    return Document(
        title=title,
        subtitle=period.said,
        blocks=list(blocks),
        status=f"Serial {serial}",
        made_for=reader.name,
        made_at=clock.now(),
        is_invented=settings.HOLDFAST_INVENTED,
    )


def _group_blocks(page: GroupPage) -> Iterator[Block]:
    yield Paragraph(page.totals.summary, is_strong=True)
    current = page.current
    terms = (
        f"Version {current.name}, in force since {short_day(current.from_on)}" if current else "None in force"
    )
    yield Facts([("Terms", terms), ("As it stood", short_moment(page.made_at))])
    yield from _hidden(page.hidden)
    if page.clauses:
        yield Heading("How the clauses stand")
        rows = [(one.words, str(count), one.means) for one, count in page.standings]
        yield Table("Clauses by how they stand", ["Standing", "Clauses", "Meaning"], rows, (3, 1, 7))
    yield from _worst(page)
    yield from _trend(page.parts, page.trend, page.period)
    if current:
        yield from _version(current, f"Clause by clause: version {current.name}")
    for version in page.others:
        yield from _version(version, f"Fell due under version {version.name}, {version.in_force}")
    if not page.outside.is_empty:
        yield Heading("Promised outside the clauses")
        yield Table("Outside the clauses", _HEADS, [_cells(page.outside)], _WIDTHS[1:])
    yield from _how_counted()


def _worst(page: GroupPage) -> Iterator[Block]:
    if page.worst:
        yield Heading("What was missed or late")
        rows = [(f"Clause {brief(row.id)}", *_cells(row.figures)) for row in page.worst]
        yield Table("Clauses with something missed or late", ["Clause", *_HEADS], rows, _WIDTHS)


def _hidden(titles: Sequence[str]) -> Iterator[Block]:
    if titles:
        yield Paragraph(f"Not counted here, because the reader's role does not see it: {listed(titles)}.")


def _version(version: Version, title: str) -> Iterator[Block]:
    yield Heading(title)
    for row in version.clauses:
        yield from _clause(row)


def _clause(row: ClauseRow) -> Iterator[Block]:
    yield Heading(f"Clause {brief(row.id)}: {row.said[:1].lower()}{row.said[1:]}", 2)
    yield Paragraph(row.says)
    yield Bullets([line_said(line) for line in row.lines])
    if not row.figures.is_empty:
        yield Table(f"Clause {brief(row.id)} in figures", _HEADS, [_cells(row.figures)], _WIDTHS[1:])


def line_said(line: Line) -> str:
    """One mechanism with how it stands, in words."""
    kept_by = " ".join(line.kept_by)
    is_measured = line.standing is not Standing.NOT_MEASURED
    parts = [f"{line.words}.", kept_by if is_measured else f"It is to be kept so: {kept_by}"]
    if line.standing is Standing.SYSTEM or line.record == Record.CASEWORK:
        parts += [line.how, line.shown]
    parts.append(line.because)
    if line.attestation:
        parts += _attested(line)
    if line.elsewhere:
        parts.append(f"See {listed(map(_clause_named, line.elsewhere))}.")
    if line.figures.undated:
        parts.append(f"{line.figures.undated} without a date.")
    return " ".join(filter(None, parts))


def _clause_named(clause: str) -> str:
    return f"clause {brief(clause)}"


def _attested(line: Line) -> Iterator[str]:
    found = line.attestation
    if found is None or not found.asked:
        return
    if found.latest:
        yield f"Latest: {listed(f'{who} on {short_day(at)}' for who, at in found.latest)}."
    if found.missing:
        more = found.unanswered - len(found.missing)
        yield ended(f"Not yet: {listed([*found.missing, *([f'{more} more'] if more > 0 else [])])}")


def _trend(parts: Sequence[date], trend: Sequence[Figures], period: Period) -> Iterator[Block]:
    if len(parts) < 2:
        return
    yield Heading("From one part of the period to the next")
    rows = [(period.step.said(part), *_cells(figures)) for part, figures in zip(parts, trend, strict=True)]
    yield Table(f"Promises by {period.step}", [period.step.capitalize(), *_HEADS], rows, _WIDTHS)


def _cells(figures: Figures) -> list[str]:
    return [*(f"{figures.number(number):,}" for number in _SHOWN), figures.share or "None due"]


def _how_counted() -> Iterator[Block]:
    yield Heading("How each number is counted")
    yield Facts([(number.title, number.means) for number in Number])
    yield Paragraph(
        "Every obligation is judged by the version of the terms that governs it. What the system keeps by"
        " itself, what people attest and what is not measured yet is said as such, and is in none of the"
        " numbers."
    )


def _across_blocks(page: AcrossPage) -> Iterator[Block]:
    yield Paragraph(page.totals.summary, is_strong=True)
    yield from _hidden(page.hidden)
    yield Heading("Groups")
    rows = [(row.name, *_cells(row.figures)) for row in page.groups]
    yield Table("Each group", ["Group", *_HEADS], rows, _WIDTHS)
    unmeasured = [
        f"{row.name}: {row.unmeasured} of {counted(row.clauses, 'clause')} not measured yet"
        if row.version
        else f"{row.name}: no terms of reference in force"
        for row in page.groups
    ]
    yield Bullets(unmeasured)
    if page.agencies:
        yield Heading("Agencies")
        rows = [(row.name, *_cells(row.figures)) for row in page.agencies]
        yield Table("What each agency owed", ["Agency", *_HEADS], rows, _WIDTHS)
        yield Paragraph(BY_AGENCY)
    yield from _trend(page.parts, page.trend, page.period)
    yield from _how_counted()


def group_table(page: GroupPage) -> tuple[list[str], list[list[Cell]]]:
    """A row for each clause."""
    columns = [
        *("Terms", "Clause", "Wording", "How it is kept", "Standing"),
        *(number.title for number in Number),
        "Share",
    ]
    versions = [version for version in (page.current, *page.others) if version]
    rows = [_clause_cells(version, row) for version in versions for row in version.clauses]
    if not page.outside.is_empty:
        rows.append(["", "", "Outside the clauses", "", "", *_numbers(page.outside)])
    return columns, rows


def _clause_cells(version: Version, row: ClauseRow) -> list[Cell]:
    kept_by = " ".join(line_said(line) for line in row.lines)
    return [version.name, brief(row.id), row.says, kept_by, row.said, *_numbers(row.figures)]


def _numbers(figures: Figures) -> Iterable[Cell]:
    return [*(figures.number(number) for number in Number), figures.share]


def across_table(page: AcrossPage) -> tuple[list[str], list[list[Cell]]]:
    """A row for each group, then one for each agency."""
    columns = [
        "Group or agency",
        "Name",
        *(number.title for number in Number),
        "Share",
        "Clauses not measured",
    ]
    groups: list[list[Cell]] = [
        ["Group", row.name, *_numbers(row.figures), row.unmeasured] for row in page.groups
    ]
    agencies: list[list[Cell]] = [["Agency", row.name, *_numbers(row.figures), None] for row in page.agencies]
    return columns, groups + agencies


def rows_table(rows: Iterable[Row]) -> tuple[list[str], list[list[Cell]]]:
    """A row for each obligation."""
    columns = [
        *("Group", "Clause", "Terms", "Kind", "What is owed", "Owner"),
        *("Due", "Met", "State", "Reason", "Evidence"),
    ]
    return columns, [
        [
            row.group, brief(row.clause), row.version, row.kind, row.says, row.owner,
            row.due_at, row.met_at, row.state.value, row.reason, "; ".join(row.evidence),
        ]
        for row in rows
    ]  # fmt: skip
