"""Radios and checkboxes whose options may each carry a line of explanation."""

from collections.abc import Mapping
from typing import Any

from django import forms


class _Hinted:
    def __init__(
        self, attrs: dict[str, Any] | None = None, choices: Any = (), hints: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(attrs, choices)  # type: ignore[call-arg]
        self.hints = dict(hints or {})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One option, with its hint if it has one."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]
        return {**option, "hint": self.hints.get(str(value), "")}


class Radios(_Hinted, forms.RadioSelect):
    """One of several; `hints` maps a value to what choosing it means.

    `attrs={"class": "inline"}` for yes and no.
    """


class Checkboxes(_Hinted, forms.CheckboxSelectMultiple):
    """Any of several; `attrs={"class": "small"}` for a long list."""
