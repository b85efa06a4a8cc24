"""What each charter command answers, as text and as JSON."""

import difflib
from argparse import Namespace
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from holdfast.kernel.clock import LONDON
from holdfast.kernel.clocks import falls_due, said_day
from holdfast.kernel.working_days import ENGLAND_AND_WALES, WorkingDays

from .answers import attendance_answer, group_answer, meeting_answer, plain_value, quorum_answer
from .attendance import assess_attendance
from .calendar import MOST, propose_meetings
from .circles import reporting_circle
from .comparing import diff
from .dates_file import read_dates, read_holidays
from .deadlines import promised
from .doubting import doubts
from .history_file import read_history
from .json_file import faulty
from .model import Charter, Document
from .place import Fault, FaultyCharter
from .plain import explain
from .quorum import assess_quorum
from .reading import load_file
from .room_file import read_room
from .saying import who
from .schema import SCHEMAS
from .shelf import load_shipped, shipped
from .starter import STARTER
from .telling import tell_attendance, tell_chair, tell_dates, tell_explained, tell_quorum


class WrongUse(Exception):
    """The command was asked in a way it does not understand."""


@dataclass(frozen=True)
class Reply:
    """An exit code with the answer as JSON and as text."""

    code: int
    data: Any
    text: str
    is_error: bool = False


def open_charter(name: str) -> Document:
    """A charter file, or a shipped charter by its name."""
    path = Path(name)
    if not path.exists() and name in shipped():
        return load_shipped(name)
    return load_file(path)


def _one(name: str, group: str | None) -> Charter:
    document = open_charter(name)
    keys = ", ".join(charter.key for charter in document.charters)
    if group:
        try:
            return document.group(group)
        except KeyError:
            raise WrongUse(f"{name} holds no group '{group}': it holds {keys}") from None
    if len(document.charters) > 1:
        raise WrongUse(f"{name} holds several groups: say --group with one of {keys}")
    return document.charter


