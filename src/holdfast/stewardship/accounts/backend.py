"""Who may sign in with a password: usable accounts; the work of hashing is the same for everyone else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.backends import ModelBackend

from holdfast.stewardship.accounts.models import Account

PATH = "holdfast.stewardship.accounts.backend.AccountBackend"


class AccountBackend(ModelBackend):
    """Django's own, except that an expired account counts as an inactive one, on each request."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Asked at sign-in, and again whenever a session names its account."""
        return isinstance(user, Account) and user.is_usable

    def get_user(self, user_id: Any) -> Account | None:
        """The session's account, unless it was disabled or has expired since."""
        account = Account.objects.filter(pk=UUID(str(user_id))).first()
        return account if account is not None and account.is_usable else None
