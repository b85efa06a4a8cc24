"""The roles that the first screen of the demonstration offers to sign in as."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from holdfast.stewardship.accounts.models import Account


class DemoSignIn(models.Model):
    """One invented person to sign in as. It is no partnership's row: it is shown before one is chosen."""

    row_rights: ClassVar[str] = "select"

    objects: ClassVar[models.Manager[DemoSignIn]] = models.Manager()

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    partnership_name = models.CharField(max_length=200)
    person_name = models.CharField(max_length=200)
    title = models.CharField(
        max_length=200, help_text="The role, such as: business manager of the MACE group."
    )
    try_this = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.title}, {self.partnership_name}"


class DemoMessage(models.Model):
    """An email that the demonstration sent to nobody, kept for the page that shows it."""

    row_rights: ClassVar[str] = "select, insert"

    objects: ClassVar[models.Manager[DemoMessage]] = models.Manager()

    address = models.CharField(max_length=254, db_index=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-sent_at", "-id"]

    def __str__(self) -> str:
        return self.subject
