"""Screening tools: their versions, uploading one with every fault named, reading it as a form."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from holdfast.casework.screening import operations
from holdfast.casework.screening.forms.keeping import FileOrTextForm
from holdfast.casework.screening.models import ToolVersion
from holdfast.casework.screening.queries.tools import tools_in_use, version_rows
from holdfast.casework.screening.rules.reading import FaultyTool, read_tool
from holdfast.casework.screening.rules.shipped import shipped_source, shipped_tool
from holdfast.casework.screening.rules.tool import Tool
from holdfast.casework.screening.shell import sections
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.downloads import attached
from holdfast.web.pages import form_page, submit
from holdfast.web.submissions import once

KEEP = Permission.KEEP_SCREENING


@allow("GET", permission=KEEP)
def tools(request: PersonRequest) -> HttpResponse:
    """All versions, and which are filled in."""
    rows = version_rows(request.actor)
    has_shipped = any(row.version.key == shipped_tool().key for row in rows)
    return render(
        request,
        "screening/tools.html",
        {"rows": rows, "offers_shipped": not has_shipped, "sections": sections(request)},
    )


@allow("POST", permission=KEEP)
def shipped(request: PersonRequest) -> HttpResponse:
    """Take over the tool that comes with the product, and put it in use."""

    def do() -> str:
        made = operations.add_tool(by=request.actor, source=shipped_source())
        operations.put_in_use(by=request.actor, version=made)
        messages.success(request, f"{made} is in use.")
        return reverse("screening:tool", args=[made.pk])

    return once(request, do)


@allow("GET", "POST", permission=KEEP)
def new_tool(request: PersonRequest) -> HttpResponse:
    """Upload or paste a tool: check it and see it as a form, or keep it; nothing typed is lost."""
    form = FileOrTextForm(request.POST or None, request.FILES or None)
    page: dict[str, Any] = {
        "title": "Add a version of a tool", "button": "Check and keep", "back": reverse("screening:tools"),
        "template": "screening/new_tool.html", "example": shipped_source(),
    }  # fmt: skip

    def do(sent: dict[str, Any]) -> str:
        made = operations.add_tool(by=request.actor, source=sent["source"])
        messages.success(request, "No fault was found, and it is kept. Read it below, then put it in use.")
        return reverse("screening:tool", args=[made.pk])

    try:
        if request.POST.get("then") == "check" and form.is_valid():
            tool = read_tool(form.cleaned_data["source"].replace("\r\n", "\n"))
            return form_page(request, form, **page, preview=tool, heads=_heads(tool))
        return submit(request, form, do, **page)
    except FaultyTool as faulty:
        form.add_faults(faulty)
        return form_page(request, form, **page)


def _heads(tool: Tool) -> list[dict[str, Any]]:
    return [{"text": window.title, "numeric": True} for window in tool.windows]


def _found(request: PersonRequest, tool_id: UUID) -> ToolVersion:
    found: ToolVersion = get_object_or_404(ToolVersion.objects.visible_to(request.actor), pk=tool_id)
    return found


@allow("GET", permission=KEEP)
def tool(request: PersonRequest, tool_id: UUID) -> HttpResponse:
    """One version as people fill it in, with its scores, bands and floors."""
    version = _found(request, tool_id)
    is_in_use = any(one.pk == version.pk for one in tools_in_use(request.actor))
    context = {
        "version": version,
        "tool": version.tool,
        "is_in_use": is_in_use,
        "heads": _heads(version.tool),
    }
    return render(request, "screening/tool.html", context)


@allow("GET", permission=KEEP)
def tool_file(request: PersonRequest, tool_id: UUID) -> HttpResponse:
    """The file itself, to change and upload as another version."""
    version = _found(request, tool_id)
    return attached(version.source, "text/plain; charset=utf-8", f"{version.key}.toml")


@allow("POST", permission=KEEP)
def use(request: PersonRequest, tool_id: UUID) -> HttpResponse:
    """People fill in this version from now on."""
    version = _found(request, tool_id)

    def do() -> str:
        operations.put_in_use(by=request.actor, version=version)
        messages.success(request, f"{version} is in use. Drafts go on with their own version.")
        return reverse("screening:tools")

    return once(request, do)


@allow("POST", permission=KEEP)
def end_of_use(request: PersonRequest, tool_id: UUID) -> HttpResponse:
    """Nobody begins with it any more."""
    version = _found(request, tool_id)

    def do() -> str:
        operations.take_out_of_use(by=request.actor, version=version)
        messages.success(request, f"{version} is no longer in use. What was filled in with it stays.")
        return reverse("screening:tools")

    return once(request, do)
