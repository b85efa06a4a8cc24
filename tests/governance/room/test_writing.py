"""Notes are one's own; the minute has one pen; nobody's words are written over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from holdfast.governance.room.models import MinuteText, Note
from holdfast.governance.room.operations import (
    hand_over_minute_text,
    save_minute_text,
    save_note,
    take_minute_text,
)
from holdfast.governance.room.operations.writing import StaleText
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.permissions import Role
from tests.factories import grant
from tests.governance.room.fernshire import Fernshire, at


def test_vera_and_jo_each_have_their_own_notes(mace: Fernshire) -> None:
    save_note(by=mace.actor("Vera"), item=mace.item, text="Vera’s", version=0)
    save_note(by=mace.actor("Jo"), item=mace.item, text="Jo’s", version=0)
    assert set(Note.objects.values_list("text", flat=True)) == {"Vera’s", "Jo’s"}


def test_a_second_window_that_is_behind_loses_nothing(mace: Fernshire) -> None:
    vera = mace.actor("Vera")
    save_note(by=vera, item=mace.item, text="First", version=0)
    with pytest.raises(StaleText) as stale:
        save_note(by=vera, item=mace.item, text="Second", version=0)
    assert (stale.value.typed, stale.value.saved, stale.value.version) == ("Second", "First", 1)


def test_saving_the_same_text_twice_is_one_version(mace: Fernshire) -> None:
    vera = mace.actor("Vera")
    assert save_note(by=vera, item=mace.item, text="Same", version=0).version == 1
    assert save_note(by=vera, item=mace.item, text="Same", version=0).version == 1


@pytest.mark.parametrize("text", ["x" * 10_000, "د. ليلى O’Neill 🙂\u200f", "<script>alert(1)</script>"])
def test_long_and_unusual_notes_are_kept_as_they_are(mace: Fernshire, text: str) -> None:
    save_note(by=mace.actor("Vera"), item=mace.item, text=text, version=0)
    assert Note.objects.get().text == text


def test_a_note_too_long_is_refused_and_says_so(mace: Fernshire) -> None:
    with pytest.raises(Refused, match="longer than 100,000"):
        save_note(by=mace.actor("Vera"), item=mace.item, text="x" * 100_001, version=0)


def test_amina_cannot_take_the_pen_while_mo_writes(mace: Fernshire) -> None:
    mace.opened()
    take_minute_text(by=mace.mo, item=mace.item)
    with pytest.raises(Refused, match="Mo Ali is writing this minute"):
        take_minute_text(by=mace.actor("Amina"), item=mace.item)


def test_mo_hands_the_pen_to_amina(mace: Fernshire) -> None:
    mace.opened()
    take_minute_text(by=mace.mo, item=mace.item)
    hand_over_minute_text(by=mace.mo, item=mace.item, to=mace.person("Amina"))
    with pytest.raises(Refused, match="Amina Khan is writing"):
        take_minute_text(by=mace.mo, item=mace.item)


def test_a_pen_left_alone_is_free_after_five_minutes(mace: Fernshire) -> None:
    mace.opened()
    take_minute_text(by=mace.mo, item=mace.item)
    with clock.fixed_at(at(18) + timedelta(minutes=6)):
        save_minute_text(by=mace.actor("Amina"), item=mace.item, text="Amina writes.", version=0)
        with pytest.raises(StaleText) as stale:
            save_minute_text(by=mace.mo, item=mace.item, text="Mo writes.", version=0)
    assert (stale.value.typed, stale.value.saved) == ("Mo writes.", "Amina writes.")
    assert MinuteText.objects.get().text == "Amina writes."


def test_vera_does_not_write_the_minute(mace: Fernshire) -> None:
    mace.opened()
    with pytest.raises(PermissionDenied):
        save_minute_text(by=mace.actor("Vera"), item=mace.item, text="Mine.", version=0)


def test_two_minute_takers_never_write_over_each_other(mace: Fernshire) -> None:
    mace.opened()
    grant(mace.person("Vera"), Role.MINUTE_TAKER, mace.group)
    save_minute_text(by=mace.mo, item=mace.item, text="One", version=0)
    with pytest.raises(StaleText):
        save_minute_text(by=mace.actor("Vera"), item=mace.item, text="Two", version=1)


def test_an_auditor_reads_and_writes_nothing(mace: Fernshire) -> None:
    grant(mace.person("Ida"), Role.AUDITOR)
    with pytest.raises(PermissionDenied):
        save_note(by=mace.actor("Ida"), item=mace.item, text="Audited.", version=0)
