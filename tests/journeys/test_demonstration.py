"""Whoever opens the demonstration: chooses a role, sees a quorum fail and why, and looks behind a number."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.visitor import DESK, Visitor

PATIENCE_SECONDS = 90


def _surroundings(home: Path, port: int) -> dict[str, str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("HOLDFAST_")}
    return bare | {
        "DJANGO_SETTINGS_MODULE": "holdfast.config.settings.demo",
        "HOLDFAST_HOME": str(home),
        "HOLDFAST_PORT": str(port),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }


def _wait_for(address: str) -> None:
    give_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up:
        try:
            with urlopen(f"{address}/health/", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail("the demonstration does not answer")


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One invented area with a year of meetings, served as `bin/demo` serves it; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    told = _surroundings(tmp_path_factory.mktemp("demonstration"), port)
    command = [sys.executable, "-m", "holdfast"]
    invent = ["demo", "--partnerships", "1", "--years", "1"]
    for step in (["collectstatic", "--noinput"], ["upgrade"], invent):
        subprocess.run([*command, *step], env=told, check=True, capture_output=True)
    with subprocess.Popen([*command, "serve"], env=told, stdout=subprocess.DEVNULL) as parent:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address)
            yield address
        finally:
            parent.terminate()
            parent.wait(30)


@pytest.fixture
def anybody(browser: Browser, demonstration: str) -> Iterator[Visitor]:
    context = browser.new_context(viewport=DESK)  # type: ignore[arg-type]
    visitor = Visitor("Anybody", context.new_page(), demonstration)
    yield visitor
    faults = visitor.all_faults()
    context.close()
    assert faults == []


def test_a_visitor_opens_todays_meeting_and_sees_why_there_is_no_quorum_yet(anybody: Visitor) -> None:
    anybody.goes_to("/")
    anybody.passes("demo-roles")
    anybody.presses("Minute taker of")
    anybody.passes("demo-home")
    anybody.follows("MEOG, ")
    anybody.passes("demo-meeting")
    anybody.presses("Go to the meeting room")
    anybody.presses("Open the meeting")
    anybody.presses("Open it")
    anybody.presses("Arrived")
    expect(anybody.page.get_by_role("button", name="Left").first).to_be_visible()
    expect(anybody.sees("Not quorate")).to_be_visible()
    anybody.passes("demo-room")


def test_a_visitor_finds_the_evidence_behind_an_attendance(anybody: Visitor) -> None:
    anybody.goes_to("/")
    anybody.presses("Viewer from the Board")
    anybody.passes("demo-home-board")
    anybody.follows("Groups", exact=True)
    anybody.passes("demo-groups")
    anybody.page.get_by_role("main").get_by_role("link", name="Operational Group").first.click()
    anybody.follows("Who came, per seat, person and agency")
    anybody.follows("Agencies", exact=True)
    anybody.passes("demo-attendance")
    evidence = anybody.page.get_by_role("region", name="The minutes behind these numbers")
    evidence.get_by_role("link").first.click()
    expect(anybody.page.get_by_role("heading", name="Who was there")).to_be_visible()
    anybody.passes("demo-minutes")
