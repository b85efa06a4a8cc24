"""The command line over charter files: `holdfast charter check`, `explain`, `quorum` and the rest."""

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from .place import FaultyCharter
from .replies import (
    reply_absences,
    reply_check,
    reply_dates,
    reply_diff,
    reply_explain,
    reply_new,
    reply_quorum,
    reply_schema,
)
from .reply_due import reply_due
from .replying import Reply, WrongUse

FINE, NO, WRONG_USE, FAULTY = 0, 1, 2, 3
_FILE = "a charter file, or the name of a shipped charter such as plymouth-mcse"


class _Parser(argparse.ArgumentParser):
    """Refuses by an exception, so that wrong use can be told as JSON too."""

    def error(self, message: str) -> NoReturn:
        raise WrongUse(f"{message}; `{self.prog} --help` shows how")


def main(argv: list[str]) -> int:
    """Run one command; prints its answer and returns 0 yes or fine, 1 no, 2 wrong use, 3 a faulty file."""
    as_json = "--json" in argv
    try:
        asked = parser().parse_args([each for each in argv if each != "--json"])
        reply: Reply = asked.answer(asked)
    except WrongUse as why:
        reply = Reply(WRONG_USE, {"error": str(why)}, f"holdfast charter: {why}", is_error=True)
    except FaultyCharter as why:
        faults = [vars(fault) for fault in why.faults]
        data = {"error": "a file is faulty", "faults": faults}
        reply = Reply(FAULTY, data, str(why), is_error=True)
    except SystemExit as done:  # --help
        return WRONG_USE if done.code else FINE
    _print(reply, as_json)
    return reply.code


def _print(reply: Reply, as_json: bool) -> None:
    stream = sys.stderr if reply.is_error and not as_json else sys.stdout
    text = json.dumps(reply.data, indent=2, ensure_ascii=False) if as_json else reply.text
    try:
        print(
            text.encode(stream.encoding or "utf-8", "replace").decode(stream.encoding or "utf-8"), file=stream
        )
    except BrokenPipeError:
        sys.stderr.close()


def parser() -> argparse.ArgumentParser:
    """The commands and what they take."""
    root = _Parser(prog="holdfast charter", description="Read, check and try out terms of reference.")
    commands = root.add_subparsers(dest="command", required=True, parser_class=_Parser, metavar="COMMAND")
    check = _command(commands, "check", "all faults of charter files at once", reply_check, file=False)
    check.add_argument("files", nargs="+", metavar="FILE", help=_FILE)
    _command(commands, "explain", "the whole charter back in plain English", reply_explain)
    _quorum(commands)
    _dates(commands)
    due = _command(commands, "due", "when a clause's promise falls due", reply_due)
    due.add_argument("clause", metavar="CLAUSE", help="the id of the clause")
    due.add_argument("--start", required=True, metavar="INSTANT", help="such as 2026-03-27T16:30 (London)")
    due.add_argument("--holidays", metavar="FILE", help="further bank holidays")
    absences = _command(
        commands, "absences", "attendance, absences in a row and what follows", reply_absences
    )
    absences.add_argument(
        "--history", required=True, metavar="FILE", help="who came to which meetings (JSON)"
    )
    absences.add_argument("--as-of", metavar="DATE", help="up to which day; the last meeting if left out")
    diff = _command(commands, "diff", "what changed between two versions, in words", reply_diff, file=False)
    diff.add_argument("old", metavar="OLD", help=_FILE)
    diff.add_argument("new", metavar="NEW", help=_FILE)
    diff.add_argument("--group", metavar="KEY", help="the group, where a file holds several")
    _command(commands, "new", "a commented charter to start from", reply_new, file=False)
    schema = _command(commands, "schema", "the JSON Schema of charter files", reply_schema, file=False)
    schema.add_argument(
        "of",
        nargs="?",
        default="charter",
        metavar="KIND",
        help="charter (default), room, history, avoid or holidays",
    )
    return root


def _command(
    commands: Any,
    name: str,
    meaning: str,
    answer: Callable[[argparse.Namespace], Reply],
    *,
    file: bool = True,
) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(
        name, help=meaning, description=meaning, epilog="With --json it prints only JSON."
    )
    made.set_defaults(answer=answer)
    if file:
        made.add_argument("file", metavar="FILE", help=_FILE)
        made.add_argument("--group", metavar="KEY", help="the group, where a file holds several")
    return made


def _quorum(commands: Any) -> None:
    quorum = _command(
        commands, "quorum", "whether those in the room are a quorum, and who chairs", reply_quorum
    )
    quorum.add_argument("--room", required=True, metavar="ROOM.json", help="who is in the room")
    quorum.add_argument("--item", metavar="ITEM", help="for this item of the agenda")
    quorum.add_argument("--kind", metavar="KIND", help="for this kind of item")


def _dates(commands: Any) -> None:
    dates = _command(commands, "dates", "the meetings that the schedule proposes", reply_dates)
    dates.add_argument(
        "--from", dest="start", required=True, metavar="DATE", help="the first day, such as 2026-01-01"
    )
    dates.add_argument("--count", required=True, metavar="N", help="how many meetings")
    dates.add_argument("--avoid", metavar="FILE", help="dates to keep off, such as the Board's")
    dates.add_argument("--holidays", metavar="FILE", help="further bank holidays")
