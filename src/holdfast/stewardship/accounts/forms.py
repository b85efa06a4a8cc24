"""Forms of signing in, of one's own account, and of choosing a partnership."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import password_validation

from holdfast.stewardship.access.permissions import GRANTED_ROLES, ROLE_DESCRIPTIONS
from holdfast.stewardship.access.scopes import scopes
from holdfast.stewardship.accounts.models import Account
from holdfast.web import forms

LONGEST_PASSWORD = 1000
_EMAIL = {"type": "email", "autocomplete": "username", "spellcheck": "false"}
_CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "govuk-input--width-10"}


def _password(label: str, kind: str, **more: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": kind})
    return forms.CharField(label=label, max_length=LONGEST_PASSWORD, strip=False, widget=widget, **more)


class SignInForm(forms.Form):
    """The first factor."""

    email = forms.CharField(label="Email address", max_length=254, widget=forms.TextInput(attrs=_EMAIL))
    password = _password("Password", "current-password")


class CodeForm(forms.Form):
    """The second factor."""

    code = forms.CharField(
        label="One-time code",
        max_length=20,
        help_text="6 digits from your authenticator app, or one of your recovery codes.",
        widget=forms.TextInput(attrs=_CODE),
    )


class PasswordForm(forms.Form):
    """The password again, where an account has no second factor of ours."""

    password = _password("Password", "current-password")


class EmailForm(forms.Form):
    """Whom to send a link for a new password."""

    email = forms.EmailField(label="Email address", max_length=254, widget=forms.TextInput(attrs=_EMAIL))


class NewPasswordForm(forms.Form):
    """A password typed twice, and strong enough."""

    new = _password("New password", "new-password", help_text="At least 12 characters. Three words are good.")
    again = _password("New password again", "new-password")

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        new, again = cleaned.get("new"), cleaned.get("again")
        if new and again and new != again:
            self.add_error("again", "Type the same password both times")
        elif new:
            self._check_strength(new)
        return cleaned

    def _check_strength(self, new: str) -> None:
        try:
            password_validation.validate_password(new, self.account)
        except forms.ValidationError as weak:
            self.add_error("new", weak)


class ChangePasswordForm(NewPasswordForm):
    """The present password too, so that a screen left open is not enough."""

    present = _password("Present password", "current-password")
    field_order = ["present", "new", "again"]


class PasskeyForm(forms.Form):
    """A name to know the key by; the browser fills in the credential."""

    name = forms.CharField(
        label="Name of the passkey", max_length=60, help_text="Such as: work laptop, blue security key."
    )
    credential = forms.CharField(
        widget=forms.HiddenInput,
        max_length=20_000,
        error_messages={"required": "Your browser made no passkey. Try again, or use an authenticator app"},
    )


class ConfirmForm(forms.Form):
    """Nothing to fill in: sending it is the answer."""


class AccessLimitForm(forms.Form):
    """The last day of somebody's access."""

    until = forms.DateField(
        label="Last day", required=False, help_text="That day is included. Leave empty for no end."
    )


class RoleForm(forms.Form):
    """A role, in the whole partnership or one group."""

    role = forms.ChoiceField(
        label="Role",
        choices=[(role.value, role.title) for role in GRANTED_ROLES],
        widget=forms.Radios(hints={role.value: ROLE_DESCRIPTIONS[role] for role in GRANTED_ROLES}),
    )
    group = forms.ChoiceField(label="Where", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = sorted(scopes().items(), key=lambda item: item[1])
        self.fields["group"].choices = [("", "The whole partnership"), *groups]  # type: ignore[attr-defined]
