"""Log lines without names or notes: of an exception its kind and where it arose, not what it says."""

from __future__ import annotations

import logging
import re
import traceback
from types import TracebackType

_Caught = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
# The address of a calendar, a link to a new password or one from outside is its own key: no log hands it on.
_TOKEN = re.compile(r"(/calendar/|/password/link/|/invited/)[^/\s]+")


class DiscreetFormatter(logging.Formatter):
    """PostgreSQL quotes the row that broke a constraint, and many errors the value that was wrong.

    So an exception is written as its frames and its type, with the database's own code and constraint.
    """

    def format(self, record: logging.LogRecord) -> str:
        return _TOKEN.sub(r"\1…", super().format(record))

    def formatException(self, ei: _Caught) -> str:  # noqa: N802 (logging's own name)
        error = ei[1]
        lines: list[str] = []
        while error is not None:
            lines.append(_told(error))
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)


def _told(error: BaseException) -> str:
    frames = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    diagnosis = getattr(error, "diag", None)
    facts = (getattr(error, "sqlstate", None), getattr(diagnosis, "constraint_name", None))
    known = ", ".join(str(fact) for fact in facts if fact)
    return f"{frames}{name}{f' ({known})' if known else ''}"
