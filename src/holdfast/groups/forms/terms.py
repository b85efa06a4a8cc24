"""Forms about terms of reference: upload, link agencies, sign, put in force."""

from __future__ import annotations

import re
from typing import Any

from holdfast.charter.place import Fault, FaultyCharter
from holdfast.groups.queries.linking import LinkingPage
from holdfast.groups.rules.terms import Capacity
from holdfast.kernel.finding import counted
from holdfast.web import forms

LARGEST_FILE = 500_000
_UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


class TermsForm(forms.Form):
    """A charter as a file or as text; a file's text takes the text's place, so that nothing is lost."""

    file = forms.FileField(
        required=False, label="Charter file", help_text="The file with the rules, ending in .toml."
    )
    source = forms.LongTextField(
        required=False,
        label="Or its text",
        rows=24,
        max_length=LARGEST_FILE,
        strip=False,
        help_text="Paste it here, or mend here what a check finds.",
    )
    charter_key = forms.ChoiceField(required=False, label="Which of its groups is meant", widget=forms.Radios)

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(_with_the_file(data, files), files, **kwargs)
        self.faults: tuple[Fault, ...] = ()
        self.fields["source"].widget.attrs["class"] = "hf-code"
        self._which = self.fields.pop("charter_key")
        key = (data or {}).get("charter_key", "")
        self.offer([(key, key)] if key else [])

    def offer(self, groups: list[tuple[str, str]]) -> None:
        """Let one of a document's groups be chosen; with none, nothing is asked."""
        self.fields.pop("charter_key", None)
        if groups:
            self._which.choices = groups  # type: ignore[attr-defined]
            self.fields["charter_key"] = self._which

    def clean(self) -> dict[str, Any]:
        """There must be some text."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "source" not in self.errors and not (cleaned.get("source") or "").strip():
            self.add_error("source", "Choose a file, or paste the text")
        return cleaned

    def add_faults(self, faulty: FaultyCharter) -> None:
        """Show every fault at once, each with its line."""
        self.faults = faulty.faults
        number = counted(len(faulty.faults), "fault")
        self.add_error("source", f"{number} in the text: each is named below with its line")


def _with_the_file(data: Any, files: Any) -> Any:
    """The data with a file's text in the text's place; characters that no page can show are marked."""
    if data is None:
        return data
    filled, sent = data.copy(), files.get("file") if files else None
    if sent is not None:
        filled["source"] = sent.read(LARGEST_FILE + 1).decode("utf-8", errors="replace")
    filled["source"] = _UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", filled.get("source", ""))
    return filled


class LinksForm(forms.Form):
    """Which local agency each of the charter's agencies is."""

    says_optional = False

    def __init__(self, *args: Any, page: LinkingPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = [("", "Not linked yet"), *((str(a.id), a.name) for a in page.agencies)]
        self.keys = {f"agency-{number}": link.key for number, link in enumerate(page.links)}
        for name, link in zip(self.keys, page.links, strict=True):
            self.fields[name] = forms.ChoiceField(
                required=False,
                label=link.name,
                choices=agencies,
                initial=str(link.chosen or ""),
                help_text="Suggested: check it." if link.is_suggested else "",
            )

    def chosen(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """The agency chosen for each key, None where none is."""
        return {key: cleaned[name] or None for name, key in self.keys.items()}


class SignForm(forms.Form):
    """One's own signature."""

    signed_on = forms.DateField(
        label="Date of signing", required=False, help_text="Without one, the signature shows as not dated."
    )


class RecordSignatureForm(SignForm):
    """Somebody else's signature, given on paper."""

    capacity = forms.ChoiceField(label="Signed as", widget=forms.Radios)
    signatory_name = forms.CharField(max_length=200, label="Name of who signed")
    field_order = ["capacity", "signatory_name", "signed_on"]

    def __init__(self, *args: Any, capacities: list[Capacity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capacity"].choices = [(c.key, c.title) for c in capacities]  # type: ignore[attr-defined]


class ForceForm(forms.Form):
    """From when a version is in force."""

    from_on = forms.DateField(label="In force from", help_text="The version before ends on the day before.")
