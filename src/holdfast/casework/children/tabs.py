"""The tabs of a child's pages; higher apps register theirs (missing, risk, referrals)."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from holdfast.casework.children.models import Child
from holdfast.web.tabs import Tab, Tabs

__all__ = ["Tab", "child_tab", "tabs"]

_of_child: Tabs[Child] = Tabs()
child_tab = _of_child.register
tabs = _of_child.shown


@child_tab
def _overview(request: HttpRequest, child: Child) -> Tab:
    return Tab("overview", "Overview", reverse("children:child", args=[child.pk]), 0)


@child_tab
def _details(request: HttpRequest, child: Child) -> Tab:
    return Tab("details", "Details", reverse("children:details", args=[child.pk]), 500)
