"""Shows how far long work has come: one line that grows on a terminal, a few lines in a log."""

import time
from typing import TextIO

LOG_SECONDS = 5.0


class Progress:
    """`Schema: 12 of 94`; `total` is 0 while it is not known."""

    def __init__(self, what: str, total: int, out: TextIO, unit: str = "") -> None:
        self.what = what
        self.total = total
        self.unit = f" {unit}" if unit else ""
        self.out = out
        self._shown_at = time.monotonic()

    def at(self, done: int) -> None:
        """Say that `done` of the total are done; too often is no harm."""
        now = time.monotonic()
        if now - self._shown_at < (0.1 if self.out.isatty() else LOG_SECONDS):
            return
        self._shown_at = now
        start, end = ("\r", "\x1b[K") if self.out.isatty() else ("", "\n")
        of_total = f" of {self.total:,}" if self.total else ""
        self.out.write(f"{start}{self.what}: {done:,}{of_total}{self.unit}{end}")
        self.out.flush()

    def finish(self, words: str = "done") -> None:
        """End the line."""
        start, end = ("\r", "\x1b[K\n") if self.out.isatty() else ("", "\n")
        self.out.write(f"{start}{self.what}: {words}{end}")
        self.out.flush()
