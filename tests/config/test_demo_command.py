"""`bin/demo` says in one clear line what stops it, before it installs anything."""

import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def demo(*arguments: str, **surroundings: str) -> "subprocess.CompletedProcess[str]":
    command = [str(CHECKOUT / "bin" / "demo"), *arguments]
    return subprocess.run(
        command, env=os.environ | surroundings, capture_output=True, text=True, check=False, timeout=60
    )


def refusal(*arguments: str, **surroundings: str) -> str:
    done = demo(*arguments, **surroundings)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


def test_a_busy_port(busy_port: int, tmp_path: Path) -> None:
    told = refusal(HOLDFAST_PORT=str(busy_port), HOLDFAST_HOME=str(tmp_path))
    assert f"Port {busy_port} cannot be used" in told
    assert "HOLDFAST_PORT" in told


@pytest.mark.parametrize("port", ["http", "0", "70000", "80 80"])
def test_a_port_that_is_none(port: str, tmp_path: Path) -> None:
    assert "HOLDFAST_PORT must be a number" in refusal(HOLDFAST_PORT=port, HOLDFAST_HOME=str(tmp_path))


def test_a_folder_that_cannot_be_written() -> None:
    assert "HOLDFAST_HOME: cannot make the folder" in refusal(
        HOLDFAST_PORT="18799", HOLDFAST_HOME="/dev/null/home"
    )


def test_a_folder_that_holds_a_real_installation(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    told = refusal("--fresh", HOLDFAST_PORT="18799", HOLDFAST_HOME=str(tmp_path))
    assert "an installation that is no demonstration" in told
    assert (tmp_path / "postgres").exists()


def test_a_missing_python(tmp_path: Path) -> None:
    for name in ("bash", "env", "dirname", "id"):
        (tmp_path / name).symlink_to(f"/usr/bin/{name}")
    assert "install the package python3" in refusal(PATH=str(tmp_path), HOLDFAST_PYTHON="")


def test_an_argument_that_it_does_not_know() -> None:
    assert "no argument but --fresh" in refusal("--frsh")


def test_listening_to_a_network_is_refused(tmp_path: Path) -> None:
    from holdfast.config.loopback import require_loopback
    from holdfast.config.surroundings import SetupProblem

    with pytest.MonkeyPatch.context() as patch:
        for host in ("0.0.0.0", "192.168.1.5", "::", "holdfast.example"):
            patch.setenv("HOLDFAST_HOST", host)
            with pytest.raises(SetupProblem, match="serves this machine alone"):
                require_loopback()
        patch.setenv("HOLDFAST_HOST", "127.0.0.1")
        require_loopback()
