"""Forms about who sits where: appointments, co-options, deputies, offices."""

from __future__ import annotations

from typing import Any

from holdfast.groups.queries.seats import Grouped
from holdfast.web import forms


class _PersonForm(forms.Form):
    person = forms.ChoiceField(label="Person")

    def __init__(self, *args: Any, people: Grouped, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "Choose a person"), *people]  # type: ignore[attr-defined]


class AppointForm(_PersonForm):
    """Somebody into a seat."""

    from_on = forms.DateField(label="From")
    to_on = forms.DateField(label="To", required=False, help_text="Leave empty where no end is known.")
    reason = forms.CharField(max_length=500, required=False, help_text="Such as a nomination by the agency.")
    replaces = forms.BooleanField(
        required=False, label="They take over: whoever holds the seat now ends the day before"
    )

    def __init__(self, *args: Any, is_held: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_held:
            del self.fields["replaces"]


class CooptForm(_PersonForm):
    """Somebody beyond the seats of the terms."""

    title = forms.CharField(max_length=200, label="As what", help_text="Such as Licensing adviser.")
    from_on = forms.DateField(label="From")
    to_on = forms.DateField(label="To", required=False, help_text="Leave empty where no end is known.")
    reason = forms.CharField(max_length=500, label="Why they are co-opted")


class DeputyForm(_PersonForm):
    """A standing deputy of a seat."""

    from_on = forms.DateField(label="From")
    to_on = forms.DateField(label="To", required=False, help_text="Leave empty where no end is known.")


class DatesForm(forms.Form):
    """Corrected dates of an appointment."""

    from_on = forms.DateField(label="From")
    to_on = forms.DateField(label="To", required=False, help_text="Leave empty where no end is known.")
    reason = forms.CharField(
        max_length=500, label="What was wrong", help_text="The old dates stay on record."
    )


class EndAppointmentForm(forms.Form):
    """The last day of an appointment."""

    on = forms.DateField(label="Last day")
    reason = forms.CharField(max_length=500, label="Why it ends", help_text="Such as moved to another post.")


class EndDeputyshipForm(forms.Form):
    """The last day of a standing deputy."""

    on = forms.DateField(label="Last day")


class OfficeForm(_PersonForm):
    """Somebody into an office."""

    how = forms.ChoiceField(label="How they come to it", widget=forms.Radios)
    from_on = forms.DateField(label="From")
    term_ends_on = forms.DateField(
        label="Term ends",
        required=False,
        help_text="Leave empty for the term that the charter sets.",
    )
    reason = forms.CharField(max_length=500, required=False, help_text="Such as the Board's minute.")

    def __init__(self, *args: Any, ways: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = ways  # type: ignore[attr-defined]
        if len(ways) == 1:
            self.fields["how"].initial = ways[0][0]


class OnForm(forms.Form):
    """A date to look at."""

    on = forms.DateField(label="Membership as on")
