"""Where a message leads when it is about more than one thing; the app that owns the list says where it is."""

from __future__ import annotations

from django.urls import reverse

_list_of_everything = ["home"]


def list_everything_at(route: str) -> None:
    """Name the page that lists all that somebody owes; called in an app's `ready`."""
    _list_of_everything[:] = [route]


def everything_owed() -> str:
    """The path of that page, the home page where no app named one."""
    return reverse(_list_of_everything[0])
