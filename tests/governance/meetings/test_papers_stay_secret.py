"""Excluded and uninvited people never get a paper, even where a page forgets to ask."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from holdfast.governance.documents.models import Document, DocumentContent, DocumentVersion
from holdfast.governance.documents.operations import add_version
from holdfast.governance.documents.scanner import scan
from holdfast.governance.meetings import operations
from holdfast.governance.meetings.models import AgendaItem, Meeting, Paper
from holdfast.governance.room.models import Exclusion
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.context import set_need_to_know
from tests.governance.documents.files import EXE, PDF
from tests.governance.meetings.world import Fernshire


def upload(content: bytes = PDF, name: str = "Profile.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def paper_on(fernshire: Fernshire, item: AgendaItem) -> Paper:
    return operations.add_paper(
        by=fernshire.actor(fernshire.bea), item=item, title="Profile", upload=upload()
    )


def exclude(fernshire: Fernshire, item: AgendaItem) -> Exclusion:
    return Exclusion.objects.create(
        partnership=fernshire.partnership,
        item=item,
        person=fernshire.noor,
        reason="A relative",
        from_at=clock.now(),
        recorded_by=fernshire.bea,
    )


def test_an_excluded_member_loses_item_paper_and_file_in_the_database_itself(fernshire: Fernshire) -> None:
    item = fernshire.item(fernshire.meeting())
    paper = paper_on(fernshire, item)
    add_version(by=fernshire.actor(fernshire.bea), document=paper.version.document, upload=upload())
    exclusion = exclude(fernshire, item)
    fernshire.actor(fernshire.noor)
    for hidden in (Paper, Document, DocumentVersion, DocumentContent):
        assert not hidden.objects.exists(), hidden
    assert not AgendaItem.objects.filter(pk=item.pk).exists()
    fernshire.actor(fernshire.tom)
    assert Paper.objects.exists()
    exclusion.lifted_at = clock.now()
    exclusion.save()
    fernshire.actor(fernshire.noor)
    assert DocumentContent.objects.count() == 2


def test_another_partnership_cannot_read_a_file_by_its_id(fernshire: Fernshire) -> None:
    paper = paper_on(fernshire, fernshire.item(fernshire.meeting()))
    Fernshire("Marlshire")
    assert not DocumentContent.objects.filter(version_id=paper.version_id).exists()
    set_need_to_know(None)
    assert not DocumentContent.objects.exists()


def test_a_withdrawn_paper_is_nobodys(fernshire: Fernshire) -> None:
    paper = paper_on(fernshire, fernshire.item(fernshire.meeting()))
    operations.withdraw_paper(by=fernshire.actor(fernshire.bea), paper=paper)
    assert not Paper.objects.visible_to(fernshire.actor(fernshire.noor)).exists()


def test_a_member_can_neither_upload_nor_replace(fernshire: Fernshire) -> None:
    item = fernshire.item(fernshire.meeting())
    paper = paper_on(fernshire, item)
    noor = fernshire.actor(fernshire.noor)
    with pytest.raises(PermissionDenied):
        operations.add_paper(by=noor, item=item, title="Mine", upload=upload())
    with pytest.raises(PermissionDenied):
        operations.replace_paper(by=noor, paper=paper, upload=upload())


def test_a_meeting_that_is_over_keeps_its_papers_as_they_were(fernshire: Fernshire) -> None:
    meeting = fernshire.meeting()
    paper = paper_on(fernshire, fernshire.item(meeting))
    Meeting.objects.filter(pk=meeting.pk).update(state="closed")
    with pytest.raises(Refused, match="papers stay as they were"):
        operations.withdraw_paper(by=fernshire.actor(fernshire.bea), paper=paper)


def test_a_refused_file_leaves_nothing_behind(fernshire: Fernshire) -> None:
    item = fernshire.item(fernshire.meeting())
    with pytest.raises(Refused):
        operations.add_paper(
            by=fernshire.actor(fernshire.bea), item=item, title="x", upload=upload(EXE, "a.pdf")
        )
    assert not Document.objects.exists()


def clean(file: io.BytesIO) -> str:
    return ""


def finds(file: io.BytesIO) -> str:
    return "Eicar FOUND" if file.read(4) == b"%PDF" else ""


HERE = "tests.governance.meetings.test_papers_stay_secret"


@pytest.mark.parametrize(
    ("scanner", "refusal"),
    [
        (f"{HERE}.finds", "found something"),
        (f"{HERE}.is_not_there", "not answering"),
        ("unix:/nowhere/clamd.ctl", "not answering"),
        ("tcp:127.0.0.1:1", "not answering"),
    ],
)
def test_a_file_is_refused_when_the_scanner_finds_something_or_is_down(
    settings: object, scanner: str, refusal: str
) -> None:
    settings.HOLDFAST_SCANNER = scanner
    with pytest.raises(Refused, match=refusal):
        scan(io.BytesIO(PDF))


def test_a_file_that_the_scanner_passes_is_taken(settings: object) -> None:
    settings.HOLDFAST_SCANNER = f"{HERE}.clean"
    scan(io.BytesIO(PDF))
