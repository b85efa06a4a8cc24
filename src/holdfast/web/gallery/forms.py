"""A form with every kind of field."""

from datetime import date

from holdfast.web import forms

AGENCIES = [("police", "Police"), ("health", "Health"), ("care", "Children’s social care")]


class EverythingForm(forms.Form):
    """One of each."""

    title = forms.CharField(label="What is to be done", help_text="One line, beginning with a verb")
    detail = forms.LongTextField(label="Detail", required=False, max_length=500)
    agency = forms.ChoiceField(label="Agency", choices=[("", "Choose an agency"), *AGENCIES])
    manner = forms.ChoiceField(
        label="How will it be done?",
        choices=[("visit", "By a visit"), ("letter", "By letter")],
        widget=forms.Radios(
            hints={"visit": "Someone goes in person", "letter": "Sent and kept with the record"}
        ),
    )
    told = forms.MultipleChoiceField(label="Who is told", choices=AGENCIES, widget=forms.Checkboxes)
    due_on = forms.DateField(
        label="Due date", help_text="For example, 3 March 2026", earliest=date(2020, 1, 1)
    )
    starts = forms.TimeField(label="Start", help_text="For example, 2:30pm")
    arrived_at = forms.InstantField(label="Arrived", required=False)
    members = forms.IntegerField(label="Number of members", min_value=1)
    paper = forms.FileField(label="Paper", required=False)
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    agreed = forms.BooleanField(label="The chair has agreed")


class FilterForm(forms.Form):
    """What a list may be narrowed by."""

    says_optional = False
    agency = forms.ChoiceField(label="Agency", choices=[("", "Any"), *AGENCIES], required=False)
    state = forms.MultipleChoiceField(
        label="State",
        choices=[("open", "Open"), ("done", "Done")],
        required=False,
        widget=forms.Checkboxes(attrs={"class": "small"}),
    )
