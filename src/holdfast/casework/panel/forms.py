"""The forms of the case meeting."""

from __future__ import annotations

from typing import Any

from holdfast.casework.panel.models import Basis, Bundle, PracticeNote
from holdfast.governance.actions import queries as actions
from holdfast.stewardship.access.actor import Actor
from holdfast.web import forms
from holdfast.web.identifiers import uuid_or_none


class ListedChildForm(forms.Form):
    """A child put on the list by hand."""

    reference = forms.CharField(
        label="The child's reference",
        max_length=12,
        help_text="For example, K7F3Q. It stands on the child's page.",
    )
    reason = forms.LongTextField(label="Why the child is to be discussed")


class DeferralForm(forms.Form):
    reason = forms.LongTextField(label="Why the child is put off to the next meeting")


class WithdrawalForm(forms.Form):
    reason = forms.CharField(label="Why it is taken back", max_length=300)


class ConflictForm(forms.Form):
    """Who must not see a child."""

    person = forms.TypedChoiceField(label="Who has the conflict of interest", coerce=uuid_or_none)
    reason = forms.CharField(label="What the conflict is, in a few words", max_length=300)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "Choose a person"), *actions.people_choices(actor)]  # type: ignore[attr-defined]


class CaseActionForm(forms.Form):
    """An action on a child, when its line did not say everything."""

    text = forms.LongTextField(label="What is to be done")
    owner = forms.ChoiceField(label="Who does it")
    due_on = forms.DateField(label="Due date", required=False)
    is_urgent = forms.BooleanField(label="Urgent: send it to its owner now", required=False)

    def __init__(self, *args: Any, owners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "Choose who does it"), *owners]  # type: ignore[attr-defined]


class PracticeForm(forms.Form):
    """Something about how services work, for the monthly report."""

    kind = forms.ChoiceField(label="What it is", choices=PracticeNote.Kind.choices, widget=forms.Radios)
    words = forms.LongTextField(
        label="In a few words", help_text="It goes into the monthly report: write references, never names."
    )
    agency = forms.TypedChoiceField(
        label="Agency it concerns", required=False, coerce=uuid_or_none, empty_value=None
    )

    def __init__(self, *args: Any, actor: Actor, has_child: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", "None in particular"), *actions.agency_choices(actor)]  # type: ignore[attr-defined]
        if not has_child:
            kinds = [one for one in PracticeNote.Kind.choices if one[0] != PracticeNote.Kind.STUCK]
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class ResolutionForm(forms.Form):
    resolution = forms.LongTextField(label="How it was resolved")


class DisclosureForm(forms.Form):
    """What somebody who is no member was told."""

    recipient = forms.CharField(label="Who was told", max_length=200)
    organisation = forms.CharField(label="Of which organisation", max_length=200)
    purpose = forms.LongTextField(label="For what purpose")
    basis = forms.ChoiceField(label="On what basis", choices=Basis.choices)
    basis_words = forms.CharField(label="Which other basis", max_length=300, required=False)
    content = forms.LongTextField(label="What was shared", help_text="Only what the purpose needs.")
    is_refused = forms.BooleanField(label="It was decided not to share this", required=False)


class ConductForm(forms.Form):
    """The chair's closing check."""

    kept_to_aims = forms.BooleanField(
        label="The meeting stayed on its aims: less harm to children, better joint working", required=False
    )
    all_contributed = forms.BooleanField(label="Every agency could contribute", required=False)
    only_relevant = forms.BooleanField(label="Only relevant information was shared", required=False)
    actions_understood = forms.BooleanField(label="Whoever has an action understood it", required=False)
    words = forms.LongTextField(label="What to do better", required=False)


class GivingForm(forms.Form):
    """How a bundle was given."""

    how = forms.ChoiceField(label="How it is given", widget=forms.Radios)

    def __init__(self, *args: Any, ways: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = [one for one in Bundle.How.choices if one[0] in ways]  # type: ignore[attr-defined]


class AsideForm(forms.Form):
    reason = forms.CharField(label="Why this feedback is not given", max_length=300)
