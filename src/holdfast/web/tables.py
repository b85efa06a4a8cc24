"""Long lists by page, without counting everything."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from django.http import HttpRequest, QueryDict

Row = TypeVar("Row")
Found_co = TypeVar("Found_co", covariant=True)
PER_PAGE = 50
# Beyond this a reader should narrow the filter; an unbounded offset would let an address cost what it likes.
LAST_PAGE = 200


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list; `previous_query` and `next_query` are addresses that keep the filters, or empty."""

    rows: Sequence[Row]
    number: int
    previous_query: str
    next_query: str

    @property
    def is_whole(self) -> bool:
        """Whether this page is the whole list."""
        return not self.previous_query and not self.next_query


class Sliceable(Protocol[Found_co]):
    """A queryset or a list: what can be cut without being read whole."""

    def __getitem__(self, part: slice, /) -> Iterable[Found_co]: ...


def paged(request: HttpRequest, rows: Sliceable[Row], per_page: int = PER_PAGE) -> Page[Row]:
    """The page that `?page=` asks for; one row too many is fetched, to know whether another page follows."""
    number = page_number(request.GET)
    start = (number - 1) * per_page
    found = list(rows[start : start + per_page + 1])
    has_more = len(found) > per_page and number < LAST_PAGE
    return Page(
        rows=found[:per_page],
        number=number,
        previous_query=_address(request.GET, number - 1) if number > 1 else "",
        next_query=_address(request.GET, number + 1) if has_more else "",
    )


def page_number(asked: QueryDict) -> int:
    """A page from 1 to the last; what is not a number is the first."""
    text = asked.get("page", "")
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 6 else 1


@dataclass(frozen=True, slots=True)
class Sorting:
    """How a list is sorted: a column's key, and whether from its end."""

    key: str
    is_descending: bool

    @property
    def word(self) -> str:
        """For `aria-sort`."""
        return "descending" if self.is_descending else "ascending"


def sorting(request: HttpRequest, allowed: Sequence[str], default: str) -> Sorting:
    """The sort that `?sort=due` or `?sort=-due` asks for, if the list knows it."""
    asked = request.GET.get("sort", default)
    asked = asked if asked.removeprefix("-") in allowed else default
    return Sorting(asked.removeprefix("-"), asked.startswith("-"))


def sort_head(request: HttpRequest, text: str, key: str, now: Sorting) -> dict[str, str]:
    """A heading for `ui.table` that sorts by its column, and turns the order round when pressed again."""
    asked = request.GET.copy()
    asked.pop("page", None)
    is_here = now.key == key
    asked["sort"] = f"-{key}" if is_here and not now.is_descending else key
    head = {"text": text, "sort": f"?{asked.urlencode()}"}
    return {**head, "sorted": now.word} if is_here else head


def _address(asked: QueryDict, number: int) -> str:
    kept = asked.copy()
    kept["page"] = str(number)
    return f"?{kept.urlencode()}"
