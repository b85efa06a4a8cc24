"""Every fault of a return is found and named, row by row. Everybody in it is invented."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.exchange.days import CollectionYear
from holdfast.exchange.ssda903.judging import judge
from holdfast.exchange.ssda903.reading import read_return
from holdfast.exchange.ssda903.tables import MissingRow, Return
from holdfast.kernel.finding import Refused

SHARED = Path(__file__).resolve().parents[3] / "shared/data/ssda903"
TODAY = date(2026, 11, 22)
COLUMNS = "CHILD,DOB,MISSING,MIS_START,MIS_END\n"
# The same faults as in the published fake return, by children of our own.
HEADER = """CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
11,1,05/06/2006,WBRI,A801200005001,,
12,2,07/08/2005,WBRI,B801200005001,,
13,2,07/08/2005,WBRI,UN3,,
14,2,07/08/2005,WBRI,12345,,
15,1,01/02/2004,WBRI,,,
"""
CARE = """CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
11,01/01/2017,S,C2,N1,U1,PR1,01/06/2017,X1,PLACE,,,
11,01/06/2017,P,C2,N1,U1,PR1,,,,,,
12,01/01/2016,S,C2,N1,U1,PR1,01/06/2017,E11,,,,
15,01/05/2017,S,C2,N1,U1,PR1,,,,,,
"""


def codes(missing: str, header: str = HEADER, care: str = CARE) -> list[set[str]]:
    """The codes of each row of a file with these rows, the pupil numbers' left out."""
    found = read_return(f"{COLUMNS}{missing}".encode(), header.encode(), care.encode())
    judge(found, TODAY, CollectionYear.parse("2017/18"))
    return [{p.code for p in row.problems if not p.code.startswith("upn")} for row in found.missing]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("11,05/06/2006,M,02/05/2017,03/05/2017", set()),
        ("11,05/06/2006,M,02/05/2017,02/05/2017", set()),
        ("11,05/06/2006,a,02/05/2017,01/06/2017", set()),
        ("11,05/06/2006,M,,03/05/2017", {"start-missing"}),
        ("11,05/06/2006,M,31/02/2018,", {"start-bad"}),
        ("11,05/06/2006,M,02/05/2017,soon", {"end-bad"}),
        ("11,05/06/2006,,02/05/2017,03/05/2017", {"type-missing"}),
        ("11,05/06/2006,X,02/05/2017,03/05/2017", {"type-bad"}),
        ("11,05/06/2006,M,02/05/2017,01/05/2017", {"end-before-start"}),
        ("11,05/06/2006,M,05/06/2006,06/06/2006", {"start-before-birth", "before-year", "before-care"}),
        ("16,01/02/2004,M,02/06/2017,03/06/2017", {"child-not-in-header", "no-care-episodes"}),
        ("11,05/06/2007,M,02/05/2017,03/05/2017", {"birth-differs"}),
        ("11,5 June,M,02/05/2017,03/05/2017", {"birth-bad"}),
        ("13,07/08/2005,M,02/05/2017,03/05/2017", {"no-care-episodes"}),
        ("12,07/08/2005,M,02/06/2017,03/06/2017", {"after-care"}),
        ("15,01/02/2004,M,02/04/2017,03/06/2017", {"before-care"}),
        ("11,05/06/2006,M,02/05/2017,02/06/2017", {"outruns-placement"}),
        ("11,05/06/2006,M,02/05/2017,", {"outruns-placement"}),
        ("11,05/06/2006,M,31/03/2017,03/04/2017", {"before-year"}),
        ("11,05/06/2006,M,01/04/2018,03/04/2018", {"after-year"}),
        (",05/06/2006,M,02/05/2017,03/05/2017", {"child-missing"}),
        ("15,01/02/2009,M,02/05/2035,03/05/2035", {"start-in-future", "after-year", "birth-differs"}),
    ],
)
def test_one_row_by_itself(row: str, expected: set[str]) -> None:
    assert codes(row + "\n") == [expected]


def test_an_open_period_is_named_once_the_18th_birthday_has_passed() -> None:
    care = "CHILD,DECOM,DEC\n1,01/01/2015,\n"
    header = "CHILD,DOB\n1,31/03/2000\n2,01/04/2000\n"
    rows = "1,31/03/2000,M,02/02/2018,\n2,01/04/2000,M,02/02/2018,\n"
    assert codes(rows, header, care) == [{"open-past-18"}, {"no-care-episodes"}]


def test_two_periods_of_one_child() -> None:
    def two(first: str, second: str) -> list[set[str]]:
        return codes(f"15,01/02/2004,M,{first}\n15,01/02/2004,A,{second}\n")

    assert two("02/06/2017,05/06/2017", "05/06/2017,09/06/2017") == [set(), set()]
    assert two("02/06/2017,05/06/2017", "04/06/2017,09/06/2017") == [{"overlap"}, {"overlap"}]
    assert two("02/06/2017,09/06/2017", "04/06/2017,05/06/2017") == [{"overlap"}, {"overlap"}]
    assert two("02/06/2017,", "04/06/2017,05/06/2017") == [set(), {"new-while-open"}]
    assert two("04/06/2017,05/06/2017", "02/06/2017,") == [{"new-while-open"}, set()]
    assert two("02/06/2017,02/06/2017", "02/06/2017,02/06/2017") == [set(), set()]


def test_a_row_that_stands_there_twice_is_only_noted() -> None:
    row = "15,01/02/2004,M,02/06/2017,05/06/2017\n"
    assert codes(row + row) == [set(), {"repeated-row"}]


