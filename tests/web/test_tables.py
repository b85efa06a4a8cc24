"""Long lists come by page, keep their filters, and are sorted only by what they know."""

from django.http import HttpRequest
from django.test import RequestFactory

from holdfast.web.tables import LAST_PAGE, paged, sort_head, sorting

ROWS = list(range(120))


def asked(query: str) -> HttpRequest:
    return RequestFactory().get(f"/actions/?{query}")


def test_a_page_keeps_the_filters_in_its_addresses() -> None:
    page = paged(asked("state=open&page=2"), ROWS)
    assert list(page.rows) == list(range(50, 100))
    assert page.previous_query == "?state=open&page=1"
    assert page.next_query == "?state=open&page=3"


def test_the_last_page_has_no_next() -> None:
    page = paged(asked("page=3"), ROWS)
    assert len(page.rows) == 20
    assert page.next_query == ""


def test_a_short_list_is_whole() -> None:
    assert paged(asked(""), ROWS[:50]).is_whole


def test_a_page_that_is_no_number_is_the_first_and_a_huge_one_is_bounded() -> None:
    for query in ("page=x", "page=-1", "page=²", "page=0", "page=9999999999999"):
        assert paged(asked(query), ROWS).number == 1
    assert paged(asked("page=99999"), ROWS).number == LAST_PAGE


def test_an_unknown_sort_is_the_usual_one() -> None:
    assert sorting(asked("sort=-password"), ["due", "owner"], "due").key == "due"


def test_a_heading_turns_the_order_round() -> None:
    request = asked("state=open&sort=due&page=4")
    now = sorting(request, ["due", "owner"], "due")
    assert sort_head(request, "Due", "due", now) == {
        "text": "Due",
        "sort": "?state=open&sort=-due",
        "sorted": "ascending",
    }
    assert sort_head(request, "Owner", "owner", now) == {"text": "Owner", "sort": "?state=open&sort=owner"}
