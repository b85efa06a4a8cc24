"""`holdfast reseal`: put every sealed secret under the newest encryption key, so that an old one can go."""

from typing import Any

from django.core.management.base import BaseCommand

from holdfast.stewardship.accounts import codes


class Command(BaseCommand):
    help = "Put every sealed secret under the newest encryption key, so that an old one can go."

    def handle(self, *args: Any, **options: Any) -> None:
        count = codes.reseal_all()
        if options["verbosity"]:
            self.stdout.write(f"{count} secrets are under the newest key. Older keys can be taken away.")
