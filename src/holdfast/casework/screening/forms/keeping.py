"""The forms with which the queue, tools and invitations are kept."""

from __future__ import annotations

import re
from typing import Any

from holdfast.casework.screening.models import ToolVersion
from holdfast.casework.screening.rules.importing import LARGEST_FILE, decoded
from holdfast.casework.screening.rules.reading import FaultyTool
from holdfast.casework.screening.rules.tool import Tool
from holdfast.web import forms

_UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


class StartForm(forms.Form):
    """Which tool, and about whom."""

    tool = forms.ChoiceField(label="Which tool", widget=forms.Radios)
    child = forms.CharField(
        label="Child’s reference",
        required=False,
        max_length=12,
        help_text="Such as K7F3Q. Leave it empty if you have none: you then type who the child is.",
    )

    def __init__(self, *args: Any, tools: list[ToolVersion], asks_child: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tool"].choices = [(str(tool.pk), str(tool)) for tool in tools]  # type: ignore[attr-defined]
        if len(tools) == 1:
            self.fields["tool"].initial = str(tools[0].pk)
        if not asks_child:
            del self.fields["child"]


class InviteForm(forms.Form):
    """Somebody outside, by the contact on record."""

    tool = forms.ChoiceField(label="Which tool")
    name = forms.CharField(label="Name", max_length=200)
    agency = forms.CharField(label="Where they work", max_length=200, required=False)
    email = forms.EmailField(
        label="Email address",
        help_text="The address on record for them: the link and its codes go there, and nowhere else.",
    )

    def __init__(self, *args: Any, tools: list[ToolVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tool"].choices = [(str(tool.pk), str(tool)) for tool in tools]  # type: ignore[attr-defined]


class FileOrTextForm(forms.Form):
    """A file, or its text; a file's text takes the text's place, so that nothing is chosen twice."""

    file = forms.FileField(required=False, label="File")
    source = forms.LongTextField(
        required=False, label="Or its text", rows=16, max_length=LARGEST_FILE, strip=False
    )

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(_with_the_file(data, files), files, **kwargs)
        self.fields["source"].widget.attrs["class"] = "hf-code"

    def clean(self) -> dict[str, Any]:
        """There must be some text."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "source" not in self.errors and not (cleaned.get("source") or "").strip():
            self.add_error("source", "Choose a file, or paste the text")
        return cleaned

    def add_faults(self, faulty: FaultyTool) -> None:
        """Every fault of a tool's file."""
        for fault in faulty.faults:
            self.add_error("source", str(fault))


def _with_the_file(data: Any, files: Any) -> Any:
    if data is None:
        return data
    filled, sent = data.copy(), files.get("file") if files else None
    if sent is not None:
        filled["source"] = decoded(sent.read(LARGEST_FILE + 1))
    filled["source"] = _UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", filled.get("source", ""))
    return filled


class ConfirmForm(forms.Form):
    """What the meeting came to."""

    level = forms.ChoiceField(label="Level", widget=forms.Radios)
    meeting = forms.ChoiceField(label="Meeting that looked at it")
    circumstances = forms.ChoiceField(label="Circumstances", required=False)
    reason = forms.LongTextField(
        label="Why", rows=3, required=False, help_text="Needed where the level is another than the tool’s."
    )

    def __init__(
        self,
        *args: Any,
        tool: Tool,
        meetings: list[tuple[str, str]],
        circumstances: tuple[str, ...],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["level"].choices = [(level, level.capitalize()) for level in tool.levels]
        fields["meeting"].choices = [("", "Choose a meeting"), *meetings]
        if circumstances:
            fields["circumstances"].choices = [("", "None of these"), *((one, one) for one in circumstances)]
        else:
            del fields["circumstances"]


class ReasonForm(forms.Form):
    reason = forms.LongTextField(label="Why no meeting needs to look at it")


class FindForm(forms.Form):
    """Who the child may be; sent, so that no name stands in an address."""

    given_names = forms.CharField(label="First names", max_length=200, required=False)
    family_name = forms.CharField(label="Family name", max_length=200, required=False)
    birth_on = forms.DateField(label="Date of birth", required=False)
    number = forms.CharField(
        label="A number", max_length=40, required=False, help_text="NHS, pupil, social care or police number."
    )
