"""One clause of a charter file is changed, added or removed, and every other line stays as it stands."""

import pytest

from holdfast.charter.comparing import diff
from holdfast.charter.editing import (
    NotByClause,
    blocks,
    with_clause,
    with_new_clause,
    with_version,
    without_clause,
)
from holdfast.charter.reading import load
from holdfast.charter.shelf import load_shipped, shipped, shipped_text

TRICKY = '''key = "tricky"
title = "Tricky group"  # not the group's real name

# The first part
[[clause]]
# about the wording
says = """
It says
[[clause]]
# and this is no comment"""
id = "1"
attested = true

# The second part
[[clause]]
id = "2"
says = 'Two "quoted" words.'
[[clause.clock]]
what = "feedback"
within = "2 working days"
after = "the meeting"

[[clause.clock]]
what = "the minutes"
within = "5 working days"
after = "the meeting"
# the end
'''


def changes(before: str, after: str) -> list[tuple[str, str | None]]:
    """What differs, as the engine reads both."""
    found = diff(load(before, "before").charter, load(after, "after").charter)
    return [(change.kind, change.clause) for change in found]


@pytest.mark.parametrize("name", shipped())
def test_every_clause_of_a_shipped_charter_is_found_and_written_back_as_it_was(name: str) -> None:
    text, charter = shipped_text(name), load_shipped(name).charter
    there = blocks(text, charter.key)
    assert list(there) == [clause.id for clause in charter.clauses]
    for clause, block in there.items():
        made = with_clause(text, charter.key, clause, wording=block.wording, rule=block.rule)
        assert made.text.split("\n")[made.rule_line - 1] == block.rule.split("\n")[0]
        text = made.text
    assert diff(charter, load(text, "written back").charter) == ()


def test_comments_and_words_that_look_like_tables_stay_where_they_are() -> None:
    first, second = blocks(TRICKY, "tricky").values()
    assert first.wording == "It says\n[[clause]]\n# and this is no comment"
    assert first.rule == "# about the wording\nattested = true"
    assert second.rule.count("[[clause.clock]]") == 2
    without = without_clause(TRICKY, "tricky", "1")
    assert "# The first part" in without
    assert "# The second part" in without
    assert changes(TRICKY, without) == [("removed", "1")]
    assert without_clause(TRICKY, "tricky", "2").endswith("# The second part\n# the end\n")


def test_a_clause_is_changed_by_its_words_alone() -> None:
    rule = blocks(TRICKY, "tricky")["2"].rule
    made = with_clause(TRICKY, "tricky", "2", wording='A "new" \\ word.', rule=rule)
    assert changes(TRICKY, made.text) == [("changed", "2")]
    assert load(made.text, "made").charter.clause("2").says == 'A "new" \\ word.'


def test_a_clause_is_added_after_another() -> None:
    made = with_new_clause(TRICKY, "tricky", "1a", wording="More.", rule="attested = true", after="1")
    assert [clause.id for clause in load(made.text, "made").charter.clauses] == ["1", "1a", "2"]
    assert made.text.split("\n")[made.rule_line - 1] == "attested = true"
    last = with_new_clause(TRICKY, "tricky", "3", wording="Last.", rule="attested = true")
    assert [clause.id for clause in load(last.text, "last").charter.clauses] == ["1", "2", "3"]


def test_the_version_is_stated_anew_or_for_the_first_time() -> None:
    once = with_version(TRICKY, "tricky", "2")
    assert load(with_version(once, "tricky", "3"), "made").charter.version == "3"
    assert changes(TRICKY, once) == [("changed", None)]


def test_one_group_of_several_in_a_file_is_edited_alone() -> None:
    group = (
        '[[group]]\nkey = "{0}"\ntitle = "{0}"\n[[group.clause]]\nid = "{0}/1"\nsays = "x"\nattested = true\n'
    )
    text = group.format("one") + group.format("two")
    made = with_clause(text, "two", "two/1", wording="y", rule='attested = "z"').text
    document = load(with_version(made, "two", "9"), "made")
    assert document.group("one").clauses[0].says == "x"
    assert document.group("one").version is None
    assert (document.group("two").clauses[0].says, document.group("two").version) == ("y", "9")
    with pytest.raises(KeyError):
        blocks(text, "three")


def test_clauses_that_do_not_stand_in_lines_of_their_own_cannot_be_edited_one_by_one() -> None:
    text = 'key = "k"\ntitle = "t"\nclause = [{ id = "1", says = "x", attested = true }]\n'
    with pytest.raises(NotByClause):
        blocks(text, "k")
