"""An instant: a date in three boxes and a time in one, as a London clock shows it."""

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from holdfast.kernel import clock
from holdfast.web import words
from holdfast.web.forms.dates import DateField, DateInput, wrong_parts
from holdfast.web.forms.times import TimeField

AT_FAULT_IS_THE_TIME = ("no_time", "invalid_time", "skipped_time")


class InstantInput(forms.MultiWidget):
    """The date's boxes and the time's, under one legend."""

    template_name = "forms/instant.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"date": DateInput(), "time": TimeField.widget}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """Date and time in London."""
        if not isinstance(value, datetime):
            return [None, None]
        local = words.london(value)
        return [[str(local.day), str(local.month), str(local.year)], words.clock_time(local)]

    def id_for_label(self, id_: str) -> str:
        """The day's box."""
        return f"{id_}_0_day"


class InstantField(forms.MultiValueField):
    """An aware instant in UTC; a time that the spring clock change skips is refused."""

    widget = InstantInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            fields=(DateField(required=False), TimeField(required=False)), require_all_fields=False, **kwargs
        )

    def compress(self, data_list: list[Any]) -> datetime | None:
        """One instant from both parts."""
        if not data_list or not any(data_list):
            return None
        on, at = data_list
        if not isinstance(on, date):
            raise ValidationError("Enter the date as well as the time", code="incomplete")
        if not isinstance(at, time):
            raise ValidationError("Enter the time as well as the date, such as 2:30pm", code="no_time")
        return _instant(on, at)

    def first_wrong(self, bound: BoundField) -> str:
        """The id of the box that an error should lead to."""
        code = bound.form.errors.as_data()[bound.name][0].code
        if code in AT_FAULT_IS_THE_TIME:
            return f"{bound.auto_id}_1"
        typed = bound.data[0] if bound.data else None
        return f"{bound.auto_id}_0_{wrong_parts(typed if isinstance(typed, list) else ['', '', ''])[0]}"


def _instant(on: date, at: time) -> datetime:
    local = datetime.combine(on, at, tzinfo=clock.LONDON)
    instant = local.astimezone(UTC)
    if instant.astimezone(clock.LONDON).time() != at:
        raise ValidationError(
            "The clocks went forward: there was no such time that night", code="skipped_time"
        )
    return instant
