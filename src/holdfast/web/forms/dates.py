"""A date in three boxes, tolerantly read, with an error that names the box."""

import re
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from holdfast.web import words

PARTS = ("day", "month", "year")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEPARATORS = re.compile(r"[\s/.\-,]+")
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)$")


class DateInput(forms.Widget):
    """Day, month and year; also takes the whole date as one value under its own name."""

    template_name = "forms/date.html"
    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The three texts as typed, or `None` where nothing was."""
        typed = [str(data.get(f"{name}_{part}") or "").strip() for part in PARTS]
        if any(typed):
            return typed
        return split_date(str(data.get(name) or "")) or None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether the form that was sent had no such field."""
        return name not in data and not any(f"{name}_{part}" in data for part in PARTS)

    def id_for_label(self, id_: str) -> str:
        """The first box."""
        return f"{id_}_day"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The boxes with what was typed in each."""
        context = super().get_context(name, value, attrs)
        widget: Any = context["widget"]
        shown = value if isinstance(value, list) else split_date(str(value)) if value else ["", "", ""]
        base = widget["attrs"].setdefault("id", f"id_{name}")
        wrong = wrong_parts(shown) if widget["attrs"].get("aria-invalid") else ()
        widget["parts"] = [
            {
                "name": f"{name}_{part}",
                "id": f"{base}_{part}",
                "label": part.capitalize(),
                "value": text,
                "width": 4 if part == "year" else 2,
                "is_numeric": True,
                "is_wrong": part in wrong,
            }
            for part, text in zip(PARTS, shown, strict=True)
        ]
        return context


class DateField(forms.Field):
    """A real calendar date, read from `3`, `March` or `3`, `26` or `2026`."""

    widget = DateInput

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.earliest, self.latest = earliest, latest

    def to_python(self, value: Any) -> date | None:
        """The date, or an error that says what is missing or wrong."""
        if isinstance(value, datetime):
            return words.london(value).date()
        if value in self.empty_values or isinstance(value, date):
            return value or None
        typed = list(value) if isinstance(value, (list, tuple)) else split_date(str(value))
        return self._read(typed)

    def _read(self, typed: list[str]) -> date:
        missing = [part for part, text in zip(PARTS, typed, strict=True) if not text]
        if missing:
            raise ValidationError(f"The date must include a {words.listed(missing)}", code="incomplete")
        numbers = read_parts(typed)
        try:
            return date(*(number or 0 for number in reversed(numbers)))
        except ValueError:
            raise ValidationError("Enter a real date, such as 3 March 2026", code="invalid")

    def validate(self, value: Any) -> None:
        """Refuse a date outside the field's bounds."""
        super().validate(value)
        if value and self.earliest and value < self.earliest:
            raise ValidationError(f"Enter a date on or after {words.short_day(self.earliest)}", code="early")
        if value and self.latest and value > self.latest:
            raise ValidationError(f"Enter a date on or before {words.short_day(self.latest)}", code="late")

    def prepare_value(self, value: Any) -> Any:
        """What stands in the boxes."""
        value = words.london(value).date() if isinstance(value, datetime) else value
        return [str(value.day), str(value.month), str(value.year)] if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the date differs from the one first shown."""
        return super().has_changed(self.to_python(initial), data)

    def first_wrong(self, bound: BoundField) -> str:
        """The id of the box that an error should lead to."""
        typed = bound.data if isinstance(bound.data, list) else ["", "", ""]
        return f"{bound.auto_id}_{wrong_parts(typed)[0]}"


def split_date(text: str) -> list[str]:
    """`3 March 2026`, `3/3/26` or `2026-03-03` as day, month and year texts; empty when there is nothing."""
    pieces = [piece for piece in _SEPARATORS.split(text.strip()) if piece]
    if not pieces:
        return []
    if len(pieces[0]) == 4 and pieces[0].isdigit():
        pieces.reverse()
    return [*pieces, "", "", ""][:3]


def read_parts(typed: list[str]) -> list[int | None]:
    """Day, month, year as numbers; `None` for what cannot be read."""
    day, month, year = (text.strip().lower() for text in typed)
    return [_number(_ORDINAL.sub("", day)), _month(month), _year(year)]


def wrong_parts(typed: list[str]) -> tuple[str, ...]:
    """Which boxes are at fault: the empty or unreadable ones, else all of them."""
    if not any(typed):
        return PARTS
    day, month, year = read_parts(typed)
    faulty = (not day or day > 31, not month or month > 12, not year)
    return tuple(part for part, is_wrong in zip(PARTS, faulty, strict=True) if is_wrong) or PARTS


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


def _month(text: str) -> int | None:
    if text[:3] in _MONTHS and text.isalpha():
        return _MONTHS.index(text[:3]) + 1
    return _number(text)


def _year(text: str) -> int | None:
    year = _number(text)
    if year is None or len(text) == 3:
        return None
    return 2000 + year if len(text) <= 2 else year
