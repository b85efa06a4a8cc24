"""The quick way of reading a page tells the same as the thorough one, and lets no fault through."""

from __future__ import annotations

from collections.abc import Callable

import html5lib
import pytest
from tests.web import reading
from tests.web.fetcher import Fetcher
from tests.web.test_crawl import busy_partnership

from holdfast.stewardship.access.permissions import Role

PAGE = (
    '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Owed &amp; done</title>'
    '<script src="/x.js" defer></script></head><body><main>{}</main></body></html>'
)
SOUND = (
    '<form method="post"><p>A&nbsp;word &#39;or&#39; two<br>more</p><label for="a">Who</label>'
    '<input id="a" name=who value="1 < 2" required><textarea name="t">\nA\n  B</textarea></form>'
    '<table><thead><tr><th scope="col">Day</th></tr></thead><tbody><tr><td>Monday</td></tr></tbody></table>'
    "<ul><li><a href='/?a=1&amp;b=2'>One</a></li><li>Two</li></ul>"
)
FAULTY = (
    "<p><div>x</div></p>", "<ul><li>One<li>Two</ul></div>", "<p a='1' a='2'>x</p>",
    "<p>x</p></p>",
    "<form><form></form></form>", "<a href='/'>x<a href='/'>y</a></a>", "<div/>", "<br/></br>",
    "<p>&nosuch;</p>", "<p>&#128;</p>", "<p>\x01</p>", "<p>\ufdd0</p>", "<p>\U0001ffff</p>",
    "<p a='1'b='2'>x</p>", "</body><body>",
)  # fmt: skip


@pytest.fixture(autouse=True)
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_known", set())


def thoroughly(text: str) -> tuple[list[object], bool]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(text)
    return list(reading._told(root)), bool(parser.errors)


def test_a_page_that_was_asked_about_reads_the_same_the_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    text = PAGE.format(SOUND)
    first, faults = reading.read(text)
    assert faults == []
    monkeypatch.setattr(html5lib, "HTMLParser", None)
    again, _ = reading.read(text.replace("Monday", "Tuesday"))
    assert again is not first
    monkeypatch.undo()
    told = list(reading._told(again))
    assert told == thoroughly(text.replace("Monday", "Tuesday"))[0]
    assert [area.text for area in again.iter("textarea")] == ["A\n  B"]


@pytest.mark.parametrize("fault", FAULTY)
def test_a_fault_is_found_in_whatever_was_asked_about_before(fault: str) -> None:
    reading.read(PAGE.format(SOUND))
    reading.read(PAGE.format("<p>x</p><div>x</div><ul><li>x</li></ul><form><p>x</p></form>"))
    text = PAGE.format(SOUND + fault)
    assert thoroughly(text)[1]
    assert reading.read(text)[1] != []


@pytest.mark.django_db
def test_every_page_of_a_crawl_reads_the_same_both_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    read: Callable[[str], tuple[reading.Element, list[str]]] = reading.read
    quickly = []

    def both(text: str) -> tuple[reading.Element, list[str]]:
        root, faults = read(text)
        assert (list(reading._told(root)), bool(faults)) == thoroughly(text)
        plain = reading._read_plainly(text)
        quickly.append(plain is not None and set(reading._within(plain, "")) <= reading._known)
        return root, faults

    monkeypatch.setattr("tests.web.fetcher.read", both)
    Fetcher(busy_partnership(Role.BUSINESS_MANAGER)).crawl("/")
    assert all(quickly), "a page of ours is not written plainly"
