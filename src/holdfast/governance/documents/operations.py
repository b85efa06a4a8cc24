"""Keeping papers and their versions, and reading one out."""

from __future__ import annotations

from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from holdfast.governance.documents.inspection import inspect_file
from holdfast.governance.documents.models import Document, DocumentContent, DocumentVersion
from holdfast.governance.documents.scanner import scan
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record


@transaction.atomic
def keep_document(*, by: Actor, group: Group, title: str, upload: UploadedFile[Any]) -> DocumentVersion:
    """Keep a new document of the group, as its first version. Refuses a file that could do harm."""
    by.require(Permission.ARRANGE_MEETINGS, group.pk)
    document = Document.objects.create(partnership_id=group.partnership_id, group=group, title=title)
    return _keep_version(document, upload, by)


@transaction.atomic
def keep_evidence(*, by: Actor, group: Group, title: str, upload: UploadedFile[Any]) -> DocumentVersion:
    """Keep a file that shows something was done. Whoever calls has established that the person may add it."""
    document = Document.objects.create(
        partnership_id=group.partnership_id, group=group, title=title[:300], is_evidence=True
    )
    return _keep_version(document, upload, by)


@transaction.atomic
def add_version(*, by: Actor, document: Document, upload: UploadedFile[Any]) -> DocumentVersion:
    """Keep a newer version; what was pinned to a meeting stays what it was."""
    by.require(Permission.ARRANGE_MEETINGS, document.group_id)
    locked = Document.objects.select_for_update().get(pk=document.pk)
    return _keep_version(locked, upload, by)


def _keep_version(document: Document, upload: UploadedFile[Any], by: Actor) -> DocumentVersion:
    file: IO[bytes] = upload.file  # type: ignore[assignment]
    facts = inspect_file(upload.name or "", file, upload.size or 0)
    scan(file)
    last = document.versions.aggregate(last=Max("number"))["last"] or 0
    version = DocumentVersion.objects.create(
        partnership_id=document.partnership_id,
        document=document,
        number=last + 1,
        file_name=facts.file_name,
        content_type=facts.kind.content_type,
        size=facts.size,
        digest=facts.digest,
        uploaded_at=clock.now(),
        uploaded_by_id=by.person_id,
    )
    file.seek(0)
    DocumentContent.objects.create(partnership_id=document.partnership_id, version=version, body=file.read())
    record("uploaded", version, by=by, group_id=document.group_id, digest=facts.digest, size=facts.size)
    return version


def content_of(version: DocumentVersion) -> bytes:
    """The bytes of a version. Whoever calls has established that the person may have them, and records it."""
    return bytes(DocumentContent.objects.values_list("body", flat=True).get(version_id=version.pk))
