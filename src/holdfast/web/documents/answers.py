"""A document as the answer to a request: as Word that people can edit, or as PDF to file."""

from django.http import Http404, HttpResponse

from holdfast.web.documents import pdf, word
from holdfast.web.documents.blocks import Document
from holdfast.web.downloads import attached

_MAKERS = {"docx": (word.as_word, word.CONTENT_TYPE), "pdf": (pdf.as_pdf, pdf.CONTENT_TYPE)}
KINDS = frozenset(_MAKERS)


def require_kind(kind: str) -> None:
    """404 for an address that ends in anything else than these kinds."""
    if kind not in KINDS:
        raise Http404


def document_file(document: Document, kind: str, name: str) -> HttpResponse:
    """The document to take away, as `name` with the kind's ending."""
    make, content_type = _MAKERS[kind]
    return attached(make(document), content_type, f"{name}.{kind}")
