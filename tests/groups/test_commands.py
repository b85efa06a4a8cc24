"""Terms are adopted from the command line, in somebody's name and with no more than their rights."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from holdfast.groups.charters import terms_in_force
from holdfast.groups.membership import agencies_by_key
from holdfast.groups.models import TermsApproval
from tests.factories import make_account, make_partnership
from tests.groups.world import SIGNED, TODAY, Fernshire, charter


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The small charter as a file."""
    path = tmp_path / "harbour.toml"
    path.write_text(charter(), encoding="utf-8")
    return path


def run(place: Fernshire, *words: str, by: str = "") -> str:
    """What a command prints, run in Bola's name."""
    out = StringIO()
    try:
        call_command(*words, "--by", by or place.account.email, stdout=out)
    finally:
        place.look()
    return out.getvalue()


def test_a_charter_is_adopted_with_its_agencies_linked(place: Fernshire, file: Path) -> None:
    said = run(place, "adopt", "harbour", str(file), "--from", "2026-01-01")
    assert "3 opened" in said
    assert terms_in_force(place.group, TODAY) is not None
    assert agencies_by_key(place.group)["police"].name == "Fernshire Police"


def test_signatures_on_paper_are_given_with_it(place: Fernshire, file: Path) -> None:
    file.write_text(charter(more=SIGNED), encoding="utf-8")
    command = ["adopt", "Harbour", str(file), "--from", "2026-01-01", "--signed", "chair=Ann Hill@2025-12-01"]
    with pytest.raises(CommandError, match="Fernshire Board") as refusal:
        run(place, *command)
    assert refusal.value.returncode == 1
    assert terms_in_force(place.group, TODAY) is None
    run(place, *command, "--signed", "the-board=Ben Dale")
    dates = dict(TermsApproval.objects.values_list("capacity", "signed_on"))
    assert dates == {"chair": date(2025, 12, 1), "the-board": None}


def test_a_faulty_file_ends_with_three_and_names_each_line(place: Fernshire, file: Path) -> None:
    file.write_text(charter().replace("places = 2", "places = 0"), encoding="utf-8")
    with pytest.raises(CommandError, match="line 41") as faulty:
        run(place, "terms", "propose", "Harbour", str(file))
    assert faulty.value.returncode == 3


def test_the_steps_one_at_a_time(place: Fernshire, file: Path) -> None:
    assert "no terms" in run(place, "terms", "list", "Harbour")
    assert "version 1" in run(place, "terms", "propose", "Harbour", str(file))
    assert "1: proposed" in run(place, "terms", "list", "Harbour")
    run(place, "terms", "force", "Harbour", "1", "--from", "2026-01-01")
    assert "1: in force, from 2026-01-01 to now" in run(place, "terms", "list", "Harbour")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["terms", "list", "Nowhere"], "no group called Nowhere"),
        (["terms", "force", "Harbour", "9", "--from", "2026-01-01"], "no version 9"),
        (["terms", "propose", "Harbour", "/nowhere.toml"], "cannot be read"),
    ],
)
def test_a_wrong_word_is_named(place: Fernshire, words: list[str], why: str) -> None:
    with pytest.raises(CommandError, match=why):
        run(place, *words)


def test_nobody_does_by_command_what_they_may_not_do(place: Fernshire, file: Path) -> None:
    email = make_account(place.paul).email
    with pytest.raises(CommandError):
        run(place, "terms", "propose", "Harbour", str(file), by=email)
    with pytest.raises(CommandError, match="no account"):
        run(place, "terms", "list", "Harbour", by="nobody@example.org")


def test_a_group_of_another_partnership_is_not_found(place: Fernshire) -> None:
    from tests.factories import make_group

    make_group(make_partnership("Elsewhere"), "Theirs")
    place.look()
    with pytest.raises(CommandError, match="no group called Theirs"):
        run(place, "terms", "list", "Theirs")
