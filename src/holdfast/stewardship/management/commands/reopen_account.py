"""`holdfast reopen_account EMAIL`: a new way in for somebody whom no administrator can invite again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from holdfast.stewardship.accounts.models import Account
from holdfast.stewardship.accounts.operations import reopen_account


class Command(BaseCommand):
    help = "End an account's password, codes, passkeys and sessions, and print a link to start afresh."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address that the account signs in with")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        account = Account.objects.filter(email=email.strip().lower()).first()
        if account is None or not account.is_usable:
            raise CommandError("There is no account with that address that may be used.")
        address = reopen_account(account)
        self.stdout.write(
            f"They choose a password here (works once, for 7 days; tell no one else):\n{address}"
        )
