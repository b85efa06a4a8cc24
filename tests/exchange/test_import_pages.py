"""Cora brings a file, looks at what would become of it, applies it, and settles what waits."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.casework.children.models import Child, Grant, Identifier
from holdfast.casework.missing.models import Episode
from holdfast.exchange.models import HeldRow, ImportMap, ImportRow, ImportRun
from holdfast.exchange.operations.importing import Importer, work_on
from holdfast.stewardship.trail.models import TrailEntry
from tests.casework.missing.missing_children import dated, went_missing
from tests.casework.town import CaseTown
from tests.exchange.bringing import HEAD, bring_list, bring_return
from tests.factories import make_account
from tests.web.fetcher import Fetcher

ROW = "510,12/03/2012,M,13/11/2025,25/11/2025\n"


@pytest.fixture
def cora(town: CaseTown) -> Fetcher:
    return Fetcher(make_account(town.people["Cora"])).prove()


def work(town: CaseTown) -> ImportRun:
    """As the job does with the one run that waits for it."""
    town.everything()
    run = ImportRun.objects.get(state__in=["looking", "applying"])
    work_on(run.pk, Importer(town.partnership.pk, town.people["Cora"].pk))
    town.everything()
    run.refresh_from_db()
    return run


def file(content: str, name: str = "missing.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode())


def queries(fetch: Callable[[], Any]) -> int:
    fetch()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        fetch()
    return len(captured)


def test_a_return_is_looked_through_applied_and_what_waits_is_settled(town: CaseTown, cora: Fetcher) -> None:
    page = cora.get("/imports/").follow("Import an SSDA903 return")
    page = page.submit(missing=file(HEAD + ROW + "511,12/03/2012,M,31/02/2025,\n"))
    assert "Being looked through" in page.text
    run = work(town)
    page = cora.get(f"/imports/{run.pk}/")
    assert "1 added" in page.text
    assert page.rows == [["3", "511", "Waits", "The start, '31/02/2025', is not a date such as 03/03/2026."]]
    page = page.follow("Apply").submit("Apply")
    work(town)
    assert Episode.objects.count() == 1
    page = cora.get("/imports/").follow("1 row in the tray").follow("Row 3 of missing.csv, " + _when(page))
    assert "31/02/2025" in page.text
    page = page.submit(
        child="new", kind="missing", began_on="28/2/2025", ended_on="1/3/2025", ended_at="07:30"
    )
    assert page.banners == ["Row 3 is in the record."]
    town.everything()
    late = Episode.objects.get(child__birth_on=date(2012, 3, 12), ended_at__lt="2025-06-01T00:00Z")
    assert (late.is_began_known, late.is_ended_known) == (False, True)
    assert Identifier.objects.filter(child=late.child_id, value="511").exists()
    assert TrailEntry.objects.filter(verb="settled").exists()


def _when(page: Any) -> str:
    row = ImportRow.objects.select_related("run").get(state="waiting")
    from holdfast.web.words import short_moment

    return short_moment(row.run.asked_at)


def test_a_row_is_linked_to_a_child_or_refused_by_the_rules_or_dismissed(
    town: CaseTown, cora: Fetcher
) -> None:
    robin = town.child(birth_on=date(2011, 2, 28))
    went_missing(town, robin, dated("2026-05-01", "2026-05-03"))
    bring_list(town, ",Robyn,Ashdown,28/02/2011,02/05/2026 10:00,02/05/2026 11:00")
    row = ImportRow.objects.get(state="waiting")
    page = cora.get(f"/imports/tray/{row.pk}/")
    assert "Robin Ashdown" in page.text
    page = page.submit(child=str(robin.pk))
    assert "overlaps the episode" in page.errors[0]
    page = page.submit(child="other", reference="nobody")
    assert page.errors == ["No child that you may see has this reference. Look at the letters."]
    page = cora.get(f"/imports/tray/{row.pk}/").follow("Dismiss this row")
    assert page.submit("Dismiss the row").errors == ["Answer “Why is this row not taken?”"]
    page = page.submit("Dismiss the row", reason="Entered twice at the station")
    assert page.heading == "Tray"
    row.refresh_from_db()
    assert (row.state, row.reason) == ("dismissed", "Entered twice at the station")
    bring_list(town, ",Robyn,Ashdown,28/02/2011,02/05/2026 10:00,02/05/2026 11:00")
    assert not ImportRow.objects.filter(state="waiting").exists()


def test_the_columns_of_a_list_are_named_beside_its_first_rows(town: CaseTown, cora: Fetcher) -> None:
    content = "Ref,Forename,Surname,DOB,Type,Date missing,Date found\n"
    content += "7,Ida,Reyes,03/14/2012,Runaway,05/02/2026 10:00,05/13/2026\n"
    page = cora.get("/imports/").follow("Import a list of episodes").submit(file=file(content, "police.csv"))
    assert page.heading == "Name the columns"
    assert "05/13/2026" in page.text
    assert page.submit(column_police="Ref").errors == ["Answer “In which order are dates written?”"]
    page = page.submit(column_police="Ref", dates="us", means_0="missing", name="Police")
    run = work(town)
    assert (run.totals["added"], run.totals["tray"]) == (1, 0)
    assert ImportMap.objects.get().data["values"] == {"kind": {"runaway": "missing"}}
    again = cora.get("/imports/list/").submit(file=file(content, "next.csv"))
    answers = again.follow("Police").answer.content.decode()
    assert re.search(r"value=\"us\"[^>]* checked", answers)


def test_a_guardian_settles_rows_about_guarded_records(town: CaseTown, cora: Fetcher) -> None:
    gwen = town.people["Gwen"]
    guardian = Fetcher(make_account(gwen)).prove()
    town.everything()
    kit = town.child("Kit", "Vale", birth_on=date(2012, 3, 12), is_restricted=True, guardian=gwen)
    Identifier.objects.create(partnership=town.partnership, child=kit, kind="looked-after", value="510")
    own = {"partnership": town.partnership, "child": kit, "person": gwen}
    Grant.objects.create(reason="guards", from_on=date(2020, 1, 1), **own)
    run = bring_return(town, ROW.strip(), ROW.strip().replace("2025", "2024")).run
    report = cora.get(f"/imports/{run.pk}/")
    assert [row[2:] for row in report.rows] == [["Waits", "No child on record is known by this."]] * 2
    assert kit.reference not in report.text
    assert len(cora.get("/imports/tray/").rows) == 2
    cora.get("/imports/held/", 403)
    for address in ("/", "/children/restricted/"):
        assert "2 imported rows to settle" in guardian.get(address).text
    page = guardian.get("/children/restricted/").follow("2 imported rows to settle")
    assert [row[2] for row in page.rows] == [kit.reference] * 2
    first, second = HeldRow.objects.order_by("number")
    assert guardian.get(f"/imports/held/{first.pk}/").submit().banners == ["Row 2 is in the record."]
    guardian.get(f"/imports/held/{second.pk}/dismissal/").submit(
        "Dismiss the row", reason="Known to be wrong"
    )
    town.everything()
    assert Episode.objects.get().child == kit
    assert "No imported row waits for you" in guardian.get("/imports/held/").text
    assert "imported row" not in guardian.get("/").text


def test_a_file_is_put_aside_and_an_unreadable_one_says_why(town: CaseTown, cora: Fetcher) -> None:
    page = cora.get("/imports/list/").submit(file=file("\x89PNG\0", "list.csv"))
    assert "not a text file" in page.text
    page.follow("Put the file aside").submit("Put aside")
    assert "No file has been imported yet" in cora.get("/imports/").text
    assert cora.get("/imports/return/").submit(missing=None).errors
    bad_year = cora.get("/imports/return/").submit(missing=file(HEAD + ROW), year="2017")
    assert "no collection year" in bad_year.errors[0]


def test_the_number_of_queries_does_not_grow_with_rows(town: CaseTown, cora: Fetcher) -> None:
    def bring(number: int) -> ImportRun:
        rows = [f"{n},12/03/2012,M,13/11/2025,25/11/2025" for n in range(600, 600 + number)]
        bad = [f"{n},12/03/2012,M,bad,25/11/2025" for n in range(700, 700 + number)]
        return bring_return(town, *rows, *bad).run

    one, five = bring(1), bring(5)
    for show in ("all", "plain"):
        counts = [queries(lambda r=run: cora.get(f"/imports/{r.pk}/?show={show}")) for run in (one, five)]  # noqa: B023
        assert counts[0] == counts[1], show
    few = queries(lambda: cora.get("/imports/tray/"))
    lists = queries(lambda: cora.get("/imports/"))
    town.everything()
    bring(9)
    assert queries(lambda: cora.get("/imports/tray/")) == few
    assert queries(lambda: cora.get("/imports/")) == lists


def test_the_missing_file_goes_out_as_it_came_in_and_the_trail_knows(town: CaseTown, cora: Fetcher) -> None:
    content = HEAD + ROW + "510,12/03/2012,A,01/12/2025,\n511,01/02/2011,M,01/01/2020,02/01/2020\n"
    bring_return(town, *content.splitlines()[1:])
    Child.objects.filter(identifiers__value="510").update(given_names="=Kit")
    page = cora.get("/imports/exports/")
    answer: Any = cora.client.get("/imports/exports/missing/", {"year": "2025/26"})
    assert answer.content.decode() == (HEAD + ROW + "510,12/03/2012,A,01/12/2025,\n").replace("\n", "\r\n")
    assert "Take away" in page.heading
    entry = TrailEntry.objects.get(verb="exported an SSDA903 Missing file")
    assert entry.details["serial"] in answer.headers["Content-Disposition"]
    assert len(entry.details["rows"]) == 2
    assert cora.client.get("/imports/exports/missing/", {"year": "17"}).status_code == 422
