"""Who may strike out an entry that was wrong, such as one on the wrong child."""

from __future__ import annotations

from holdfast.kernel.finding import Finding


def assess_striking(*, decides: bool, is_own: bool, is_provisional: bool) -> Finding:
    """Whoever decides on levels and the list may; of a level that nobody confirmed, its author too."""
    met = decides or (is_own and is_provisional)
    reason = (
        "It may be struck out."
        if met
        else "Only the coordinator or the chair strikes that out; whoever set a provisional level takes back"
        " their own."
    )
    return Finding(met=met, reason=reason)
