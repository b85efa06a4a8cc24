"""A new version says what becomes of what is still owed under the clauses that it changes or removes."""

from holdfast.groups.charters import carries_of
from holdfast.groups.models import TermsCarry
from tests.groups.world import NOW, TODAY, Fernshire, charter

QUORUM_OF_THREE = charter("2").replace("members = 2", "members = 3").replace("Two members", "Three members")
WITHOUT_VICE = QUORUM_OF_THREE.replace(
    QUORUM_OF_THREE[
        QUORUM_OF_THREE.index('[[clause]]\nid = "harbour/vice-1"') : QUORUM_OF_THREE.index(
            '[[clause]]\nid = "harbour/quorum-1"'
        )
    ],
    "",
)


def test_a_changed_clause_goes_on_under_its_new_wording_and_a_removed_one_ends(adopted: Fernshire) -> None:
    new = adopted.propose(WITHOUT_VICE)
    assert carries_of(new) == {"harbour/vice-1": "end", "harbour/quorum-1": "new"}


def test_what_was_chosen_holds_also_once_the_version_is_in_force(adopted: Fernshire) -> None:
    old = adopted.group.terms.get()
    new = adopted.adopt(WITHOUT_VICE, from_on=TODAY)
    TermsCarry.objects.create(
        partnership=adopted.partnership, terms=new, clause="harbour/quorum-1", choice="old",
        chosen_at=NOW, chosen_by=adopted.bola,
    )  # fmt: skip
    assert carries_of(new) == {"harbour/vice-1": "end", "harbour/quorum-1": "old"}
    assert carries_of(old) == {}, "there is nothing before the first version"
