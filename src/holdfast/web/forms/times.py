"""A time of day as people write it: `2:30pm`, `14:30`, `2.30 pm`, `1430`, `midday`."""

import re
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from holdfast.web import words

_TIME = re.compile(r"(\d{1,2})(?:[:. ]?(\d{2}))?\s*([ap])?\.?(?:m\.?)?", re.IGNORECASE)
_NAMED = {"midday": time(12), "noon": time(12), "midnight": time(0)}


class TimeField(forms.Field):
    """A time in one box, tolerantly read."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"})
    default_error_messages = {"invalid": "Enter a time, such as 2:30pm or 14:30"}

    def to_python(self, value: Any) -> time | None:
        """The time, or an error that shows two ways to write one."""
        if isinstance(value, time) or value in self.empty_values:
            return value or None
        parsed = parse_time(str(value))
        if parsed is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid_time")
        return parsed

    def prepare_value(self, value: Any) -> Any:
        """What stands in the box."""
        return words.clock_time(value) if isinstance(value, (time, datetime)) else value


def parse_time(text: str) -> time | None:
    """The time that the text says, or `None`."""
    text = text.strip().lower()
    if text in _NAMED:
        return _NAMED[text]
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        return time(hour, minute) if half == "p" and 13 <= hour <= 23 and minute < 60 else None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif found[2] is None:
        return None
    return time(hour, minute) if hour < 24 and minute < 60 else None
