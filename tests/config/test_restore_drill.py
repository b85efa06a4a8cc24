"""The restore drill: a whole invented world is lost with its machine, and comes back on another."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from holdfast.config.keys import new_key
from holdfast.config.postgres import DATABASE, Cluster
from tests.config.contents import everything

KEY = new_key()


def on_machine(home: Path, *arguments: str | Path) -> str:
    own = {name: value for name, value in os.environ.items() if not name.startswith("HOLDFAST_")}
    told = {
        "DJANGO_SETTINGS_MODULE": "holdfast.config.settings.demo",
        "HOLDFAST_HOME": str(home),
        "HOLDFAST_BACKUP_KEY": KEY,
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-m", "holdfast", *map(str, arguments)]
    done = subprocess.run(command, env=own | told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def held_by(home: Path) -> dict[str, object]:
    with Cluster(home).running() as cluster:
        return everything(cluster, DATABASE)


@pytest.mark.deep
def test_another_machine_takes_over_from_a_backup_and_the_anchor(tmp_path: Path) -> None:
    lost, found = tmp_path / "lost", tmp_path / "found"
    on_machine(lost, "upgrade")
    on_machine(lost, "demo", "--partnerships", "1", "--years", "1")
    on_machine(lost, "backup", tmp_path / "copy")
    found.mkdir()
    shutil.copy(lost / "trail-anchor.jsonl", found)
    before = held_by(lost)
    Cluster(lost).remove()
    on_machine(found, "restore", tmp_path / "copy")
    after = held_by(found)
    # Transactions are numbered by each server for itself, and no part of what the trail proves.
    numbered = {
        name for name in before if name.startswith(("stewardship_trailentry", "stewardship_trailseal"))
    }
    for what in (before | after).keys() - numbered:
        assert before.get(what) == after.get(what), what
    on_machine(found, "upgrade")
    on_machine(found, "trail", "verify")
    Cluster(found).remove()
