"""The one thing that the shell stores: which form submissions have already had their effect."""

from django.db import models


class Submission(models.Model):
    """A sent form that has had its effect, and where its sender was taken next.

    Only a digest of person, page and form is kept, so that the table says nothing of anybody.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    location = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.digest[:8]
