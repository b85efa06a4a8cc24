"""A document as tagged PDF (PDF/UA-1), set by typst from the same blocks as Word."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

import font_source_sans_pro
import typst

from holdfast.web.documents.blocks import Document, plain
from holdfast.web.masking import masked
from holdfast.web.words import moment

CONTENT_TYPE = "application/pdf"
_TEMPLATE = Path(__file__).with_name("document.typ")


@cache
def _fonts() -> list[str]:
    return [str(Path(font_source_sans_pro.__file__).parent / "files")]


def as_pdf(document: Document) -> bytes:
    """The bytes of a PDF file.

    Accessible to the PDF/UA-1 standard; where a character (an emoji in a name) has no letter in the fonts at
    hand, which the standard does not allow, it is still tagged but makes no claim to the standard.
    Its reader finds in it what they may have.
    """
    document = masked(document)
    made = f"Made for {document.made_for} on {moment(document.made_at)}. " if document.made_at else ""
    content = {
        "title": document.title,
        "subtitle": document.subtitle,
        "header": document.header,
        "made": made,
        "blocks": [plain(block) for block in document.blocks],
    }
    inputs = {"content": json.dumps(content)}
    try:
        return _compile(inputs, ["ua-1"])
    except typst.TypstError:
        return _compile(inputs, [])


def _compile(inputs: dict[str, str], standards: list[Literal["ua-1"]]) -> bytes:
    return typst.compile(
        str(_TEMPLATE),
        format="pdf",
        font_paths=_fonts(),
        sys_inputs=inputs,
        pdf_standards=cast("list[Any]", standards),
    )
