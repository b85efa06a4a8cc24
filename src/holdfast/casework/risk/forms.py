"""The forms of risk: an assessment, a place on the list, a plan, what is shared and where it is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from holdfast.casework.children.codes import Area
from holdfast.casework.risk.models import Level, PlanReview
from holdfast.casework.risk.queries.listing import Category, ListFilter
from holdfast.casework.risk.rules.listing import Change
from holdfast.kernel import clock
from holdfast.web import forms

_FROM = "Leave empty for now. A day before is for what was decided then and is written down only today."


class ListForm(forms.Form):
    """Narrows the list, and says as of which day; it stands in the address."""

    says_optional = False
    on = forms.DateField(label="As it stood at the end of", required=False)
    category = forms.ChoiceField(
        label="Only",
        required=False,
        choices=[("", "Everybody on the list"), *((one.value, one.words) for one in Category)],
    )

    def wanted(self) -> ListFilter:
        """The filter asked for; what cannot be understood, and days to come, are left out."""
        self.full_clean()
        chosen = getattr(self, "cleaned_data", {})
        on, category = chosen.get("on"), chosen.get("category")
        if on is not None and on > clock.today():
            on = None
        return ListFilter(on=on, category=Category(category) if category else None)


class HistoryForm(forms.Form):
    """Between which days."""

    says_optional = False
    since = forms.DateField(label="From", required=False)
    until = forms.DateField(label="To", required=False)


class LevelForm(forms.Form):
    """An assessment of risk in one area."""

    area = forms.ChoiceField(label="Area of risk", widget=forms.Radios)
    level = forms.ChoiceField(
        label="Level", widget=forms.Radios(attrs={"class": "inline"}), choices=Level.choices
    )
    circumstances = forms.ChoiceField(label="Circumstances", required=False)
    reason = forms.LongTextField(label="Why this level")
    child_view = forms.LongTextField(
        label="How the child sees it",
        required=False,
        help_text="This, or the next: one of the two is needed.",
    )
    no_view_reason = forms.CharField(label="Or why the child's view is not known", required=False)
    protective_factors = forms.LongTextField(label="What protects the child", required=False)
    framework = forms.CharField(
        label="Framework used", required=False, help_text="The tool or guidance that the assessment follows."
    )
    suggested = forms.ChoiceField(
        label="Level that the framework gives",
        required=False,
        choices=[("", "It gives none"), *Level.choices],
    )
    override_reason = forms.CharField(
        label="Why the level is another than the framework's", required=False, max_length=1000
    )
    meeting = forms.ChoiceField(label="At which meeting", required=False)
    on = forms.DateField(label="From which day", required=False, help_text=_FROM)
    is_provisional = forms.ChoiceField(
        label="Does a meeting still have to confirm it?",
        widget=forms.Radios(attrs={"class": "inline"}),
        choices=[("yes", "Yes, it is provisional"), ("no", "No, it is confirmed")],
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        areas: Iterable[Area],
        circumstances: Iterable[str],
        meetings: list[tuple[str, str]],
        may_confirm: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["area"].choices = [(area.value, area.label) for area in areas]
        fields["meeting"].choices = [("", "Between meetings"), *meetings]
        known = [(one, one.capitalize()) for one in circumstances]
        fields["circumstances"].choices = [("", "Nothing in particular"), *known]
        if not known:
            del fields["circumstances"]
        if not may_confirm:
            del fields["is_provisional"], fields["meeting"]

    def clean(self) -> dict[str, Any]:
        """The child's view, or why there is none."""
        sent: dict[str, Any] = super().clean() or self.cleaned_data
        if not sent.get("child_view") and not sent.get("no_view_reason"):
            self.add_error("child_view", "Write how the child sees it, or why that is not known")
        return sent


class PlaceForm(forms.Form):
    """A change of a child's place on the list."""

    review_on = forms.DateField(label="Look at it again on")
    reason = forms.LongTextField(label="Why")
    meeting = forms.ChoiceField(label="At which meeting", required=False)
    on = forms.DateField(label="From which day", required=False, help_text=_FROM)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, change: Change, meetings: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["meeting"].choices = [("", "Between meetings"), *meetings]
        if change not in (Change.WATCHED, Change.REDATED):
            del fields["review_on"]


class PlanForm(forms.Form):
    """What is agreed to keep a child safe."""

    text = forms.LongTextField(label="What is agreed", help_text="Who does what to keep the child safe.")
    agreed_with = forms.CharField(
        label="Agreed with", required=False, help_text="Agencies, the child, the family.", max_length=500
    )
    agreed_on = forms.DateField(label="Agreed on")
    review_on = forms.DateField(label="Look at it again on")
    meeting = forms.ChoiceField(label="At which meeting", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, meetings: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = [("", "Between meetings"), *meetings]  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    """How a plan goes."""

    followed = forms.ChoiceField(
        label="Is the plan followed?", widget=forms.Radios, choices=PlanReview.Followed.choices
    )
    text = forms.LongTextField(label="How it goes")
    next_on = forms.DateField(label="Look at it again on")
    meeting = forms.ChoiceField(label="At which meeting", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, meetings: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = [("", "Between meetings"), *meetings]  # type: ignore[attr-defined]


class ReasonForm(forms.TextForm):
    """One text; its label says what of."""

    reason = forms.LongTextField()


class ReferenceForm(forms.Form):
    """Under which reference something stands on an agency's own system."""

    reference = forms.CharField(label="Reference on your system", max_length=120)


class AgenciesForm(forms.Form):
    """Which agencies."""

    agencies = forms.MultipleChoiceField(
        label="Agencies", required=False, widget=forms.Checkboxes(attrs={"class": "small"})
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].choices = choices  # type: ignore[attr-defined]

    def ids(self) -> list[UUID]:
        """Those chosen."""
        return [UUID(one) for one in self.cleaned_data["agencies"]]


class SharingForm(AgenciesForm):
    """An information that agencies are to have on their own systems."""

    action = forms.ChoiceField(label="An open action of the child", required=False)
    text = forms.LongTextField(label="Or an information", required=False)
    relevance = forms.CharField(label="Why they need it", required=False, max_length=300)
    basis = forms.CharField(
        label="Basis for sharing",
        required=False,
        max_length=300,
        help_text="As a rule a legal obligation or public task, to protect the child.",
    )
    field_order = ["action", "text", "relevance", "basis", "agencies"]

    def __init__(self, *args: Any, actions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [("", "None"), *actions]  # type: ignore[attr-defined]
        if not actions:
            del self.fields["action"]


class NoticeForm(forms.Form):
    """That the other authority was told."""

    sent_on = forms.DateField(label="Told on")
    contact = forms.CharField(label="Whom, and how", required=False, max_length=200)
    note = forms.LongTextField(label="What was said", required=False)


class NoticeAnswerForm(forms.Form):
    """What the other authority answered."""

    answered_on = forms.DateField(label="Answered on")
    answer = forms.LongTextField(label="What it answered", required=False)
