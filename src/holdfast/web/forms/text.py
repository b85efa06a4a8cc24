"""Text of more than one line."""

from typing import Any

from django import forms


class LongTextField(forms.CharField):
    """A text area that counts its characters and keeps what was typed, however long."""

    def __init__(self, *, max_length: int = 10_000, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)
        self.error_messages["max_length"] = f"Use {max_length:,} characters or fewer"
