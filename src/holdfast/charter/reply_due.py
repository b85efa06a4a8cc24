"""What `holdfast charter due` answers: when a clause's promises fall due."""

import difflib
from argparse import Namespace
from datetime import datetime
from typing import Any

from holdfast.kernel.clock import LONDON
from holdfast.kernel.clocks import falls_due, said_day
from holdfast.kernel.working_days import WorkingDays

from .answers import group_answer
from .deadlines import Promised, promised
from .model import Charter
from .replying import Reply, WrongUse, one_charter, read_bank_holidays
from .saying import who


def reply_due(asked: Namespace) -> Reply:
    """When a clause's promise falls due."""
    charter = one_charter(asked.file, asked.group)
    clause = _whole_id(charter, asked.clause)
    found = _promised(charter, clause, asked.file)
    if not found:
        reason = f"clause {clause} promises nothing within a time"
        data = {**group_answer(charter), "clause": clause, "met": False, "reason": reason}
        return Reply(1, data, f"{reason[:1].upper()}{reason[1:]}.")
    start, days = _instant(asked.start), read_bank_holidays(asked)
    promises = [_promise(charter, each, start, days) for each in found]
    data = {**group_answer(charter), "clause": clause, "start": start.isoformat(), **promises[0]}
    lines = [f"{_when(each)}: {each['what']}.\n  Counted: {each['counted']}." for each in promises]
    return Reply(0, {**data, "promises": promises}, "\n".join([f"Clause {clause}", *lines]))


def _whole_id(charter: Charter, clause: str) -> str:
    """A clause's id; its last part is enough where only one clause ends so ('purpose-9')."""
    ends = [each.id for each in charter.clauses if each.id == clause or each.id.endswith(f"/{clause}")]
    return ends[0] if len(ends) == 1 else clause


def _promised(charter: Charter, clause: str, file: str) -> tuple[Promised, ...]:
    try:
        return promised(charter, clause)
    except KeyError:
        near = difflib.get_close_matches(clause, [each.id for each in charter.clauses], n=1)
        hint = f"; did you mean '{near[0]}'?" if near else ""
        raise WrongUse(f"{file} has no clause '{clause}'{hint}") from None


def _promise(charter: Charter, each: Promised, start: datetime, days: WorkingDays) -> dict[str, Any]:
    due = falls_due(start, each.period, days)
    return {
        "what": each.what,
        "by": who(charter.facts, getattr(each.mechanism, "by", ()) or ()) or None,
        "period": str(each.period),
        "clock": due.clock.value,
        "due": due.at.isoformat(),
        "due_local": due.at.astimezone(LONDON).isoformat(),
        "due_on": due.on.isoformat(),
        "counted": due.counted,
        "forecast": due.is_forecast,
    }


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
