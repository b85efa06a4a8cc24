"""`holdfast serve`: one parent for all, which mends what dies and leaves nothing behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.error import URLError
from urllib.request import urlopen

import psutil
import pytest

from holdfast.config.postgres import Cluster

PATIENCE_SECONDS = 90
WATCHED_EVERY_SECONDS = 5
T = TypeVar("T")


def until(ask: Callable[[], T | None]) -> T:
    give_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up:
        if answer := ask():
            return answer
        time.sleep(0.1)
    raise AssertionError("it took too long")


@dataclass
class Site:
    """A running `holdfast serve` of the demonstration, in a folder of its own."""

    home: Path
    port: int
    parent: "subprocess.Popen[str]"

    def health(self) -> dict[str, str] | None:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/health/", timeout=5) as answer:
                return dict(json.load(answer))
        except (URLError, OSError):
            return None

    def descendants(self) -> list[psutil.Process]:
        return psutil.Process(self.parent.pid).children(recursive=True)

    def child(self, words: str) -> psutil.Process:
        living = [child for child in self.descendants() if child.status() != psutil.STATUS_ZOMBIE]
        return next(child for child in living if words in " ".join(child.cmdline()))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("HOLDFAST_")} | {
        "DJANGO_SETTINGS_MODULE": "holdfast.config.settings.demo",
        "HOLDFAST_HOME": str(tmp_path / "home"),
        "HOLDFAST_PORT": str(port),
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "holdfast"]
    subprocess.run([*command, "upgrade"], env=surroundings, check=True, capture_output=True)
    parent = subprocess.Popen(
        [*command, "serve"], env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    yield Site(tmp_path / "home", port, parent)
    if parent.poll() is None:
        parent.kill()
    parent.communicate()
    Cluster(tmp_path / "home").remove()


def test_it_says_ready_when_it_is_and_ctrl_c_ends_all_of_it(site: Site) -> None:
    assert site.parent.stdout
    said = until(lambda: site.parent.stdout.readline())  # type: ignore[union-attr]
    assert said == f"Ready: http://127.0.0.1:{site.port}\n"
    assert site.health() == {"database": "well", "jobs": "well", "messages": "well"}
    withheld = {name for child in site.descendants() for name in child.environ() if "MIGRATOR" in name}
    assert withheld == set()
    started = [*site.descendants(), psutil.Process(site.parent.pid)]
    site.parent.send_signal(signal.SIGINT)
    assert site.parent.wait(PATIENCE_SECONDS) == 0
    assert [process for process in started if process.is_running() and process.status() != "zombie"] == []
    assert not Cluster(site.home).answers()


@pytest.mark.deep
def test_what_is_killed_comes_back(site: Site) -> None:
    until(site.health)
    for victim in ("holdfast jobs", "granian"):
        killed = site.child(victim)
        killed.kill()
        psutil.wait_procs([killed], timeout=10)
        time.sleep(WATCHED_EVERY_SECONDS)
        until(site.health)
    for _ in range(3):
        postmaster = int((Cluster(site.home).cluster / "postmaster.pid").read_text().splitlines()[0])
        os.kill(postmaster, signal.SIGKILL)
        until(lambda: None if site.health() else True)
        until(site.health)


@pytest.mark.deep
def test_nothing_is_left_when_the_parent_itself_is_killed(site: Site) -> None:
    until(site.health)
    children = site.descendants()
    site.parent.kill()
    site.parent.wait()
    assert psutil.wait_procs(children, timeout=30)[1] == []
