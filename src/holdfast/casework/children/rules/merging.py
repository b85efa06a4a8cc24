"""When two records may become one, when that may be undone, and what the one learns from the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdfast.casework.children.codes import EthnicGroup, LegalStatus, Sex
from holdfast.kernel.finding import Finding

_UNKNOWN = (None, "", Sex.NOT_KNOWN, EthnicGroup.NOT_OBTAINED, LegalStatus.NOT_KNOWN)


def assess_merge(kept_restricted: bool, merged_restricted: bool, *, is_same: bool, reason: str) -> Finding:
    """Two different records, both restricted or neither, and a reason."""
    if is_same:
        return Finding(met=False, reason="This is the same record.")
    if kept_restricted != merged_restricted:
        said = "One record is restricted and the other is not. Restrict both, or lift the restriction, first."
        return Finding(met=False, reason=said)
    return _assess_reason(reason, "Say how you know that this is one child.")


def assess_undoing(*, is_undone: bool, is_gone: bool, reason: str) -> Finding:
    """A merge is undone once, and before it the later merge of the kept record into another."""
    if is_undone:
        return Finding(met=False, reason="This merge has been undone already.")
    if is_gone:
        said = "The record that was kept has itself been merged into another since: undo that merge first."
        return Finding(met=False, reason=said)
    return _assess_reason(reason, "Say how you know that these are two children.")


def _assess_reason(reason: str, wanted: str) -> Finding:
    return Finding(met=bool(reason.strip()), reason="a reason is given" if reason.strip() else wanted)


def blanks_filled(kept: Mapping[str, Any], merged: Mapping[str, Any]) -> dict[str, Any]:
    """What the merged record knows and the kept one does not; an estimate goes with its date."""
    own = {"given_names", "family_name", "is_birth_estimated"}
    found = {
        name: merged[name]
        for name in kept
        if name not in own and kept[name] in _UNKNOWN and merged[name] not in _UNKNOWN
    }
    if "birth_on" in found and merged["is_birth_estimated"] != kept["is_birth_estimated"]:
        found["is_birth_estimated"] = merged["is_birth_estimated"]
    return found
