"""Working days of England and Wales: Monday to Friday except bank holidays, as far as they are published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType

from .clock import LONDON

# Bank holidays are proclaimed only a year or two ahead. Past this day the table is a forecast.
PUBLISHED_UNTIL = date(2027, 12, 31)
LAST_MOMENT = time(23, 59, 59)


@dataclass(frozen=True)
class WorkingDays:
    """The bank holiday table in use; `extra` adds days off by name, `removed` takes days out of the table."""

    extra: Mapping[date, str] = field(default_factory=dict)
    removed: frozenset[date] = frozenset()
    known_until: date = PUBLISHED_UNTIL

    def bank_holiday(self, day: date) -> str | None:
        """The name of the bank holiday on this day, if it is one."""
        if day in self.extra:
            return self.extra[day]
        if day in self.removed:
            return None
        return _published(day.year).get(day)

    def is_working_day(self, day: date) -> bool:
        """Whether this day is Monday to Friday and no bank holiday."""
        return day.weekday() < 5 and self.bank_holiday(day) is None

    def is_known(self, day: date) -> bool:
        """Whether the bank holidays up to this day are published; past it an answer is a forecast."""
        return day <= self.known_until

    def next_working_day(self, day: date) -> date:
        """The first working day after this one."""
        return self.after(day, 1)

    def after(self, day: date, count: int) -> date:
        """The day on which the `count`-th working day after `day` falls; day one is the next working day."""
        return self._walk(day, count, timedelta(days=1))

    def before(self, day: date, count: int) -> date:
        """The day that is `count` working days before `day`."""
        return self._walk(day, count, timedelta(days=-1))

    def _walk(self, day: date, count: int, step: timedelta) -> date:
        if count < 0:
            raise ValueError("a number of working days cannot be negative")
        while count:
            day += step
            count -= self.is_working_day(day)
        return day


ENGLAND_AND_WALES = WorkingDays()


def end_of_day(day: date) -> datetime:
    """The last second of this day in London (23:59:59), as an instant in UTC."""
    return datetime.combine(day, LAST_MOMENT, tzinfo=LONDON).astimezone(UTC)


@lru_cache(maxsize=256)
def _published(year: int) -> Mapping[date, str]:
    # Imported here because the library takes a quarter of a second to load and many answers need no dates.
    import holidays

    return MappingProxyType(dict(holidays.country_holidays("GB", subdiv="ENG", years=year, observed=True)))
