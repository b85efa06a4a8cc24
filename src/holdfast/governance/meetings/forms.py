"""What people fill in about meetings."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from holdfast.governance.documents.inspection import too_large
from holdfast.governance.documents.kinds import ACCEPT, TAKEN
from holdfast.governance.documents.models import DocumentVersion
from holdfast.stewardship.tenancy.models import Person
from holdfast.web import forms

LONGEST_MINUTES = 24 * 60
_DEPUTY = {False: "No, my deputy comes", True: "No: a deputy comes"}


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A person by name, with their agency to tell two of one name apart."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {obj.agency}"


class PeopleField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several people by name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {obj.agency}"


class WhenWhereForm(forms.Form):
    """Date, length and place of one meeting."""

    starts_at = forms.InstantField(label="Date and start time", help_text="For example, 3 March 2026, 2pm")
    minutes = forms.IntegerField(
        label="Length in minutes", min_value=5, max_value=LONGEST_MINUTES, initial=120
    )
    place = forms.CharField(label="Place", required=False, max_length=300)
    online_link = forms.CharField(
        label="Link to join online", required=False, max_length=500, help_text="Begins with https://"
    )

    def clean_online_link(self) -> str:
        link: str = self.cleaned_data["online_link"].strip()
        if link and not link.startswith("https://"):
            raise ValidationError("Enter a link that begins with https://")
        return link

    def when(self) -> dict[str, Any]:
        """Start and end as the operations take them."""
        starts_at: datetime = self.cleaned_data["starts_at"]
        ends_at = starts_at + timedelta(minutes=self.cleaned_data["minutes"])
        place = {name: self.cleaned_data[name] for name in ("place", "online_link")}
        return {"starts_at": starts_at, "ends_at": ends_at, **place}


class MoveForm(WhenWhereForm):
    """Another date or place, and why."""

    reason = forms.CharField(label="Why it changes", required=False, max_length=500)


class ExtraordinaryForm(WhenWhereForm):
    """An extra meeting: why, and at whose request."""

    reason = forms.LongTextField(label="Why it is called", max_length=1000, rows=3)
    asked_by = PeopleField(
        label="Members who ask for it",
        queryset=Person.objects.none(),
        required=False,
        widget=forms.Checkboxes(attrs={"class": "small"}),
        help_text="Leave empty when the chair calls it.",
    )

    def __init__(self, *args: Any, members: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked_by"].queryset = members  # type: ignore[attr-defined]


class SeriesForm(forms.Form):
    """From when, how many, at what hour, for how long."""

    start = forms.DateField(label="Propose dates from")
    count = forms.IntegerField(label="How many meetings", min_value=1, max_value=120)
    starts = forms.TimeField(label="Start time", help_text="For example, 2pm")
    minutes = forms.IntegerField(label="Length in minutes", min_value=5, max_value=LONGEST_MINUTES)
    place = forms.CharField(label="Place", required=False, max_length=300)


class CancelForm(forms.Form):
    """Why a meeting is called off."""

    reason = forms.LongTextField(
        label="Why it is cancelled",
        max_length=1000,
        rows=3,
        help_text="Everyone expected reads this.",
    )


class ItemForm(forms.Form):
    """One item of business."""

    title = forms.CharField(label="Title", max_length=300)
    purpose = forms.LongTextField(label="What is asked of the group", max_length=1000, rows=3, required=False)
    lead = PersonField(label="Who leads it", queryset=Person.objects.none(), required=False, empty_label="")
    minutes_planned = forms.IntegerField(
        label="Minutes planned", min_value=1, max_value=LONGEST_MINUTES, required=False
    )

    def __init__(
        self,
        *args: Any,
        people: QuerySet[Person],
        kinds: tuple[str, ...],
        has_elections: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = people  # type: ignore[attr-defined]
        if has_elections:
            choices = [("business", "Business"), ("election", "Election to an office")]
            self.fields["kind"] = forms.ChoiceField(label="What it is", choices=choices, widget=forms.Radios)
        if kinds:
            choices = [("", "Ordinary business"), *((kind, kind.capitalize()) for kind in kinds)]
            self.fields["business_kind"] = forms.ChoiceField(
                label="Kind of item",
                required=False,
                choices=choices,
                help_text="The terms set another quorum, or another way to decide, for some kinds.",
            )


class PaperForm(forms.Form):
    """A file, and what it is called on the agenda."""

    title = forms.CharField(label="Title of the paper", max_length=300)
    file = forms.FileField(
        label="File",
        help_text=f"{TAKEN}. Up to 50 MB.",
        max_length=None,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, was_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if was_too_large:
            self.fields["file"].error_messages["required"] = too_large()
        self.fields["file"].error_messages["empty"] = "This file is empty. Check that it was saved."


class VersionForm(PaperForm):
    """A newer version of a paper."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["title"]


class PinField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A version of a document that the group has."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.document.title} (version {obj.number}, {obj.file_name})"


class PinForm(forms.Form):
    """A paper that the group already has."""

    version = PinField(label="Paper", queryset=DocumentVersion.objects.none(), empty_label="")

    def __init__(self, *args: Any, versions: QuerySet[DocumentVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].queryset = versions  # type: ignore[attr-defined]


class InviteForm(forms.Form):
    """Whom to invite, to what, and why."""

    person = PersonField(label="Who", queryset=Person.objects.none(), empty_label="")
    item = forms.ChoiceField(label="To which item", required=False)
    reason = forms.CharField(label="Why", required=False, max_length=500)

    def __init__(
        self, *args: Any, people: QuerySet[Person], items: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["item"].choices = items  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """Coming, apologies, or a deputy: one step."""

    answer = forms.ChoiceField(
        label="Will you be there?",
        widget=forms.Radios,
        choices=[("coming", "Yes, I am coming"), ("apologies", "No, I send apologies")],
        error_messages={"required": "Say whether you are coming"},
    )
    reason = forms.CharField(label="Reason for apologies", required=False, max_length=500)

    def __init__(
        self,
        *args: Any,
        deputies: QuerySet[Person] | None = None,
        seats: list[tuple[str, str]] | None = None,
        name: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if name:
            self.fields["answer"].label = f"Will {name} be there?"
            choices = [("coming", "Yes"), ("apologies", "No: apologies")]
            self.fields["answer"].choices = choices  # type: ignore[attr-defined]
        if deputies is not None:
            self._offer_deputies(deputies, seats or [], name)

    def _offer_deputies(self, deputies: QuerySet[Person], seats: list[tuple[str, str]], name: str) -> None:
        answer: Any = self.fields["answer"]
        answer.choices = [
            *answer.choices,
            ("deputy", _DEPUTY[bool(name)]),
        ]
        self.fields["deputy"] = PersonField(label="Deputy", queryset=deputies, required=False, empty_label="")
        if len(seats) > 1:
            self.fields["seat"] = forms.ChoiceField(label="For which seat", choices=seats, required=False)

    def clean(self) -> dict[str, Any]:
        """A deputy is named when a deputy is sent."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("answer") == "deputy" and not cleaned.get("deputy"):
            self.add_error("deputy", "Choose who stands in")
        return cleaned
