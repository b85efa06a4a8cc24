"""A document as Word, with real styles, so that people can edit it."""

from __future__ import annotations

import io
import re
from functools import singledispatch
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from holdfast.web.documents.blocks import Bullets, Document, Facts, Heading, Paragraph, Table
from holdfast.web.masking import masked
from holdfast.web.words import moment

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_INK = RGBColor(0x17, 0x49, 0x4D)
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _said(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


def as_word(document: Document) -> bytes:
    """The bytes of a .docx file, as its reader may have them."""
    document = masked(document)
    file = docx.Document()
    _leave_out_unused_styles(file)
    _set_out(file, document)
    file.add_heading(_said(document.title), 0)
    file.add_paragraph(_said(document.subtitle), style="Subtitle")
    for block in document.blocks:
        _write(block, file)
    written = io.BytesIO()
    file.save(written)
    return written.getvalue()


def _leave_out_unused_styles(file: WordFile) -> None:
    """The library's template brings a hundred table styles, and looks through all of them at every line."""
    styles = file.styles.element
    for style in list(styles):
        name = style.find(qn("w:name"))
        is_table = style.get(qn("w:type")) == "table" and style.get(qn("w:default")) is None
        if is_table and name is not None and name.get(qn("w:val")) != "Table Grid":
            styles.remove(style)


def _set_out(file: WordFile, document: Document) -> None:
    file.core_properties.title = _said(document.title)[:255]
    file.core_properties.author = _said(document.made_for)[:255]
    file.core_properties.comments = ""
    file.styles["Normal"].font.name = "Arial"
    file.styles["Normal"].font.size = Pt(11)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Subtitle"):
        font = file.styles[name].font
        font.name, font.color.rgb, font.italic = "Arial", _INK, False
        fonts = file.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(attribute), None)
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    head = section.header.paragraphs[0]
    head.text, head.alignment = _said(document.header), WD_ALIGN_PARAGRAPH.CENTER
    head.runs[0].bold = True
    _foot(section.footer.paragraphs[0], document)


def _foot(paragraph: Any, document: Document) -> None:
    made = f"Made for {document.made_for} on {moment(document.made_at)}. " if document.made_at else ""
    paragraph.add_run(_said(f"{made}Page "))
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


@singledispatch
def _write(block: object, file: WordFile) -> None:
    raise TypeError(f"a document has no block of kind {type(block).__name__}")


@_write.register
def _(block: Heading, file: WordFile) -> None:
    file.add_heading(_said(block.text), block.level)


@_write.register
def _(block: Paragraph, file: WordFile) -> None:
    for line in block.text.split("\n\n"):
        file.add_paragraph().add_run(_said(line)).bold = block.is_strong


@_write.register
def _(block: Bullets, file: WordFile) -> None:
    for item in block.items:
        file.add_paragraph(_said(item), style="List Bullet")


@_write.register
def _(block: Facts, file: WordFile) -> None:
    table = file.add_table(rows=0, cols=2)
    for key, value in block.rows:
        cells = table.add_row().cells
        cells[0].paragraphs[0].add_run(_said(key)).bold = True
        cells[1].text = _said(value)
        cells[0].width, cells[1].width = Cm(4.5), Cm(12)
    file.add_paragraph()


@_write.register
def _(block: Table, file: WordFile) -> None:
    file.add_paragraph(_said(block.caption), style="Caption")
    table = file.add_table(rows=1, cols=len(block.heads), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, block.heads, strict=True):
        cell.paragraphs[0].add_run(_said(head)).bold = True
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = _said(text)
    file.add_paragraph()
