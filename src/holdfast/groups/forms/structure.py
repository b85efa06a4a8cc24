"""Forms about Boards, their meeting dates, and groups."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from holdfast.groups.models import Board, Group, Level
from holdfast.stewardship.access.actor import Actor
from holdfast.web import forms
from holdfast.web.forms.dates import split_date


class BoardForm(forms.VersionedForm):
    """A Board's name."""

    name = forms.CharField(max_length=200, help_text="As its own papers have it.")
    short_name = forms.CharField(
        max_length=60, required=False, label="Short name", help_text="What people call it, for lists."
    )


class DaysField(forms.LongTextField):
    """Many dates at once, one a line."""

    def to_python(self, value: Any) -> Any:
        """The dates; every line that is none is named."""
        lines = [line.strip() for line in (super().to_python(value) or "").splitlines()]
        days, wrong = [], []
        for number, line in enumerate(lines, start=1):
            if line:
                day = _day(line)
                days.append(day) if day else wrong.append(f"Line {number}, “{line[:40]}”, is not a date")
        if wrong:
            raise forms.ValidationError([*wrong, "Write each as 3 March 2026 or 03/03/2026"])
        return days


def _day(line: str) -> date | None:
    from holdfast.web.forms.dates import DateField

    words = re.sub(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[,. ]+", "", line, flags=re.IGNORECASE)
    try:
        return DateField().to_python(split_date(words))
    except forms.ValidationError:
        return None


class BoardDatesForm(forms.Form):
    """The dates on which a Board meets."""

    days = DaysField(
        label="Dates",
        rows=6,
        max_length=5000,
        help_text="One a line, such as 3 March 2026. Paste as many as you like.",
    )


class GroupForm(forms.VersionedForm):
    """A group, its place in the tree and its Boards."""

    name = forms.CharField(max_length=200)
    short_name = forms.CharField(max_length=60, label="Short name", help_text="Such as MACE or MSET.")
    level = forms.ChoiceField(choices=Level, widget=forms.Radios)
    parent = forms.ChoiceField(
        required=False, label="Reports to the group", help_text="Leave empty at the top of the tree."
    )
    boards = forms.MultipleChoiceField(
        required=False, widget=forms.Checkboxes, help_text="A group may belong to several Boards."
    )

    def __init__(self, *args: Any, actor: Actor, own_id: object = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Group.objects.visible_to(actor).exclude(pk=own_id).order_by("name")
        parents = [(str(pk), name) for pk, name in others.values_list("pk", "name")]
        boards = Board.objects.visible_to(actor).order_by("name").values_list("pk", "name")
        self.fields["parent"].choices = [("", "No group"), *parents]  # type: ignore[attr-defined]
        self.fields["boards"].choices = [(str(pk), name) for pk, name in boards]  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """A last day and why."""

    on = forms.DateField(label="Last day")
    reason = forms.CharField(max_length=500, label="Why it ends")


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(max_length=500)
