"""The names by which a child goes, to keep them out of texts that are read widely."""

from __future__ import annotations

from holdfast.casework.children.models import Child, ChildName


def names_of(child: Child) -> list[str]:
    """Every name on record: the present ones, what the child is called, aliases."""
    other = ChildName.objects.filter(child=child).values_list("given_names", "family_name")
    own = [child.given_names, child.family_name, child.known_as]
    return [name for name in (*own, *(part for pair in other for part in pair)) if name]
