"""Whether a filled tool is whole, so that it can be sent; and who is behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from holdfast.casework.screening.rules.scoring import Assessment
from holdfast.casework.screening.rules.tool import Tool
from holdfast.kernel.finding import Finding, counted


def assess_whole(
    tool: Tool,
    assessed: Assessment,
    *,
    area: str,
    has_child: bool,
    given_names: str,
    family_name: str,
    is_immediate: bool,
    front_door: Mapping[str, str],
) -> Finding:
    """Whether everything that a meeting needs is there; `reason` says all that is missing."""
    missing = [
        *_about_child(has_child, given_names, family_name),
        *_answers(assessed),
        *([] if area in tool.areas else ["Say which kind of harm this is about."]),
        *(_front_door(front_door) if is_immediate else []),
    ]
    return Finding(met=not missing, reason=" ".join(missing) or "It is whole.", missing=tuple(missing))


def _about_child(has_child: bool, given_names: str, family_name: str) -> Iterator[str]:
    if not has_child and not (given_names.strip() or family_name.strip()):
        yield "Say who the child is: a name, or what they are called."


def _answers(assessed: Assessment) -> Iterator[str]:
    if number := len(assessed.unanswered):
        yield f"{counted(number, 'question')} not answered yet. “Not known” is an answer."


def _front_door(said: Mapping[str, str]) -> Iterator[str]:
    if said.get("told") not in ("yes", "no"):
        yield "Say whether you have told the front door: this form does not replace that call."
    elif said["told"] == "yes" and not (said.get("how") and said.get("whom", "").strip()):
        yield "Say how you told the front door, and who took it."
