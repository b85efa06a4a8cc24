"""Who may ask the addresses of risk: members see and assess the children of their agency, two decide."""

from __future__ import annotations

from tests.access.rows import Row, both

DECIDING = "coordinator casechair"
IN_CASES = f"{DECIDING} casemember"

RISK: dict[str, Row] = {
    **{f"risk:{name}": Row(IN_CASES) for name in ("list", "history", "placed", "gaps", "risk", "plan")},
    "risk:export": Row(DECIDING),
    "risk:update": Row(post="coordinator"),
    "risk:recorders": both("coordinator"),
    "risk:place": both(DECIDING),
    "risk:strike-place": both(DECIDING),
    # A member strikes out only a provisional level of their own.
    "risk:strike-level": both(DECIDING),
    "risk:recording": Row(IN_CASES),
    **{
        f"risk:{name}": both(IN_CASES)
        for name in (
            "assessment", "agreement", "review", "ending", "sharing", "confirmation", "not-needed",
            "notice", "notice-answer",
        )
    },
}  # fmt: skip
