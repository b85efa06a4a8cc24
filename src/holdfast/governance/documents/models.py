"""Documents with versions; the file itself lies in PostgreSQL, so that one backup holds everything."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from holdfast.groups.models import Group, GroupRowsQuerySet
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Person, TenantModel, TenantQuerySet


class PaperQuerySet(GroupRowsQuerySet):
    permission = Permission.SEE_PAPERS


# Whoever is excluded from an item by a conflict of interest loses the documents pinned to it, every version.
_NOT_EXCLUDED = "{column} <> all(array(select excluded_documents()))"


class Document(TenantModel):
    """A paper of a group: a title and its versions."""

    row_condition = _NOT_EXCLUDED.format(column="id")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(max_length=300)
    is_evidence = models.BooleanField(default=False, help_text="Kept with an action, not a paper.")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = PaperQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title


class DocumentVersion(TenantModel):
    """One uploaded file of a document; never changed, only followed by another."""

    row_rights = "select, insert"
    row_condition = _NOT_EXCLUDED.format(column="document_id")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    file_name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=150)
    size = models.PositiveIntegerField(help_text="In bytes.")
    digest = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="document_version_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.file_name} (version {self.number})"


class DocumentContent(TenantModel):
    """The bytes of a version, in a table of their own so that lists never load them."""

    row_rights = "select, insert"
    row_condition = "version_id <> all(array(select excluded_document_versions()))"

    version = models.OneToOneField(DocumentVersion, on_delete=models.CASCADE, related_name="content")
    body = models.BinaryField()

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return f"content of {self.version_id}"
