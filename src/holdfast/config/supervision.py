"""Keeps the web server, the job worker and the private PostgreSQL running under one parent."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

from holdfast.config.postgres import Cluster
from holdfast.config.surroundings import SetupProblem

LEAVE_SECONDS = 15
WATCH_SECONDS = 2.0
MOST_STARTS = 5
WITHIN_SECONDS = 60
# Rights that only an operator's commands need, and that must not be within reach of a page or a job.
WITHHELD = (
    "HOLDFAST_DATABASE_ROLE",
    "HOLDFAST_MIGRATOR_URL",
    "HOLDFAST_MIGRATOR_URL_FILE",
    "HOLDFAST_BACKUP_KEY",
    "HOLDFAST_BACKUP_KEY_FILE",
)
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """A program that is started again when it ends by itself, but not endlessly."""

    name: str
    command: Sequence[str]
    _running: subprocess.Popen[bytes] | None = None
    _starts: deque[float] = field(default_factory=lambda: deque(maxlen=MOST_STARTS))

    def start(self) -> None:
        """Start it in a group of its own: Ctrl-C reaches the parent alone, which ends all in order."""
        now = time.monotonic()
        if len(self._starts) == MOST_STARTS and now - self._starts[0] < WITHIN_SECONDS:
            raise SetupProblem(
                f"The {self.name} ended {MOST_STARTS} times within a minute; its last lines say why."
            )
        self._starts.append(now)
        surroundings = {name: value for name, value in os.environ.items() if name not in WITHHELD}
        self._running = subprocess.Popen(
            self.command,
            env=surroundings,
            process_group=0,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - the parent has no threads
        )

    def watch(self) -> None:
        """Start it again if it ended."""
        if self._running and (code := self._running.poll()) is not None:
            print(f"holdfast: the {self.name} ended with {code}; starting it again.", file=sys.stderr)
            _end_group(self._running.pid)
            self.start()

    def ask_to_end(self) -> None:
        if self._running and self._running.poll() is None:
            self._running.terminate()

    def await_end(self) -> None:
        """Wait, and end it the hard way when it takes too long."""
        if not self._running:
            return
        try:
            self._running.wait(LEAVE_SECONDS)
        except subprocess.TimeoutExpired:
            _end_group(self._running.pid)
            self._running.wait()


class Supervisor:
    """Runs the children until a signal says to stop; says once when the whole is well."""

    def __init__(self, children: Sequence[Child], cluster: Cluster | None) -> None:
        self.children = children
        self.cluster = cluster
        self.told_to_stop = False

    def run(self, is_well: Callable[[], bool], when_well: Callable[[], None]) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            for child in self.children:
                child.start()
            self._watch(is_well, when_well)
        finally:
            for child in self.children:
                child.ask_to_end()
            for child in self.children:
                child.await_end()

    def _watch(self, is_well: Callable[[], bool], when_well: Callable[[], None]) -> None:
        announced = False
        looked_at = time.monotonic()
        while not self.told_to_stop:
            time.sleep(0.1)
            if not announced and is_well():
                announced = True
                when_well()
            if time.monotonic() - looked_at > WATCH_SECONDS:
                looked_at = time.monotonic()
                self._mend()

    def _mend(self) -> None:
        if self.cluster:
            self.cluster.ensure_running()
        for child in self.children:
            child.watch()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.told_to_stop = True


def _end_group(group: int) -> None:
    """End what a program that is gone, or does not listen, had started in its turn."""
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def _end_with_parent() -> None:
    """Linux ends the child when the parent is killed outright, so that nothing is left behind."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
