"""Where the bars of a trend stand: plain numbers for a template that draws them as SVG. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.insight.compliance.figures import Figures, Number
from holdfast.insight.compliance.periods import Step

# From the ground up; each has a pattern of its own, so that colour is not needed.
STACK = (Number.IN_TIME, Number.LATE, Number.MISSED, Number.OPEN, Number.WAIVED)
WIDTH, HEIGHT, LEFT, GROUND = 760, 220, 40, 190
_TOP = 10
_ROUND = (1, 2, 3, 4, 5, 6, 8)


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a bar."""

    number: Number
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of the trend with its pieces, and its words."""

    said: str
    brief: str
    year: str
    middle: float
    figures: Figures
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole trend."""

    bars: tuple[Bar, ...]
    lines: tuple[tuple[int, float], ...]

    @property
    def is_drawn(self) -> bool:
        """Whether there is a course to see: two parts and something promised."""
        return len(self.bars) > 1 and any(bar.figures.promised for bar in self.bars)

    @property
    def words(self) -> str:
        """What the picture shows, for whoever does not see it."""
        told = (f"{bar.said}: {bar.figures.share or 'none due'}" for bar in self.bars)
        return "; ".join(told)


def chart(parts: Sequence[date], step: Step, trend: Sequence[Figures]) -> Chart:
    """The bars of a trend, as high as what was promised."""
    highest = _round_up(max((figures.promised for figures in trend), default=0))
    scale = (GROUND - _TOP) / highest
    wide = (WIDTH - LEFT) / max(len(parts), 1)
    return Chart(
        tuple(
            _bar(part, step, figures, LEFT + index * wide, wide, scale)
            for index, (part, figures) in enumerate(zip(parts, trend, strict=True))
        ),
        tuple((count, GROUND - count * scale) for count in sorted({0, highest // 2, highest})),
    )


def _bar(part: date, step: Step, figures: Figures, left: float, wide: float, scale: float) -> Bar:
    width = min(wide * 0.62, 60)
    is_first = left == LEFT or part.month <= step.months
    year = str(part.year) if is_first and step is not Step.YEAR else ""
    middle = left + wide / 2
    blocks = tuple(_blocks(figures, middle - width / 2, width, scale))
    return Bar(step.said(part), step.brief(part), year, round(middle, 1), figures, blocks)


def _blocks(figures: Figures, x: float, width: float, scale: float) -> Iterator[Block]:
    ground = float(GROUND)
    for number in STACK:
        height = figures.number(number) * scale
        if height:
            ground -= height
            yield Block(number, *(round(value, 1) for value in (x, ground, width, height)))


def _round_up(count: int) -> int:
    """The next of 1, 2, 3, 4, 5, 6, 8, 10, 20 …, so that the lines stand at round numbers."""
    power = 1
    while True:
        for digit in _ROUND:
            if digit * power >= count:
                return digit * power
        power *= 10


SPARK_WIDTH, SPARK_HEIGHT = 120, 24


@dataclass(frozen=True, slots=True)
class Spark:
    """The trend of one clause in a few millimetres: how much of each part was in time."""

    words: str
    bars: tuple[tuple[float, float, float, float, float], ...]


def spark(parts: Sequence[date], step: Step, trend: Sequence[Figures]) -> Spark | None:
    """For each part x, width, height of all judged, height of those in time, y; None without a course."""
    judged = [figures.judged for figures in trend]
    if sum(map(bool, judged)) < 2:
        return None
    scale, wide = SPARK_HEIGHT / max(judged), SPARK_WIDTH / len(parts)
    bars = tuple(
        tuple(
            round(value, 1)
            for value in (
                index * wide,
                max(wide - 2, 1),
                figures.judged * scale,
                figures.in_time * scale,
                SPARK_HEIGHT - figures.judged * scale,
            )
        )
        for index, figures in enumerate(trend)
        if figures.judged
    )
    told = (
        f"{step.said(part)} {figures.share}"
        for part, figures in zip(parts, trend, strict=True)
        if figures.judged
    )
    return Spark("; ".join(told), bars)  # type: ignore[arg-type]
