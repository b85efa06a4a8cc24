"""The forms of minutes."""

from __future__ import annotations

from typing import Any

from holdfast.governance.minutes.queries import MinutesPage
from holdfast.web import forms
from holdfast.web.words import day


class SectionForm(forms.VersionedForm):
    """What the minutes say of one item."""

    text = forms.LongTextField(label="What the minutes say", required=False)
    reason = forms.CharField(label="Why it is corrected", required=False, max_length=500)


class CheckForm(forms.VersionedForm):
    """The chair's check of one version."""


class ApprovalForm(forms.VersionedForm):
    """At which meeting they were approved."""

    meeting = forms.ChoiceField(label="Approved at the meeting of")

    def __init__(self, *args: Any, page: MinutesPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(meeting.pk), day(meeting.starts_at)) for meeting in page.approving_meetings]
        self.fields["meeting"].choices = choices  # type: ignore[attr-defined]


class DistributionForm(forms.Form):
    """To whom the minutes are given, and why somebody outside the group has them."""

    people = forms.MultipleChoiceField(
        label="Who is given them", widget=forms.Checkboxes(attrs={"class": "small"})
    )
    reason = forms.CharField(label="Reason", max_length=300, initial="Member of the group")

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = people  # type: ignore[attr-defined]
