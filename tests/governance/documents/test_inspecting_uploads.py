"""A paper is taken for what it is, whatever its name says; what could act on its own is not."""

from __future__ import annotations

import io

import pytest

from holdfast.governance.documents.inspection import inspect_file
from holdfast.governance.documents.kinds import LARGEST
from holdfast.kernel.finding import Refused
from tests.governance.documents.files import (
    EXE,
    JPEG,
    OLE,
    PDF,
    RELATIONSHIPS,
    TYPES,
    WORD_NAMESPACE,
    odt,
    office,
    png,
    zipped,
)

FIELD = f"<w:document {WORD_NAMESPACE}><w:instrText>{{}}</w:instrText></w:document>"


def inspected(name: str, content: bytes) -> str:
    return inspect_file(name, io.BytesIO(content), len(content)).kind.key


def refused(name: str, content: bytes) -> str:
    with pytest.raises(Refused) as refusal:
        inspected(name, content)
    return str(refusal.value)


def relationship(kind: str, target: str) -> str:
    return RELATIONSHIPS.format(
        f'<Relationship Type="http://x/relationships/{kind}" TargetMode="External" Target="{target}"/>'
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Report.docx", office("docx")),
        ("Figures.xlsx", office("xlsx")),
        ("Slides.PPTX", office("pptx")),
        ("Letter.odt", odt()),
        ("Audit.pdf", PDF),
        ("Map.png", png()),
        ("Photo.jpeg", JPEG),
        ("Note.txt", "Amélie’s note, £5".encode()),
        ("Old note.txt", "Amélie's note, £5".encode("cp1252")),
        ("Table.csv", b"seat,attended\npolice,4\n"),
    ],
)
def test_every_kind_that_people_use_is_taken(name: str, content: bytes) -> None:
    assert inspected(name, content) in ("docx", "xlsx", "pptx", "odt", "pdf", "png", "jpg", "txt", "csv")


def test_a_renamed_program_is_refused_under_every_name() -> None:
    for extension in ("docx", "pdf", "xlsx", "png", "jpg", "txt", "csv", "odt", "pptx"):
        assert "named as" in refused(f"Report.{extension}", EXE) or "not a text file" in refused(
            f"Report.{extension}", EXE
        )
    assert "Papers can be" in refused("setup.exe", EXE)


def test_a_document_under_the_wrong_name_is_told_the_right_one() -> None:
    assert "ends in .docx" in refused("Report.pdf", office("docx"))


def test_an_ordinary_archive_is_not_a_paper() -> None:
    assert "archive" in refused("Report.docx", zipped({"a.txt": "hello"}))


def test_an_old_or_protected_office_file_says_how_to_save_it() -> None:
    assert "password" in refused("Report.docx", OLE)


@pytest.mark.parametrize(
    "content",
    [
        office("docx", word__vbaProject_dot_bin=b"x"),
        office("xlsx", xl__macrosheets__sheet1_dot_xml="<a/>"),
        office("docx", word__activeX__activeX1_dot_xml="<a/>"),
        zipped(
            {
                "[Content_Types].xml": TYPES.format(
                    '<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
                ),
                "word/document.xml": "<a/>",
            }
        ),
    ],
)
def test_macros_are_refused(content: bytes) -> None:
    name = "Report.xlsx" if b"xl/workbook.xml" in content else "Report.docx"
    assert "macros" in refused(name, content)


def test_an_external_template_is_refused_and_an_ordinary_link_is_not() -> None:
    template = relationship("attachedTemplate", "http://elsewhere.example/t.dotm")
    assert "fetches" in refused("a.docx", office(word___rels__settings_dot_xml_dot_rels=template))
    link = relationship("hyperlink", "https://www.gov.uk/")
    assert inspected("a.docx", office(word___rels__document_dot_xml_dot_rels=link)) == "docx"


@pytest.mark.parametrize(
    "said", ["DDEAUTO c:\\\\cmd.exe", " dde excel", "QUOTE 68 68 69", "INCLUDETEXT http://x"]
)
def test_fields_that_start_programs_are_refused(said: str) -> None:
    assert "other programs" in refused("a.docx", office(main=FIELD.format(said)))


def test_a_dde_field_split_over_runs_is_found() -> None:
    split = (
        f"<w:p {WORD_NAMESPACE}><w:r><w:instrText>DD</w:instrText></w:r>"
        "<w:r><w:instrText>EAUTO cmd</w:instrText></w:r></w:p>"
    )
    assert "other programs" in refused("a.docx", office(main=split))


def test_dde_in_a_workbook_is_refused_and_a_bar_in_words_is_not() -> None:
    sheet = "<worksheet><f>{}</f></worksheet>"
    bad = office("xlsx", xl__worksheets__sheet1_dot_xml=sheet.format("cmd|'/c calc'!A1"))
    assert "other programs" in refused("a.xlsx", bad)
    good = office("xlsx", xl__worksheets__sheet1_dot_xml=sheet.format('IF(A1="a|b!c",1,2)'))
    assert inspected("a.xlsx", good) == "xlsx"
    link = office("xlsx", xl__externalLinks__externalLink1_dot_xml="<x><ddeLink/></x>")
    assert "other programs" in refused("a.xlsx", link)


def test_an_embedded_file_is_refused() -> None:
    assert "embedded" in refused("a.docx", office(word__embeddings__oleObject1_dot_bin=EXE))


def test_an_opendocument_that_fetches_or_runs_is_refused() -> None:
    fetch = '<t xmlns:xlink="x"><section-source xlink:href="http://elsewhere.example/a"/></t>'
    assert "fetches" in refused("a.odt", odt(fetch))
    assert "macros" in refused("a.odt", odt("<t><event-listener/></t>"))


def test_a_csv_cell_that_starts_a_program_is_refused_and_a_minus_is_not() -> None:
    assert "start another program" in refused("a.csv", b"name,x\n\"=cmd|'/c calc'!A0\",1\n")
    assert inspected("a.csv", b"change\n-3\n+4\n") == "csv"


def test_a_pdf_that_runs_a_script_is_refused_however_it_is_spelled() -> None:
    assert "script" in refused("a.pdf", PDF.replace(b"/Catalog", b"/Catalog /S /JavaScript"))
    assert "script" in refused("a.pdf", PDF.replace(b"/Catalog", b"/Catalog /S /J#61vaScript"))


def test_a_picture_with_something_behind_it_is_refused() -> None:
    assert "hidden behind" in refused("a.png", png(after=b"PK\x03\x04"))
    assert "larger than a page" in refused("a.png", png(width=60_000))


def test_empty_and_oversized_files_are_refused_kindly() -> None:
    assert "empty" in refused("a.pdf", b"")
    with pytest.raises(Refused, match="larger than 50 MB"):
        inspect_file("a.pdf", io.BytesIO(PDF), LARGEST + 1)


def test_a_cut_off_upload_is_refused() -> None:
    assert "incomplete" in refused("a.pdf", PDF[:20])
    assert "damaged" in refused("a.docx", office()[:-30])
