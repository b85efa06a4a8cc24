"""Whether a child may be shared with another partnership: deliberately, for a purpose, by a right."""

from __future__ import annotations

from collections.abc import Collection

from holdfast.kernel.finding import Finding


def assess_sharing(
    *, is_restricted: bool, is_guardian: bool, parts: Collection[str], known: Collection[str], is_shared: bool
) -> Finding:
    """Whether these parts of a record may be shared with one group elsewhere."""
    if is_restricted and not is_guardian:
        return Finding(met=False, reason="A restricted record is shared by its guardian alone.")
    if not parts or not set(parts) <= set(known):
        return Finding(met=False, reason="Choose what of the record is shared.")
    if is_shared:
        reason = "This child is shared with that group already. To change what is shared, end that first."
        return Finding(met=False, reason=reason)
    return Finding(met=True, reason="It can be shared.")
