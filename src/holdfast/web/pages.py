"""Answers that many views give: an ordinary form page, and a fragment only when it has changed."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.kernel.finding import Refused
from holdfast.web.submissions import once

Given = ParamSpec("Given")
Found = TypeVar("Found")


def or_404(find: Callable[Given, Found], *args: Given.args, **kwargs: Given.kwargs) -> Found:
    """What `find` finds, or the same 404 for what is missing and what may not be seen."""
    try:
        return find(*args, **kwargs)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing


def row_or_404(rows: Any, **lookup: Any) -> Any:
    """One row of what may be seen; 404 as well for an identifier that is none."""
    try:
        row = rows.filter(**lookup).first()
    except (ValueError, ValidationError) as unreadable:
        raise Http404 from unreadable
    if row is None:
        raise Http404
    return row


def form_page(
    request: HttpRequest, form: BaseForm, *, title: str, button: str, status: int | None = None, **more: Any
) -> HttpResponse:
    """A page of one form.

    `more`: `back`, `caption`, `intro`, `danger`, or a `template` of one's own and what that prints.
    """
    template = more.pop("template", "layouts/form.html")
    status = status or (422 if form.is_bound and form.errors else 200)
    return render(request, template, {"form": form, "title": title, "button": button, **more}, status=status)


def submit(
    request: HttpRequest,
    form: BaseForm,
    do: Callable[[dict[str, Any]], str],
    *,
    title: str,
    button: str,
    **more: Any,
) -> HttpResponse:
    """The whole of an ordinary form view: show it, or do it once and go on, or say why it was refused.

    `do` is given the cleaned data and returns where to go next; a `Refused` that it raises is shown above
    the form, with everything typed still there. `more` as in `form_page`.
    """
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                return once(request, lambda: do(form.cleaned_data))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return form_page(request, form, title=title, button=button, **more)


def submit_thanking(
    request: HttpRequest,
    form: BaseForm,
    act: Callable[[dict[str, Any]], object],
    *,
    thanks: str,
    then: str,
    **page: Any,
) -> HttpResponse:
    """`submit` for what is thanked for in one sentence and leads on, and back, to one place."""

    def do(sent: dict[str, Any]) -> str:
        act(sent)
        messages.success(request, thanks)
        return then

    return submit(request, form, do, **({"back": then} | page))


def pressed(request: HttpRequest, do: Callable[[], str], *, then: str) -> HttpResponse:
    """The whole view of a button: do it once and thank with the sentence that `do` returns, or say there why
    it was refused; either way on to `then`.
    """

    def done() -> str:
        messages.success(request, do())
        return then

    try:
        return once(request, done)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(then)


def fresh(request: HttpRequest, version: object, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """For a page that polls: 204 when the `version` it holds is still the present one, else the answer.

    The page sends the version that it holds as `?version=` or `If-None-Match`; the answer carries the
    present one as its `ETag`.
    """
    present = str(version)
    held = request.GET.get("version") or request.headers.get("If-None-Match", "").strip('"')
    if held == present:
        return HttpResponse(status=204)
    response = answer()
    response.headers["ETag"] = f'"{present}"'
    return response
