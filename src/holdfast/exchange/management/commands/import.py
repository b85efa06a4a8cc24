# noqa: N999  (commands are named by their modules)
"""`holdfast import ssda903` and `holdfast import episodes`: files of missing episodes, row by row."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from holdfast.exchange.episodes.maps import read_map
from holdfast.exchange.management.acting import importer_for
from holdfast.exchange.management.report import Report
from holdfast.exchange.operations.files import ReadFile, read_files
from holdfast.exchange.operations.importing import Importer, begin_import, fail, parts_of, work_on
from holdfast.exchange.operations.judging import Judged, judge_rows, tell_of_hidden
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.permissions import Permission

ANSWER_NO, FAULTY_FILE = 1, 3
_EPILOG = "A map says which column is what; docs/imports.md describes it. Row 1 is the first row of the file."


class Command(BaseCommand):
    help = "Import missing episodes from a file. Bad rows wait in a tray and never keep good ones out."

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
        official = kinds.add_parser("ssda903", help="the SSDA903 Missing file, CSV or XML", epilog=_EPILOG)
        official.add_argument("--missing", required=True, type=Path, metavar="FILE")
        official.add_argument("--header", type=Path, metavar="FILE", help="the return's header file")
        official.add_argument("--episodes", type=Path, metavar="FILE", help="the return's episodes of care")
        official.add_argument("--year", default="", help="the collection year, such as 2017/18")
        plain = kinds.add_parser("episodes", help="a spreadsheet, CSV or Excel", epilog=_EPILOG)
        plain.add_argument("file", type=Path, metavar="FILE")
        plain.add_argument("--map", required=True, type=Path, metavar="MAP", help="TOML or JSON")
        for each in (official, plain):
            each.add_argument("--dry-run", action="store_true", help="say what would happen; change nothing")
            each.add_argument("--json", action="store_true", help="print JSON and nothing else")
            each.add_argument("--by", default="", metavar="EMAIL", help="in whose name; else the coordinator")
            each.add_argument("--partnership", default="", help="which, where there are several")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = _bring_in(options)
        except (Refused, PermissionDenied, CommandError) as refusal:
            if options["json"]:
                self.stdout.write(json.dumps({"error": str(refusal)}, ensure_ascii=False))
            raise _told(refusal) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), indent=1, ensure_ascii=False))
        else:
            self.stdout.write(report.as_text())


def _told(refusal: Exception) -> CommandError:
    """The refusal as a command ends with it."""
    if isinstance(refusal, CommandError):
        return refusal
    code = FAULTY_FILE if isinstance(refusal, Refused) else ANSWER_NO
    return CommandError(str(refusal), returncode=code)


def _bring_in(options: Mapping[str, Any]) -> Report:
    kind = options["kind"]
    paths = _paths(options)
    files = {part: _content(path) for part, path in paths.items()}
    data = (
        read_map(_content(options["map"]).decode("utf-8-sig", "replace")).as_kept() if "list" in paths else {}
    )
    name = next(iter(paths.values())).name
    importer = importer_for(options["by"], options["partnership"])
    report = Report(kind, name, is_dry=options["dry_run"])
    if options["dry_run"]:
        _look(report, importer, read_files(kind, files, options.get("year") or "", data))
        return report
    with importer.context():
        run = begin_import(
            by=importer.actor(), kind=kind, name=name, files=files, year=options.get("year") or "", data=data
        )
        run.state = run.State.APPLYING
        run.save(update_fields=["state"])
    try:
        report.whole(work_on(run.pk, importer, report.add))
    except Refused as refusal:
        fail(run.pk, importer, str(refusal))
        raise
    return report


def _look(report: Report, importer: Importer, found: ReadFile) -> None:
    for rows in parts_of(found.rows):
        with importer.context():
            by = importer.actor()
            by.require(Permission.IMPORT_CASEWORK)
            judged: Sequence[Judged] = judge_rows(rows, may_add=found.may_add)
            tell_of_hidden(judged, by=by)
            report.add(judged)
    report.whole(found)


def _paths(options: Mapping[str, Any]) -> dict[str, Path]:
    if options["kind"] == "episodes":
        return {"list": options["file"]}
    return {part: options[part] for part in ("missing", "header", "episodes") if options[part]}


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as why:
        raise CommandError(f"{path} cannot be read: {why.strerror}.", returncode=FAULTY_FILE) from why
