"""Whatever people type, a component prints it as words: nothing of it becomes markup."""

from datetime import date

import html5lib
import pytest
from django.template import engines
from django.test import RequestFactory
from tests.web.faults import elements, words_of

from holdfast.kernel.finding import Finding
from holdfast.web.tables import Page

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</textarea></title><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
]
CALLS = [
    "ui.button(x, hidden_text=x)",
    "ui.button(x, href='/a/', hidden_text=x)",
    "ui.tag(x, 'red')",
    "ui.warning(x)",
    "ui.inset(x)",
    "ui.panel(x)",
    "ui.back('/a/', x)",
    "ui.breadcrumbs([(x, '/a/')])",
    "ui.empty(x, x, '/a/', x)",
    "ui.summary_list([{'key': x, 'value': x, 'href': '/a/', 'action': x, 'about': x}], card=x)",
    "ui.task_list([{'title': x, 'status': x, 'hint': x, 'href': '/a/', 'colour': 'red'}])",
    "ui.sub_navigation([{'text': x, 'href': '/a/', 'count': 2}], label=x)",
    "ui.tabs([{'id': 'a', 'text': x, 'content': x}], title=x)",
    "ui.event(x, x, day, x, kind=x)",
    "ui.who_when(x, day, verb=x)",
    "ui.identity_bar(x, [(x, x)])",
    "ui.finding(finding, said=x)",
    "ui.reason(x, x, [x], 'red')",
    "ui.pagination(page, what=x)",
]
BODIES = [
    "{% call ui.banner(title=x) %}{{ x }}{% endcall %}",
    "{% call ui.details(x) %}{{ x }}{% endcall %}",
    "{% call ui.table(x, [x, {'text': x, 'sort': '?a=b'}]) %}<tr><td>{{ x }}</td></tr>{% endcall %}",
]


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("source", [*(f"{{{{ {call} }}}}" for call in CALLS), *BODIES])
def test_a_component_prints_words_as_words(source: str, hostile: str) -> None:
    context = {
        "x": hostile,
        "day": date(2026, 3, 3),
        "finding": Finding(met=False, reason=hostile, clauses=(hostile,), notes=(hostile,)),
        "page": Page([], 2, "?page=1", "?page=3"),
    }
    printed = engines["jinja2"].from_string(source).render(context, RequestFactory().get("/"))
    root = html5lib.parse(printed, namespaceHTMLElements=False)
    assert not list(elements(root, "script", "img", "svg"))
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
    said = [words_of(root), *(value for element in root.iter() for value in element.attrib.values())]
    assert any(hostile in each for each in said), "what was typed is not all there"
