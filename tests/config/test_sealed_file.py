"""A sealed file gives back exactly what was sealed, or nothing and the reason."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.config import sealed_file
from holdfast.config.keys import new_key
from holdfast.config.sealed_file import SealedWriter, opened
from holdfast.config.surroundings import SetupProblem

KEY = new_key()
SMALL = 64
HEAD_BYTES = 48


@pytest.fixture(autouse=True, scope="module")
def _small_chunks() -> object:
    usual = sealed_file.CHUNK_BYTES
    sealed_file.CHUNK_BYTES = SMALL
    yield
    sealed_file.CHUNK_BYTES = usual


def sealed(content: bytes) -> bytes:
    file = BytesIO()
    writer = SealedWriter(file, KEY)
    writer.write(content)
    writer.close()
    return file.getvalue()


def unsealed(file: bytes, key: str = KEY) -> bytes:
    return b"".join(opened(BytesIO(file), key))


@given(content=st.binary(max_size=5 * SMALL))
def test_what_was_sealed_comes_back(content: bytes) -> None:
    assert unsealed(sealed(content)) == content


@given(content=st.binary(min_size=8, max_size=5 * SMALL))
def test_nothing_of_the_content_can_be_read(content: bytes) -> None:
    assert content not in sealed(content)[HEAD_BYTES:]


def test_another_key_is_told_to_be_another_key() -> None:
    with pytest.raises(SetupProblem, match="key is not the one"):
        unsealed(sealed(b"Amina"), new_key())


@given(place=st.integers(min_value=0, max_value=400), bit=st.integers(min_value=0, max_value=7))
def test_a_single_changed_bit_anywhere_is_found(place: int, bit: int) -> None:
    file = bytearray(sealed(b"Paul Okafor " * 25))
    file[place % len(file)] ^= 1 << bit
    with pytest.raises(SetupProblem):
        unsealed(bytes(file))


@given(length=st.integers(min_value=0, max_value=420))
def test_a_file_cut_off_anywhere_is_found(length: int) -> None:
    file = sealed(b"Paul Okafor " * 25)
    with pytest.raises(SetupProblem):
        unsealed(file[: min(length, len(file) - 1)])


def test_swapped_repeated_and_foreign_chunks_are_found() -> None:
    file, other = sealed(b"x" * 4 * SMALL), sealed(b"y" * 4 * SMALL)
    head, size = HEAD_BYTES, SMALL + 16
    first, second, rest = (
        file[head : head + size],
        file[head + size : head + 2 * size],
        file[head + 2 * size :],
    )
    for forged in (second + first + rest, first + first + rest, first + other[head + size :], rest):
        with pytest.raises(SetupProblem, match="changed, damaged or cut off"):
            unsealed(file[:head] + forged)


def test_some_other_file_is_told_to_be_no_backup() -> None:
    with pytest.raises(SetupProblem, match="no backup of Holdfast"):
        unsealed(b"PK\x03\x04 a spreadsheet, perhaps")
