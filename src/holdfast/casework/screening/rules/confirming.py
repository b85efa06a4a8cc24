"""Whether a meeting may come to a level: any of the tool's, with a reason where it is another."""

from __future__ import annotations

from collections.abc import Sequence

from holdfast.casework.screening.rules.tool import Floor, Tool, rank
from holdfast.kernel.finding import Finding


def assess_confirmation(
    tool: Tool,
    present: str,
    level: str,
    reason: str,
    *,
    floors: Sequence[Floor],
    has_child: bool,
    has_meeting: bool,
) -> Finding:
    """Whether the level may be confirmed or changed: nobody undercuts the tool's floors with the tool."""
    if not has_child:
        return Finding(met=False, reason="Match it to a child first: a level is a child's.")
    if not has_meeting:
        return Finding(met=False, reason="Say at which meeting it was looked at.")
    if level not in tool.levels:
        known = ", ".join(tool.levels)
        return Finding(met=False, reason=f"{level or 'Nothing'} is no level of this tool. It knows {known}.")
    for floor in floors:
        if rank(level) < rank(floor.level):
            return Finding(met=False, reason=f"The level cannot be lower than {floor.level}. {floor.says}")
    if level != present and not reason.strip():
        return Finding(met=False, reason=f"Say why it is {level} and not {present}.")
    return Finding(met=True, reason=f"The level is {level}.")
