"""What the views of risk share: a form within a child's frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from holdfast.casework.children.models import Child
from holdfast.casework.children.pages import frame
from holdfast.stewardship.access.policy import PersonRequest
from holdfast.web.forms import Form
from holdfast.web.pages import submit_thanking


def child_form(
    request: PersonRequest,
    child: Child,
    form: Form,
    act: Callable[[dict[str, Any]], object],
    *,
    tab: str,
    thanks: str,
    **page: Any,
) -> HttpResponse:
    """A form about a child that leads back to the child's page of the `tab`."""
    page |= {"template": "casework/child_form.html", **frame(request, child, tab)}
    then = reverse(f"risk:{tab}", args=[child.pk])
    return submit_thanking(request, form, act, thanks=thanks, then=then, **page)
