"""Nothing committed says where somebody's machine keeps its files or fetches its packages."""

import re
import subprocess
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
REGISTRIES = (r"pypi\.org", r"pythonhosted\.org", r"npmjs\.(org|com)", r"deb\.debian\.org", r"yarnpkg\.com")
MACHINE_PATHS = (r"/root/", r"/work/", r"/home/[a-z]", r"/Users/")
HERE = Path(__file__).name


def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, check=True).stdout
    return [CHECKOUT / name for name in listed.decode().split("\0") if name and Path(name).name != HERE]


def holding(pattern: str) -> list[str]:
    wanted = re.compile(pattern.encode())
    return [str(file) for file in committed() if file.is_file() and wanted.search(file.read_bytes())]


def test_no_file_names_a_package_registry() -> None:
    assert holding("|".join(REGISTRIES)) == []


def test_no_file_holds_a_path_of_somebodys_machine() -> None:
    assert holding("|".join(MACHINE_PATHS)) == []


def test_the_locks_have_hashes_and_no_addresses() -> None:
    for lock in (CHECKOUT / "requirements").glob("*.txt"):
        text = lock.read_text(encoding="utf-8")
        pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert all("==" in pin for pin in pins), lock
        assert text.count("--hash=sha256:") >= len(pins), lock
        assert "://" not in text, lock
    assert '"resolved"' not in (CHECKOUT / "package-lock.json").read_text(encoding="utf-8")
