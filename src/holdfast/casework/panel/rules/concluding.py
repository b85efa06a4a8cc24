"""Whether every child that a meeting took up has a conclusion, or goes onto the next list."""

from __future__ import annotations

from holdfast.kernel.finding import Finding, counted


def assess_all_answered(not_concluded: int) -> Finding:
    """Whether a meeting may close: each child taken up is confirmed, or carried over by somebody's word."""
    if not not_concluded:
        return Finding(met=True, reason="Every child taken up has a conclusion or goes onto the next list.")
    left = counted(not_concluded, "child was", "children were")
    reason = f"{left} taken up and left without a conclusion. Confirm each as it stands, or carry it over."
    return Finding(met=False, reason=reason)
