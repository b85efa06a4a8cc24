"""A file's name can neither leave its folder, split a header, nor hide what it is."""

import pytest
from django.utils.http import content_disposition_header
from hypothesis import given
from hypothesis import strategies as st

from holdfast.governance.documents.file_names import LONGEST, safe_file_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Report.docx", "Report.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\amy\\Desktop\\Plan v2.pdf", "Plan v2.pdf"),
        ('a"; filename="evil.exe.pdf', "a-- filename=-evil.exe.pdf"),
        ("report\r\nSet-Cookie: x=1.pdf", "reportSet-Cookie- x=1.pdf"),
        ("annexe\u202efdp.exe", "annexefdp.exe"),
        ("O’Brien – données.csv", "O’Brien – données.csv"),
        (".htaccess", "htaccess"),
        ("", "paper"),
    ],
)
def test_names_as_people_and_attackers_send_them(given_name: str, kept: str) -> None:
    assert safe_file_name(given_name) == kept


@given(st.text(max_size=400))
def test_whatever_is_sent_the_name_is_short_whole_and_of_one_line(name: str) -> None:
    kept = safe_file_name(name)
    assert 0 < len(kept) <= LONGEST + 10
    assert not set(kept) & set('/\\\r\n\0"<>|:;')
    assert kept not in (".", "..")
    header = content_disposition_header(True, kept)
    assert header is not None
    assert header.isascii()
    assert "\n" not in header
