"""What each charter command answers, as text and as JSON."""

import json
from argparse import Namespace
from typing import Any

from holdfast.kernel.finding import counted

from .answers import attendance_answer, group_answer, meeting_answer, plain_value, quorum_answer
from .attendance import assess_attendance
from .calendar import MOST, propose_meetings
from .circles import reporting_circle
from .comparing import diff
from .dates_file import read_dates
from .doubting import doubts
from .history_file import read_history
from .model import Document
from .place import Fault, FaultyCharter
from .plain import explain
from .quorum import assess_quorum
from .replying import (
    Reply,
    WrongUse,
    one_charter,
    open_charter,
    read_bank_holidays,
    read_bytes,
    read_day,
)
from .room_file import read_room
from .schema import SCHEMAS
from .starter import STARTER
from .telling import tell_attendance, tell_chair, tell_dates, tell_explained, tell_quorum


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
    lines = [f"{name}: fine ({c.title}, {counted(len(c.clauses), 'clause')})" for c in document.charters]
    return lines + [f"{name}: look again: {doubt}" for c in document.charters for doubt in doubts(c)]


def reply_explain(asked: Namespace) -> Reply:
    """The charter in plain English."""
    document = open_charter(asked.file)
    charters = (one_charter(asked.file, asked.group),) if asked.group else document.charters
    data = {
        "file": asked.file,
        "groups": [{**group_answer(c), "clauses": plain_value(explain(c))} for c in charters],
    }
    return Reply(0, data, "\n\n".join(tell_explained(charter, explain(charter)) for charter in charters))


def reply_quorum(asked: Namespace) -> Reply:
    """Whether there is a quorum, and who chairs."""
    charter = one_charter(asked.file, asked.group)
    read = read_room(read_bytes(asked.room), asked.room, charter)
    item, kind = asked.item or read.item, asked.kind or read.kind
    finding = assess_quorum(charter, read.room, item=item, kind=kind)
    data = {**group_answer(charter), "item": item, "kind": kind, **quorum_answer(finding, read.room)}
    return Reply(1 if finding.met is False else 0, data, f"{tell_quorum(finding)}\n{tell_chair(finding)}")


def reply_dates(asked: Namespace) -> Reply:
    """The meetings that the schedule proposes."""
    charter = one_charter(asked.file, asked.group)
    if not asked.count.isdecimal() or not 1 <= int(asked.count[:6]) <= MOST:
        raise WrongUse(f"--count '{asked.count}': expected a whole number from 1 to {MOST}")
    start = read_day(asked.start, "--from")
    avoid = read_dates(read_bytes(asked.avoid), asked.avoid, "a date to avoid") if asked.avoid else {}
    meetings = propose_meetings(
        charter, start, int(asked.count), avoid=avoid, holidays=read_bank_holidays(asked)
    )
    data = {**group_answer(charter), "meetings": [meeting_answer(each) for each in meetings]}
    if not meetings:
        reason = "the terms state no schedule"
        return Reply(1, {**data, "reason": reason}, f"No dates: {reason}.")
    return Reply(0, data, tell_dates(meetings))


def reply_absences(asked: Namespace) -> Reply:
    """Attendance against the share expected, and what follows from absences."""
    charter = one_charter(asked.file, asked.group)
    history, until = read_history(read_bytes(asked.history), asked.history, charter)
    finding = assess_attendance(
        charter, history, as_of=read_day(asked.as_of, "--as-of") if asked.as_of else until
    )
    data = {**group_answer(charter), **attendance_answer(finding)}
    return Reply(1 if finding.met is False else 0, data, tell_attendance(charter, finding))


def reply_diff(asked: Namespace) -> Reply:
    """What changed."""
    old, new = one_charter(asked.old, asked.group), one_charter(asked.new, asked.group)
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
    schema = SCHEMAS[asked.of]()
    return Reply(0, schema, json.dumps(schema, indent=2))
