"""docs/rules/ says what the tests say."""

from tests.charter.rulebook import ROOT, rules


def test_the_rulebook_is_current() -> None:
    pages = rules()
    folder = ROOT / "docs" / "rules"
    assert {path.name for path in folder.iterdir()} == set(pages), "run: python -m tests.charter.rulebook"
    for name, text in pages.items():
        assert (folder / name).read_text(encoding="utf-8") == text, "run: python -m tests.charter.rulebook"
