"""What the surroundings say: where the data lives, which port, and whether a value was given at all."""

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]


class SetupProblem(Exception):
    """Something an operator has to mend; the message is the one line that they read."""


def home() -> Path:
    """The folder that holds everything this installation keeps (HOLDFAST_HOME)."""
    return Path(os.environ.get("HOLDFAST_HOME") or CHECKOUT / ".holdfast").expanduser().absolute()


def prepared_home() -> Path:
    """The same folder, made if need be; SetupProblem when that cannot be done or it cannot be written."""
    folder = home()
    try:
        folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    except OSError as problem:
        raise SetupProblem(f"HOLDFAST_HOME: cannot make the folder {folder}: {problem.strerror}.") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise SetupProblem(f"HOLDFAST_HOME: the folder {folder} cannot be written by this account.")
    return folder


def port() -> int:
    """The port of the site on this machine (HOLDFAST_PORT, 8000 unless told)."""
    given = os.environ.get("HOLDFAST_PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise SetupProblem(f"HOLDFAST_PORT must be a number from 1 to 65535, not {given!r}.")
    return int(given)


def secret(name: str) -> str:
    """The value of `name`, or of the file that NAME_FILE points at; empty when neither is given."""
    file = os.environ.get(f"{name}_FILE")
    if not file:
        return os.environ.get(name, "")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as problem:
        raise SetupProblem(f"{name}_FILE: cannot read {file}: {problem.strerror}.") from None
