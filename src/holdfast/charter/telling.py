"""The command line's answers as text for a person."""

from collections.abc import Iterable

from holdfast.kernel.clocks import said_day
from holdfast.kernel.finding import counted

from .findings import AttendanceFinding, ClauseReading, ProposedMeeting, QuorumFinding
from .model import Charter
from .saying import bodies, sentence


def tell_explained(charter: Charter, clauses: Iterable[ClauseReading]) -> str:
    """A charter read back, clause by clause."""
    lines = [charter.title, "=" * len(charter.title)]
    version = f"Version {charter.version}. " if charter.version else ""
    force = f"In force from {said_day(charter.in_force_from)}." if charter.in_force_from else ""
    approved = f"Approved on {said_day(charter.approved_on)}. " if charter.approved_on else ""
    lines += [f"{version}{approved}{force}".strip()] if version or approved or force else []
    lines += [sentence("belongs to", bodies(charter.facts, charter.boards))] if charter.boards else []
    lines += [sentence("reports to", bodies(charter.facts, charter.reports_to))] if charter.reports_to else []
    lines += [f"Note: {charter.note}"] if charter.note else []
    for clause in clauses:
        lines += ["", f"{clause.clause} ({', '.join(clause.kinds)})", f"  The terms: {clause.says}"]
        lines += [f"  How it is kept: {sentence}" for sentence in clause.kept_by]
        lines += [f"  Reading: {reading}." for reading in clause.readings]
        lines += [f"  Note: {clause.note}"] if clause.note else []
    return "\n".join(lines)


def tell_quorum(finding: QuorumFinding) -> str:
    """The quorum, its clauses and what follows."""
    lines = [f"{_sentence(finding.reason)}"]
    lines += [f"  By clause {', '.join(finding.clauses)}."] if finding.clauses else []
    lines += [f"  Missing: {'; '.join(finding.missing)}."] if finding.missing else []
    lines += [f"  What follows: {finding.consequence}."] if finding.consequence else []
    return "\n".join(lines)


def tell_chair(finding: QuorumFinding) -> str:
    """Who chairs, or who may be named to."""
    chair = finding.chair
    if chair is None:
        return ""
    named = f" They may name: {', '.join(chair.nominees)}." if chair.nominees and not chair.person else ""
    notes = "".join(f" {_sentence(note)}" for note in chair.notes)
    return f"Chair: {_sentence(chair.reason)}{named}{notes}"


def tell_dates(meetings: Iterable[ProposedMeeting]) -> str:
    """Proposed meetings, one to a paragraph."""
    return "\n".join(_meeting(meeting) for meeting in meetings)


def _meeting(meeting: ProposedMeeting) -> str:
    from holdfast.kernel.clock import LONDON

    at = f" at {meeting.starts_at.astimezone(LONDON):%H:%M}" if meeting.starts_at else ""
    lines = [said_day(meeting.on) + at]
    lines += [f"  moved: {move}" for move in meeting.moves]
    lines += [f"  notice by {said_day(meeting.notice_by)}"] if meeting.notice_by else []
    lines += [f"  draft agenda by {said_day(meeting.draft_agenda_by)}"] if meeting.draft_agenda_by else []
    lines += [f"  papers by {said_day(meeting.papers_by)}"] if meeting.papers_by else []
    lines += ["  a forecast: bank holidays are not published that far ahead"] if meeting.is_forecast else []
    return "\n".join(lines)


def tell_attendance(charter: Charter, finding: AttendanceFinding) -> str:
    """Attendance row by row, and what follows; seats of several places are counted by the place."""
    several = {key for key, seat in charter.facts.seats.items() if seat.places > 1}
    lines = [_sentence(finding.reason)]
    for row in finding.measured:
        share = "not expected" if row.share is None else f"{float(row.share):.0%}"
        deputies = f", {row.by_deputy} by deputy" if row.by_deputy else ""
        of = counted(row.meetings, "place" if row.subject in several else "meeting")
        lines.append(f"  {row.called}: {share} ({row.in_person} of {of}{deputies})")
    for row in finding.seats:
        lines += [
            f"  {row.called}: {step.then} (clause {step.clause}, {step.reason})" for step in row.follows
        ]
    return "\n".join(lines)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:].rstrip(".") + "."
