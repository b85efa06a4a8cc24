"""The mailbox shows a letter as words and known elements, whatever stands in it."""

from __future__ import annotations

import html5lib
import pytest

from holdfast.demo.showing import shown
from tests.web.faults import elements, words_of
from tests.web.test_hostile_words import HOSTILE

SITE = "http://127.0.0.1:8000"
BODIES = (
    "<h1>{}</h1>",
    "<p onclick=alert(1)>{}</p>",
    "<head><title>{}</title></head><p>After</p>",
    "<script>{}</script><p>After</p>",
    "<svg><script>{}</script></svg>",
    '<a href="{}">go</a>',
    "<a href='javascript:alert(1)'>{}</a>",
    "<ul><li>{}",
    "{}",
)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_of_a_letter_runs_or_is_fetched(hostile: str, body: str) -> None:
    root = html5lib.parse(str(shown(body.format(hostile), site=SITE)), namespaceHTMLElements=False)
    inside = [element for element in root.find("body").iter() if element.tag != "body"]
    assert {element.tag for element in inside} <= {"h2", "p", "ul", "li", "strong", "a"}
    assert {name for element in inside for name in element.attrib} <= {"class", "href"}


def test_a_link_into_this_site_stays_one_and_every_other_is_words() -> None:
    page = shown(f'<p><a href="{SITE}/owed/">Open</a> <a href="{SITE}.example/">Elsewhere</a></p>', site=SITE)
    root = html5lib.parse(str(page), namespaceHTMLElements=False)
    assert [(words_of(link), link.attrib["href"]) for link in elements(root, "a")] == [("Open", "/owed/")]
    assert "Elsewhere" in words_of(root)
