"""How a filled tool is scored: by its own version alone, and never lower for more that was seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from holdfast.casework.screening.rules.tool import (
    NO,
    NOT_KNOWN,
    Band,
    Floor,
    Item,
    Tool,
    higher,
    rank,
)
from holdfast.kernel.finding import Finding

# What was answered for each item by its key: the keys of windows, or `no`, or `not-known`.
Answers = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Facts:
    """What of the child moves a floor; None where it is not known."""

    age: int | None = None
    has_learning_disability: bool | None = None


@dataclass(frozen=True)
class Assessment:
    """What a tool makes of its answers, and why; `floors` are all that hold, whether or not they raise it."""

    score: int
    band: Band
    level: str
    is_top: bool
    floors: tuple[Floor, ...]
    signs_of_abuse: tuple[Item, ...]
    unanswered: tuple[Item, ...]
    notes: tuple[str, ...]


def score_of(tool: Tool, answers: Answers) -> int:
    """The sum over all items of what each scores in the windows in which it was seen."""
    return sum(_item_score(tool, item, answers.get(item.key, ())) for item in tool.items())


def _item_score(tool: Tool, item: Item, answered: Sequence[str]) -> int:
    return sum(tool.score_of(item, window) for window in tool.windows if window.key in answered)


def band_of(tool: Tool, score: int) -> Band:
    """The band in which a score lies: bands cover every score from 0 up."""
    return next(band for band in reversed(tool.bands) if band.begins <= score)


def assess(tool: Tool, answers: Answers, facts: Facts) -> Assessment:
    """The score, its band, and the level that the score and the floors come to, before any judgement."""
    score = score_of(tool, answers)
    band = band_of(tool, score)
    signs = tuple(item for item in tool.items() if item.is_abuse and _is_seen(tool, answers, item))
    floors = tuple(floor for floor in tool.floors if _holds(floor, facts, bool(signs)))
    level = band.level
    for floor in floors:
        level = higher(level, floor.level)
    return Assessment(
        score=score,
        band=band,
        level=level,
        is_top=band == tool.top,
        floors=floors,
        signs_of_abuse=signs,
        unanswered=tuple(item for item in tool.items() if not answers.get(item.key)),
        notes=tuple(_unchecked(tool, facts)),
    )


def _is_seen(tool: Tool, answers: Answers, item: Item) -> bool:
    return any(key in tool.window_keys for key in answers.get(item.key, ()))


def _holds(floor: Floor, facts: Facts, has_sign: bool) -> bool:
    young = floor.under_age is not None and facts.age is not None and facts.age < floor.under_age
    disabled = floor.has_learning_disability and bool(facts.has_learning_disability)
    return young or disabled or (floor.has_sign_of_abuse and has_sign)


def _unchecked(tool: Tool, facts: Facts) -> Iterator[str]:
    """What could not be looked at for want of a fact: said, because the level may be too low."""
    if facts.age is None and any(floor.under_age is not None for floor in tool.floors):
        yield "The age is not known, so the floor for young children could not be looked at."
    if facts.has_learning_disability is None and any(f.has_learning_disability for f in tool.floors):
        yield "Whether there is a learning disability is not known, so its floor could not be looked at."


def assess_judgement(tool: Tool, assessed: Assessment, level: str, reason: str) -> Finding:
    """Whether professional judgement may put the level there: any that the tool knows, with a reason.

    It may raise the level freely. It may lower it to what the floors allow, and no further.
    """
    if level not in tool.levels:
        known = ", ".join(tool.levels)
        return Finding(met=False, reason=f"{level or 'Nothing'} is no level of this tool. It knows {known}.")
    if level != assessed.level and not reason.strip():
        return Finding(met=False, reason="Say why your judgement differs from what the tool comes to.")
    for floor in assessed.floors:
        if rank(level) < rank(floor.level):
            return Finding(met=False, reason=f"The level cannot be lower than {floor.level}. {floor.says}")
    return Finding(met=True, reason=f"The level is {level}.")


def is_pressing(tool: Tool, assessed: Assessment, level: str, *, is_immediate: bool) -> bool:
    """Whether somebody is told at once: the top band, immediate harm, or judged to be as high as the top."""
    judged_up = level == tool.top.level and rank(level) > rank(assessed.level)
    return assessed.is_top or is_immediate or judged_up


def provisional_level(tool: Tool, level: str, *, is_immediate: bool) -> str:
    """The level that holds until a meeting confirms it; marked immediate harm, it is the tool's highest."""
    return tool.levels[-1] if is_immediate else level


def faults_in(tool: Tool, answers: Answers) -> list[str]:
    """What is wrong with answers, in sentences; answers left out are no fault here."""
    found = [f"There is no item {key} in this tool." for key in answers if key not in tool.by_key]
    for key, given in answers.items():
        if key in tool.by_key:
            found.extend(_faults_in_item(tool, key, given))
    return found


def _faults_in_item(tool: Tool, key: str, given: Sequence[str]) -> Iterator[str]:
    for one in given:
        if one not in (*tool.window_keys, NO, NOT_KNOWN):
            yield f"{key}: {one} is no answer that this tool takes."
    if len(set(given)) > 1 and (not tool.takes_several or {NO, NOT_KNOWN} & set(given)):
        yield f"{key}: these answers cannot stand together: {', '.join(given)}."
