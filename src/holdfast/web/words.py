"""Dates, times, durations, lists and counts as people say them."""

from collections.abc import Iterable, Sequence, Sized
from datetime import UTC, date, datetime, time, timedelta

from holdfast.kernel import clock

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
_SMALL_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def london(instant: datetime) -> datetime:
    """The instant as a clock in London shows it; a naive one is taken to be UTC."""
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    return instant.astimezone(clock.LONDON)


def day(value: date | datetime | None) -> str:
    """`Tuesday 3 March 2026`."""
    if value is None:
        return ""
    value = london(value) if isinstance(value, datetime) else value
    return f"{value:%A} {value.day} {value:%B} {value.year}"


def brief_day(value: date) -> str:
    """`3 Mar`, at the head of a narrow column whose page says the year."""
    return f"{value.day} {value:%b}"


def short_day(value: date | datetime | None) -> str:
    """`3 March 2026`, where the weekday does not help."""
    if value is None:
        return ""
    value = london(value) if isinstance(value, datetime) else value
    return f"{value.day} {value:%B} {value.year}"


def month(value: date | datetime | None) -> str:
    """`March 2026`."""
    if value is None:
        return ""
    value = london(value) if isinstance(value, datetime) else value
    return f"{value:%B} {value.year}"


def clock_time(value: datetime | time | None) -> str:
    """`2:30pm`, `9am`, `midday`, `midnight`."""
    if value is None:
        return ""
    value = london(value) if isinstance(value, datetime) else value
    if value.minute == 0 and value.hour in (0, 12):
        return "midday" if value.hour else "midnight"
    hour = value.hour % 12 or 12
    minutes = f":{value.minute:02d}" if value.minute else ""
    return f"{hour}{minutes}{'am' if value.hour < 12 else 'pm'}"


def moment(value: datetime | None) -> str:
    """`Tuesday 3 March 2026 at 2:30pm`."""
    return f"{day(value)} at {clock_time(value)}" if value is not None else ""


def short_moment(value: datetime | None) -> str:
    """`3 March 2026 at 2:30pm`."""
    return f"{short_day(value)} at {clock_time(value)}" if value is not None else ""


def number(value: int) -> str:
    """One to nine in words as a sentence has them, larger as figures with commas."""
    return _SMALL_NUMBERS[value] if 0 <= value < len(_SMALL_NUMBERS) else f"{value:,}"


def counted(value: int | Sized, one: str, many: str = "") -> str:
    """`1 action`, `3 actions`, `no actions`: a count with its noun."""
    total = value if isinstance(value, int) else len(value)
    noun = one if total == 1 else many or f"{one}s"
    return f"{total:,} {noun}" if total else f"no {noun}"


def out_of(part: int, whole: int) -> str:
    """`3 of 4`, and `none of 0` said as `none`."""
    return f"{part:,} of {whole:,}" if whole else "none"


def duration(value: timedelta | None) -> str:
    """`2 days`, `5 hours`, `1 hour 30 minutes`: at most two units, nothing finer than a minute."""
    if value is None:
        return ""
    minutes = int(abs(value) / MINUTE)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days >= 2:
        hours = minutes = 0
    elif days:
        minutes = 0
    parts = [counted(n, unit) for n, unit in ((days, "day"), (hours, "hour"), (minutes, "minute")) if n]
    return " ".join(parts[:2]) or "less than a minute"


def relative_due(due: datetime | date | None, now: datetime | None = None) -> str:
    """`due in 5 hours`, `due today`, `2 days overdue`."""
    if due is None:
        return ""
    if not isinstance(due, datetime):
        return _relative_due_day(due, london(now).date() if now else clock.today())
    left = due - (now or clock.now())
    if left >= timedelta(0):
        return f"due in {duration(left)}" if left >= MINUTE else "due now"
    return f"{duration(left)} overdue"


def _relative_due_day(due: date, today: date) -> str:
    left = (due - today).days
    if left in (0, 1):
        return "due tomorrow" if left else "due today"
    return f"due in {counted(left, 'day')}" if left > 0 else f"{counted(-left, 'day')} overdue"


def ago(instant: datetime | None, now: datetime | None = None) -> str:
    """`5 minutes ago`, `just now`; beyond two days, the day itself."""
    if instant is None:
        return ""
    passed = (now or clock.now()) - instant
    if passed < MINUTE:
        return "just now"
    return f"{duration(passed)} ago" if passed < 2 * DAY else f"on {short_day(instant)}"


def listed(items: Iterable[object], joiner: str = "and") -> str:
    """`police, health and social care`."""
    words = [str(item) for item in items if str(item)]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joiner} {words[-1]}"


def initials(name: str) -> str:
    """`Ngozi Adeyemi-Clarke` as `NA`: first and last word."""
    words: Sequence[str] = str(name).split()
    if not words:
        return ""
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def sentence(text: str) -> str:
    """The text with a capital to begin and a full stop to end."""
    text = ended(str(text).lstrip())
    return text[:1].upper() + text[1:]


def clause(identifier: object) -> str:
    """`quorum-1` of `west-sussex-meog/quorum-1`: within a group's own pages its name goes without saying."""
    return str(identifier).rpartition("/")[2]


def ended(text: str) -> str:
    """The text with a full stop at its end, unless it has an end."""
    text = str(text).rstrip()
    return text if not text or text[-1] in ".?!:" else f"{text}."


def file_size(size: int) -> str:
    """`340 bytes`, `12 KB`, `4.5 MB`."""
    if size < 1000:
        return counted(size, "byte")
    if size < 1_000_000:
        return f"{round(size / 1000)} KB"
    return f"{size / 1_000_000:.1f}".removesuffix(".0") + " MB"


FILTERS = {
    "day": day,
    "brief_day": brief_day,
    "short_day": short_day,
    "month": month,
    "time": clock_time,
    "moment": moment,
    "short_moment": short_moment,
    "number": number,
    "counted": counted,
    "out_of": out_of,
    "duration": duration,
    "relative_due": relative_due,
    "ago": ago,
    "listed": listed,
    "initials": initials,
    "sentence": sentence,
    "file_size": file_size,
    "clause": clause,
    "ended": ended,
}
