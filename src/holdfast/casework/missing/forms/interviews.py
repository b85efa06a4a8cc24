"""Arranging a return interview and writing down what was said."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from holdfast.casework.missing.models import Interview, InterviewAttempt
from holdfast.casework.missing.operations.content import CODED, WORDS, Content
from holdfast.kernel import clock
from holdfast.kernel.causes_and_risks import CAUSES, RISKS
from holdfast.web import forms


class AssignForm(forms.Form):
    """Who is to hold it."""

    provider = forms.TypedChoiceField(label="Agency", coerce=UUID)
    interviewer = forms.TypedChoiceField(
        label="Person",
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text="Somebody of that agency, or anybody of it.",
    )
    why = forms.LongTextField(
        label="Why nobody independent can hold it",
        required=False,
        rows=3,
        help_text="Only where the agency runs the placement or is the responsible authority.",
    )

    def __init__(
        self, *args: Any, agencies: list[tuple[str, str]], people: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].choices = [("", "Choose an agency"), *agencies]  # type: ignore[attr-defined]
        self.fields["interviewer"].choices = [("", "Anybody of it"), *people]  # type: ignore[attr-defined]


class WhenForm(forms.Form):
    """When something was done; now unless something else is said."""

    at = forms.InstantField(label="When")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("at", clock.now())
        super().__init__(*args, **kwargs)


class DeclineForm(WhenForm):
    reason = forms.LongTextField(label="Why the child declined", rows=3)


class CarersForm(WhenForm):
    said = forms.LongTextField(label="What the parents or carers said")


class AttemptForm(WhenForm):
    how = forms.ChoiceField(label="How", choices=InterviewAttempt.How.choices, widget=forms.Radios)
    outcome = forms.LongTextField(label="What came of it", rows=3)


class CoverForm(forms.Form):
    """A further return that this interview is about."""

    episode = forms.TypedChoiceField(label="Return", coerce=UUID, widget=forms.Radios)

    def __init__(self, *args: Any, returns: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["episode"].choices = returns  # type: ignore[attr-defined]


class ContentForm(forms.VersionedForm):
    """What the child said. It saves itself as it is written; held once it says when."""

    account = forms.LongTextField(label="What happened, as the child tells it", required=False, rows=8)
    reasons = forms.MultipleChoiceField(
        label="Why the child went",
        required=False,
        choices=CAUSES,
        widget=forms.Checkboxes(attrs={"class": "small"}),
    )
    where = forms.LongTextField(label="Where the child was", required=False, rows=3)
    with_whom = forms.LongTextField(label="With whom", required=False, rows=3)
    harm = forms.LongTextField(label="What harm came to the child", required=False, rows=3)
    harms = forms.MultipleChoiceField(
        label="Kinds of harm or risk",
        required=False,
        choices=RISKS,
        widget=forms.Checkboxes(attrs={"class": "small"}),
    )
    wishes = forms.LongTextField(label="What the child wants to happen, in the child's words", required=False)
    held_at = forms.InstantField(label="Held", required=False, help_text="Needed to record it as held.")
    held_where = forms.CharField(label="Held where", required=False, max_length=300)

    def __init__(self, *args: Any, saves_at: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("account", "where", "with_whom", "harm", "wishes"):
            if saves_at:
                self.fields[name].widget.attrs["data-autosave"] = saves_at
        if saves_at:  # what is ticked is saved with the first box
            self.fields["account"].widget.attrs["data-autosave-form"] = ""

    @property
    def is_held(self) -> bool:
        """Whether it is to be recorded as held, and not only kept."""
        return self.data.get("then") == "held"

    def clean(self) -> dict[str, Any]:
        """Being held needs its time."""
        sent: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_held and not sent.get("held_at") and "held_at" not in self.errors:
            self.add_error("held_at", "Enter when the interview was held")
        return sent

    @classmethod
    def shown(cls, interview: Interview) -> dict[str, Any]:
        """What stands in the boxes at first."""
        said = {name: getattr(interview, name) for name in (*WORDS, *CODED)}
        return said | {"held_at": interview.held_at, "version": interview.version}

    def content(self) -> Content:
        """What was written."""
        sent = self.cleaned_data
        said: dict[str, Any] = {name: sent[name] for name in WORDS}
        return Content(**said | {name: tuple(sent[name]) for name in CODED})
