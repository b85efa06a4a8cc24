"""The fetcher refuses what it is there to refuse."""

from xml.etree.ElementTree import Element

import html5lib
import pytest
from django.http import HttpResponse
from tests.web import faults
from tests.web.fetcher import check_page

HEADERS = {"Content-Security-Policy": "default-src 'none'", "Cache-Control": "no-store"}
SOUND = (
    '<!DOCTYPE html><html lang="en"><head><title>Owed – Holdfast</title></head>'
    "<body><p>OFFICIAL-SENSITIVE</p><main><h1>Owed</h1>{}</main></body></html>"
)


def page(body: str) -> HttpResponse:
    return HttpResponse(SOUND.replace("{}", body), headers=HEADERS)


def test_a_sound_page_passes() -> None:
    check_page(page("<p>Nothing</p>"), "/")


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<p><div></p>", "not valid"),
        ("<h1>Again</h1>", "2 h1 headings"),
        ("<h3>Deep</h3>", "an h3 follows an h1"),
        ('<p id="a"></p><p id="a"></p>', "occurs 2 times"),
        ('<input name="who">', "has no label"),
        ('<label for="gone">Who</label>', "leads to no element"),
        ('<p style="color:red">x</p>', "has the attribute style"),
        ('<p onclick="x()">x</p>', "has the attribute onclick"),
        ("<script>x()</script>", "inline script"),
        ("<style>p{}</style>", "inline style"),
        ('<a href="javascript:x()">x</a>', "javascript"),
        ('<a href="/nowhere/at/all/">x</a>', "leads nowhere"),
        ('<a href="#nowhere">x</a>', "leads nowhere"),
        ('<form method="post" action="/nowhere/"></form>', "leads nowhere"),
        ('<form method="post"></form>', "lacks csrfmiddlewaretoken"),
        ('<form method="post"></form>', "lacks submission"),
        ("<button></button>", "says nothing"),
        ('<img src="/static/x.png">', "has no alt"),
        ("<p>&lt;Action object at 0x7f&gt;</p>", "object at 0x"),
    ],
)
def test_a_faulty_page_is_refused(body: str, fault: str) -> None:
    with pytest.raises(AssertionError, match=fault):
        check_page(page(body), "/")


@pytest.mark.parametrize("header", HEADERS)
def test_a_page_without_its_headers_is_refused(header: str) -> None:
    answer = page("")
    del answer.headers[header]
    with pytest.raises(AssertionError):
        check_page(answer, "/")


def test_a_page_without_the_marking_is_refused() -> None:
    answer = HttpResponse(SOUND.replace("OFFICIAL-SENSITIVE", ""), headers=HEADERS)
    with pytest.raises(AssertionError, match="marking"):
        check_page(answer, "/")


def test_a_field_inside_its_label_is_labelled() -> None:
    root: Element = html5lib.parse("<label>Who <input name=who></label>", namespaceHTMLElements=False)
    assert list(faults.fields(root)) == []