def test_pupil_numbers_are_checked_in_the_header() -> None:
    found = read_return((COLUMNS + "11,05/06/2006,M,02/05/2017,03/05/2017\n").encode(), HEADER.encode())
    judge(found, TODAY)
    assert found.header is not None
    told = {row.child: [p.code for p in row.problems] for row in found.header.values()}
    assert told == {"11": ["upn-check-letter"], "12": [], "13": [], "14": ["upn-shape"], "15": []}
    assert [p.code for p in found.missing[0].problems] == ["upn-check-letter"]


def test_the_xml_form_says_the_same_as_the_csv_form() -> None:
    xml = """<?xml version="1.0" encoding="UTF-8"?><EXPSSDA903>
    <CHILD><HEADER><CHILDID>11</CHILDID><SEX>1</SEX><DOB>05/06/2006</DOB><UPN>B801200005001</UPN>
    <AMISSING><MISSING>M</MISSING><MIS_START>2017-05-02</MIS_START><MIS_END>2017-06-02</MIS_END></AMISSING>
    <AMISSING><MISSING>A</MISSING><MIS_START>03/04/2017</MIS_START></AMISSING></HEADER>
    <EPISODE><DECOM>01/01/2017</DECOM><RNE>S</RNE><DEC>01/06/2017</DEC></EPISODE>
    <EPISODE><DECOM>01/06/2017</DECOM></EPISODE></CHILD></EXPSSDA903>"""
    found = read_return(xml.encode())
    judge(found, TODAY)
    told = [(row.number, row.child, [p.code for p in row.problems]) for row in found.missing]
    assert told == [(1, "11", ["new-while-open", "outruns-placement"]), (2, "11", ["outruns-placement"])]


@pytest.mark.parametrize(
    "content",
    [
        b"CHILD,DOB\n1,2\n",
        b"",
        b"PK\x03\x04\0\0\0",
        b"<EXPSSDA903></EXPSSDA903>",
        b"<EXPSSDA903><CHILD>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a><CHILD><X>&b;</X></CHILD></a>',
    ],
)
def test_a_file_of_another_kind_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(Refused, match=r"^This .*\.$"):
        read_return(content)


def test_a_file_from_another_program_reads_the_same() -> None:
    row = f"{COLUMNS}15,01/02/2004,M,02/06/2017,05/06/2017\n"
    forms = [row.encode("utf-8-sig"), row.encode("utf-16"), row.replace(",", ";").encode("cp1252")]
    forms += [row.replace(",", "\t").replace("\n", "\r\n").encode(), ("\n" + row).encode()]
    for content in forms:
        (only,) = read_return(content).missing
        assert (only.child, only.start, only.end) == ("15", "02/06/2017", "05/06/2017")


days = st.dates(date(2017, 1, 1), date(2017, 1, 12))


@given(st.lists(st.tuples(days, st.none() | days), max_size=6))
def test_rows_contradict_each_other_exactly_when_their_inner_days_meet(
    spans: list[tuple[date, date | None]],
) -> None:
    rows = []
    for number, (began, ended) in enumerate(spans):
        words = (began.strftime("%d/%m/%Y"), ended.strftime("%d/%m/%Y") if ended else "")
        rows.append(MissingRow(number, "1", "01/02/2004", "M", *words))
    judge(Return(rows), TODAY)
    sound = [row for row in rows if row.is_period and "repeated-row" not in {p.code for p in row.problems}]
    for row in sound:
        assert bool({"overlap", "new-while-open"} & {p.code for p in row.problems}) == any(
            _meet(row, other) for other in sound if other is not row
        )


def _meet(row: MissingRow, other: MissingRow) -> bool:
    """Brute force: neither had ended by the day the other began; of open ones the later is at fault."""
    one, two = _span(row), _span(other)
    if one[1] <= two[0] or two[1] <= one[0]:
        return False
    return row.ended_on is not None or two < one


def _span(row: MissingRow) -> tuple[date, date, int]:
    assert row.began_on is not None
    return row.began_on, row.ended_on or date.max, row.number


@pytest.mark.skipif(not SHARED.exists(), reason="the published fake return is not beside this checkout")
def test_the_published_fake_return_has_exactly_its_known_faults() -> None:
    found = read_return(
        *((SHARED / f"{name}.csv").read_bytes() for name in ("missing", "header", "episodes"))
    )
    year = judge(found, TODAY)
    assert str(year) == "2017/18"
    assert len(found.missing) == 43
    assert len({row.child for row in found.missing}) == 39
    assert Counter(row.kind for row in found.missing) == {"M": 19, "A": 24}
    assert all(row.ended_on for row in found.missing)
    by_code: dict[str, list[str]] = {}
    for row in found.missing:
        for problem in row.problems:
            by_code.setdefault(problem.code, []).append(row.child)
    assert by_code["no-care-episodes"] == [
        "965311",
        "799906",
        "274474",
        "282241",
        "366621",
        "366621",
        "813046",
    ]
    assert by_code["overlap"] == ["366621", "366621"]
    assert by_code["after-care"] == ["307124", "894391", "948702", "40219"]
    assert len(by_code["outruns-placement"]) == 5
    assert len(by_code["before-year"]) == 3
    assert set(by_code) == {
        "no-care-episodes", "overlap", "after-care", "outruns-placement", "before-year", "upn-check-letter",
    }  # fmt: skip
    assert found.header is not None
    assert Counter(p.code for row in found.header.values() for p in row.problems) == {
        "upn-check-letter": 2675 - 107
    }
