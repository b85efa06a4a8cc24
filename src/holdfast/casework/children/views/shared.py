"""What the views around a child share: a form within the child's frame, and finding rows on the child."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from holdfast.casework.children.models import Child, ChildRow
from holdfast.casework.children.pages import frame
from holdfast.stewardship.access.policy import PersonRequest
from holdfast.web.forms import Form
from holdfast.web.pages import submit_thanking

Row = TypeVar("Row", bound=ChildRow)


def child_form(
    request: PersonRequest,
    child: Child,
    form: Form,
    do: Callable[[dict[str, Any]], object],
    *,
    done: str,
    tab: str,
    then: str = "",
    **more: Any,
) -> HttpResponse:
    """A form about a child: done once, said in a banner, and back to the page of the tab."""
    back = reverse(f"children:{tab}", args=[child.pk])
    page = {"back": back, "template": "casework/child_form.html", **frame(request, child, tab)} | more
    return submit_thanking(request, form, do, thanks=done, then=then or back, **page)


def row_or_404(model: type[Row], child: Child, row_id: UUID) -> Row:
    """A row of this child, or 404."""
    found: Row | None = model.objects.filter(child=child, pk=row_id).first()
    if found is None:
        raise Http404
    return found
