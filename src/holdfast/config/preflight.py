"""Asked before anything is installed or started, so it stands on the standard library alone."""

import socket
import sys

from holdfast.config.surroundings import SetupProblem, home, port, prepared_home

DEMO_MARK = "invented-people-only"
CLUSTERS = ("postgres", "postgres.users")


def require_free_port() -> int:
    """The port, or SetupProblem when something else serves there."""
    wanted = port()
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError as problem:
            raise SetupProblem(
                f"Port {wanted} cannot be used ({problem.strerror}); "
                "stop what uses it or set HOLDFAST_PORT to another."
            ) from None
    return wanted


def mark_demo_home() -> None:
    """Say that this folder holds invented people; refuse one that holds a real installation."""
    folder = prepared_home()
    mark = folder / DEMO_MARK
    if not mark.exists() and any((folder / name).exists() for name in CLUSTERS):
        raise SetupProblem(f"HOLDFAST_HOME: {home()} holds an installation that is no demonstration.")
    mark.touch()


def require_real_home() -> None:
    """SetupProblem when the folder holds invented people: they and real ones never share a database."""
    if (home() / DEMO_MARK).exists():
        raise SetupProblem(
            f"HOLDFAST_HOME: {home()} holds the demonstration; give production its own folder."
        )


def main() -> int:
    """`python -m holdfast.config.preflight`: 0 when the demonstration may start here."""
    try:
        require_free_port()
        mark_demo_home()
    except SetupProblem as problem:
        print(f"holdfast: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
