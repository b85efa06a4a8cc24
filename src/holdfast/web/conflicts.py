"""Two people changed one thing: both texts are shown, and the second chooses."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of both versions; `name` is the form's field that is sent again."""

    name: str
    label: str
    theirs: str
    yours: str

    @property
    def is_same(self) -> bool:
        """Whether both wrote the same."""
        return self.theirs == self.yours


def conflict_page(
    request: HttpRequest,
    *,
    what: str,
    differences: list[Difference],
    version: int,
    changed_by: str,
    changed_at: datetime,
    keep_theirs: str,
) -> HttpResponse:
    """409 with both texts. Sending the form again saves this person's text over `version`, the present one.

    `what` as in "the minute of item 3"; `keep_theirs` is the address to go to without saving.
    """
    shown = {difference.name for difference in differences} | {"csrfmiddlewaretoken", "submission", "version"}
    context = {
        "what": what,
        "differences": differences,
        "version": version,
        "changed_by": changed_by,
        "changed_at": changed_at,
        "keep_theirs": keep_theirs,
        "rest": [
            (name, text) for name in request.POST if name not in shown for text in request.POST.getlist(name)
        ],
    }
    return render(request, "errors/conflict.html", context, status=409)
