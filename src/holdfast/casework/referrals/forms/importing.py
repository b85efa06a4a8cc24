"""The form that takes a file of referrals."""

from __future__ import annotations

from holdfast.casework.referrals.rules.sheet import LARGEST
from holdfast.web import forms


class ImportForm(forms.Form):
    """A file, and whether it is only tried."""

    file = forms.FileField(label="File", help_text="CSV or JSON, up to 5 MB.")
    how = forms.ChoiceField(
        label="What to do with it",
        choices=[("try", "Only look: say what would become of each row"), ("take", "Take the referrals in")],
        initial="try",
        widget=forms.Radios,
    )

    def clean_file(self) -> object:
        """Refuse what is too large before it is read."""
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise forms.ValidationError("That file is larger than 5 MB. Send it in parts.")
        return sent
