"""The shapes of quantities: shares, periods, how often, dates and times of day."""

import re
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any

from holdfast.kernel.clocks import Clock, Period, Unit

from .intervals import Interval
from .place import Place
from .shapes import Json, any_case
from .words import plain


class ShareShape:
    """A share: '80%', '1/3', 'one third' or a decimal between 0 and 1."""

    _WORDS = {
        "half": Fraction(1, 2),
        "one-half": Fraction(1, 2),
        "one-third": Fraction(1, 3),
        "a-third": Fraction(1, 3),
        "two-thirds": Fraction(2, 3),
        "one-quarter": Fraction(1, 4),
        "a-quarter": Fraction(1, 4),
        "three-quarters": Fraction(3, 4),
    }
    _FORM = r"\d{1,3}(\.\d{1,4})? *%|\d{1,4} */ *\d{1,4}"

    def read(self, value: object, place: Place) -> Any:
        """Read it as a fraction."""
        share = self._share(value)
        if share is None:
            return place.fault("expected a share such as '80%', '1/3' or 'two thirds'")
        if not 0 < share <= 1:
            return place.fault("expected a share above 0% and at most 100%")
        return share

    def _share(self, value: object) -> Fraction | None:
        if isinstance(value, float) and value == value and abs(value) != float("inf"):
            return Fraction(str(value))
        if isinstance(value, int) and not isinstance(value, bool) and value == 1:
            return Fraction(1)
        if not isinstance(value, str):
            return None
        if re.fullmatch(self._FORM, value.strip()):
            top, _, under = value.replace("%", "/100").replace(" ", "").partition("/")
            return Fraction(top) / int(under) if int(under) else None
        return self._WORDS.get(plain(value))

    def schema(self) -> Json:
        """Its schema."""
        words = "|".join(any_case(word.replace("-", "[ _-]")) for word in self._WORDS)
        return {
            "anyOf": [
                {"type": "string", "pattern": f"^ *({self._FORM}) *$"},
                {"type": "string", "pattern": f"^({words})$"},
                {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
            ]
        }


class PeriodShape:
    """A period on one of the allowed clocks, such as '2 working days'."""

    def __init__(self, *clocks: Clock) -> None:
        self.clocks = clocks

    def read(self, value: object, place: Place) -> Any:
        """Read it; a unit of another clock is a fault."""
        if not isinstance(value, str) or len(value) > 80:
            return place.fault(f"expected a period in quotation marks, such as {self.example}")
        try:
            period = Period.parse(value)
        except ValueError as why:
            return place.fault(str(why))
        if period.clock not in self.clocks:
            return place.fault(f"expected a period such as {self.example}, not {period.clock}")
        return period

    @property
    def example(self) -> str:
        """Periods of the clocks that it takes."""
        examples = {
            Clock.ELAPSED: "'2 hours'",
            Clock.WORKING: "'5 working days'",
            Clock.CALENDAR: "'3 months'",
        }
        return " or ".join(examples[clock] for clock in self.clocks)

    def schema(self) -> Json:
        """Its schema."""
        units = "|".join(
            f"{any_case(unit.value).replace(' ', '[ -]')}[sS]?" for unit in Unit if unit.clock in self.clocks
        )
        more = "|[fF]ortnights?" if Clock.CALENDAR in self.clocks else ""
        return {
            "type": "string",
            "maxLength": 80,
            "pattern": rf"^\s*(([aA] )?[0-9A-Za-z]+[ -]+)?({units}{more})\s*$",
        }


class IntervalShape:
    """How often: 'weekly', '2 months', 'quarter', 'twice a year'."""

    def read(self, value: object, place: Place) -> Any:
        """Read it; words with two meanings ('bi-annually') are refused with both."""
        if not isinstance(value, str) or len(value) > 80:
            return place.fault("expected how often, in quotation marks: 'week', '2 months', 'quarter'")
        try:
            return Interval.parse(value)
        except ValueError as why:
            return place.fault(str(why))

    def schema(self) -> Json:
        """Its schema."""
        return {"type": "string", "minLength": 3, "maxLength": 80}


class Day:
    """A date, written 2026-03-31."""

    def read(self, value: object, place: Place) -> Any:
        """Read it from a TOML date or the same in quotation marks."""
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value.strip())
            except ValueError:
                return place.fault("expected a date such as 2026-03-31")
        if not isinstance(value, date) or isinstance(value, datetime) or not 1900 <= value.year <= 2200:
            return place.fault("expected a date such as 2026-03-31, between 1900 and 2200")
        return value

    def schema(self) -> Json:
        """Its schema (a date is text once the file is JSON)."""
        return {"type": "string", "pattern": r"^\s*\d{4}-\d{2}-\d{2}\s*$"}


class ClockTime:
    """A time of day in London, written '10:00'."""

    def read(self, value: object, place: Place) -> Any:
        """Read it from a TOML time or from text."""
        if isinstance(value, str):
            try:
                value = time.fromisoformat(value.strip().replace(".", ":"))
            except ValueError:
                return place.fault("expected a time of day such as '10:00'")
        if not isinstance(value, time) or value.tzinfo:
            return place.fault("expected a time of day such as '10:00'")
        return value

    def schema(self) -> Json:
        """Its schema."""
        return {"type": "string", "pattern": r"^\s*\d{2}[:.]\d{2}([:.]\d{2})?\s*$"}
