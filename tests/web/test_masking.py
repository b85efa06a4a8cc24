"""A code that is closed to a reader is a number in whatever they read, the same one throughout a document."""

from __future__ import annotations

import pytest
from django.http import HttpResponse

from holdfast.kernel.finding import Refused
from holdfast.web import masking
from holdfast.web.documents.blocks import Document, Facts, Paragraph, Table
from holdfast.web.masking import mask_answer, masked, masked_for, register_codes, require_open


@pytest.fixture(autouse=True)
def owls(monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes of owls, open to Ann but for OWL03."""
    monkeypatch.setattr(masking, "_codes", [])
    register_codes("owl", "OWL0[1-9]", lambda reader, found: found & {"OWL03"} if reader == "Ann" else found)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Owl OWL01", "Owl 1"),
        ("Visit OWL01", "Visit owl 1"),
        ("OWL01 is late; so is owl OWL02, not OWL01", "Owl 1 is late; so is owl 2, not owl 1"),
        ("<td>OWL01</td>", "<td>Owl 1</td>"),
        ("BOWL01 and OWL012", "BOWL01 and OWL012"),
    ],
)
def test_a_reader_outside_reads_numbers(said: str, read: str) -> None:
    assert masked_for(None, said) == read


def test_one_who_may_reads_the_code_and_others_stay_closed() -> None:
    assert masked_for("Ann", "OWL01, OWL03") == "OWL01, owl 1"


def test_nobody_is_asked_about_the_end_of_a_random_token() -> None:
    asked: list[frozenset[str]] = []
    register_codes("owl", "OWL0[1-9]", lambda _, found: asked.append(found) or ())
    masked_for("Ann", '<input value="x7BOWL01">, aOWL02 and _OWL03')
    assert asked == []
    masked_for("Ann", "x7BOWL01 (OWL02)")
    assert asked == [frozenset({"OWL02"})]


def test_whatever_has_no_reader_is_closed() -> None:
    assert masked("OWL01") == "Owl 1"


def test_a_document_numbers_each_code_once_in_all_its_parts() -> None:
    blocks = [Paragraph("OWL02"), Facts([("Who", "OWL01")]), Table("Owls", ["Owl"], [("OWL02", "x")])]
    read = masked(Document(title="Of OWL01", subtitle="", blocks=blocks))
    assert read.title == "Of owl 1"
    assert read.blocks == [
        Paragraph("Owl 2"), Facts([("Who", "Owl 1")]), Table("Owls", ["Owl"], [("Owl 2", "x")]),
    ]  # fmt: skip


def test_an_answer_is_masked_if_it_is_text_and_left_alone_if_it_is_not() -> None:
    page, picture = HttpResponse("é OWL01"), HttpResponse(b"\x89OWL01", content_type="image/png")
    mask_answer(page)
    mask_answer(picture)
    assert (page.content.decode(), picture.content) == ("é owl 1", b"\x89OWL01")


def test_a_text_that_somebody_reads_masked_is_not_theirs_to_write_over() -> None:
    require_open("Ann", "OWL01 is late")
    with pytest.raises(Refused, match="may see the child"):
        require_open("Ann", "OWL03 is late")