def _bytes(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except (OSError, ValueError) as why:
        raise faulty(name, f"cannot be read: {getattr(why, 'strerror', None) or why}") from None


def _day(text: str, option: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise WrongUse(f"{option} '{text}': expected a date such as 2026-03-31") from None
    if not 1900 <= day.year <= 2190:
        raise WrongUse(f"{option} '{text}': expected a date between 1900 and 2190")
    return day


def _holidays(asked: Namespace) -> WorkingDays:
    return read_holidays(_bytes(asked.holidays), asked.holidays) if asked.holidays else ENGLAND_AND_WALES


def reply_check(asked: Namespace) -> Reply:
    """Every fault of every file, and what to look at again."""
    files = [_checked(name) for name in asked.files]
    charters = [charter for _, document, _ in files if document for charter in document.charters]
    circle = reporting_circle(charters) if len(files) > 1 else []
    faults = [fault for _, _, found in files for fault in found]
    if circle and not faults:
        faults = [
            Fault(
                asked.files[0],
                0,
                None,
                "reports_to",
                f"the files' reporting lines run in a circle: {' > '.join(circle)}",
            )
        ]
    data = {"ok": not faults, "files": [_file_answer(*file) for file in files]}
    data |= {"faults": [plain_value(fault) for fault in faults]}
    lines = [str(fault) for fault in faults]
    for name, document, _ in files:
        lines += _fine_lines(name, document) if document else []
    return Reply(3 if faults else 0, data, "\n".join(lines))


def _checked(name: str) -> tuple[str, Document | None, tuple[Fault, ...]]:
    try:
        return name, open_charter(name), ()
    except FaultyCharter as why:
        return name, None, why.faults


def _file_answer(name: str, document: Document | None, faults: tuple[Fault, ...]) -> dict[str, Any]:
    charters = document.charters if document else ()
    return {
        "file": name,
        "ok": document is not None,
        "groups": [{**group_answer(charter), "clauses": len(charter.clauses)} for charter in charters],
        "faults": [plain_value(fault) for fault in faults],
        "warnings": [plain_value(doubt) for charter in charters for doubt in doubts(charter)],
    }


def _fine_lines(name: str, document: Document) -> list[str]:
    lines = [f"{name}: fine ({c.title}, {len(c.clauses)} clauses)" for c in document.charters]
    return lines + [f"{name}: look again: {doubt}" for c in document.charters for doubt in doubts(c)]


def reply_explain(asked: Namespace) -> Reply:
    """The charter in plain English."""
    document = open_charter(asked.file)
    charters = (_one(asked.file, asked.group),) if asked.group else document.charters
    data = {
        "file": asked.file,
        "groups": [{**group_answer(c), "clauses": plain_value(explain(c))} for c in charters],
    }
    return Reply(0, data, "\n\n".join(tell_explained(charter, explain(charter)) for charter in charters))


def reply_quorum(asked: Namespace) -> Reply:
    """Whether there is a quorum, and who chairs."""
    charter = _one(asked.file, asked.group)
    read = read_room(_bytes(asked.room), asked.room, charter)
    item, kind = asked.item or read.item, asked.kind or read.kind
    finding = assess_quorum(charter, read.room, item=item, kind=kind)
    data = {**group_answer(charter), "item": item, "kind": kind, **quorum_answer(finding, read.room)}
    return Reply(1 if finding.met is False else 0, data, f"{tell_quorum(finding)}\n{tell_chair(finding)}")


def reply_dates(asked: Namespace) -> Reply:
    """The meetings that the schedule proposes."""
    charter = _one(asked.file, asked.group)
    if not asked.count.isdecimal() or not 1 <= int(asked.count[:6]) <= MOST:
        raise WrongUse(f"--count '{asked.count}': expected a whole number from 1 to {MOST}")
    start = _day(asked.start, "--from")
    avoid = read_dates(_bytes(asked.avoid), asked.avoid, "a date to avoid") if asked.avoid else {}
    meetings = propose_meetings(charter, start, int(asked.count), avoid=avoid, holidays=_holidays(asked))
    data = {**group_answer(charter), "meetings": [meeting_answer(each) for each in meetings]}
    if not meetings:
        reason = "the terms state no schedule"
        return Reply(1, {**data, "reason": reason}, f"No dates: {reason}.")
    return Reply(0, data, tell_dates(meetings))


def reply_due(asked: Namespace) -> Reply:
    """When a clause's promise falls due."""
    charter = _one(asked.file, asked.group)
    try:
        found = promised(charter, asked.clause)
    except KeyError:
        near = difflib.get_close_matches(asked.clause, [clause.id for clause in charter.clauses], n=1)
        hint = f"; did you mean '{near[0]}'?" if near else ""
        raise WrongUse(f"{asked.file} has no clause '{asked.clause}'{hint}") from None
    if not found:
        reason = f"clause {asked.clause} promises nothing within a time"
        return Reply(
            1, {**group_answer(charter), "clause": asked.clause, "met": False, "reason": reason}, f"{reason}."
        )
    start, days = _instant(asked.start), _holidays(asked)
    promises = []
    for each in found:
        due = falls_due(start, each.period, days)
        by = who(charter.facts, getattr(each.mechanism, "by", ()) or ())
        promises.append(
            {
                "what": each.what,
                "by": by or None,
                "period": str(each.period),
                "clock": due.clock.value,
                "due": due.at.isoformat(),
                "due_local": due.at.astimezone(LONDON).isoformat(),
                "due_on": due.on.isoformat(),
                "counted": due.counted,
                "forecast": due.is_forecast,
            }
        )
    data = {**group_answer(charter), "clause": asked.clause, "start": start.isoformat(), **promises[0]}
    lines = [f"{_when(each)}: {each['what']}.\n  Counted: {each['counted']}." for each in promises]
    return Reply(0, {**data, "promises": promises}, "\n".join([f"Clause {asked.clause}", *lines]))


def _when(promise: dict[str, Any]) -> str:
    local = datetime.fromisoformat(promise["due_local"])
    return f"Due by {local:%H:%M:%S} on {said_day(local.date())} ({promise['clock']})"


def _instant(text: str) -> datetime:
    """An instant; without a time zone it is London's, and a day alone is its beginning."""
    try:
        start = datetime.fromisoformat(text.strip())
    except ValueError:
        raise WrongUse(f"--start '{text}': expected an instant such as 2026-03-27T16:30") from None
    if not 1900 <= start.year <= 2090:
        raise WrongUse(f"--start '{text}': expected a year between 1900 and 2090")
    return start if start.tzinfo else start.replace(tzinfo=LONDON)


def reply_absences(asked: Namespace) -> Reply:
    """Attendance against the share expected, and what follows from absences."""
    charter = _one(asked.file, asked.group)
    history, until = read_history(_bytes(asked.history), asked.history, charter)
    finding = assess_attendance(
        charter, history, as_of=_day(asked.as_of, "--as-of") if asked.as_of else until
    )
    data = {**group_answer(charter), **attendance_answer(finding)}
    return Reply(1 if finding.met is False else 0, data, tell_attendance(finding))


def reply_diff(asked: Namespace) -> Reply:
    """What changed."""
    old, new = _one(asked.old, asked.group), _one(asked.new, asked.group)
    changes = diff(old, new)
    text = "\n".join(change.words for change in changes) or "Nothing changed."
    return Reply(0, {"changed": bool(changes), "changes": plain_value(changes)}, text)


def reply_new(_: Namespace) -> Reply:
    """A commented charter to start from."""
    return Reply(0, {"toml": STARTER}, STARTER.rstrip())


def reply_schema(asked: Namespace) -> Reply:
    """The JSON Schema of a kind of file."""
    if asked.of not in SCHEMAS:
        raise WrongUse(f"no schema of '{asked.of}': expected one of {', '.join(SCHEMAS)}")
    import json

    schema = SCHEMAS[asked.of]()
    return Reply(0, schema, json.dumps(schema, indent=2))
