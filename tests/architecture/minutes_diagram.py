"""Draws the states of minutes into docs/architecture.md, from the rules that the operations obey."""

import re
from pathlib import Path

from holdfast.governance.minutes.rules import DRAFT, TRANSITIONS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "architecture.md"
BETWEEN = re.compile(r"(<!-- states of minutes -->\n).*?(<!-- end -->)", re.DOTALL)


def diagram() -> str:
    """The states and steps of minutes, as Mermaid writes a state diagram."""
    steps = [
        f"    {state} --> {then}: {step}"
        for state, leads in TRANSITIONS.items()
        for step, then in leads.items()
    ]
    ends = [f"    {state} --> [*]" for state, leads in TRANSITIONS.items() if not leads]
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {DRAFT}", *steps, *ends, "```"]
    return "\n".join(lines) + "\n"


def drawn_into(page: str) -> str:
    """The page with the present diagram between its two marks."""
    return BETWEEN.sub(lambda marks: marks[1] + diagram() + marks[2], page, count=1)


if __name__ == "__main__":
    PAGE.write_text(drawn_into(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
