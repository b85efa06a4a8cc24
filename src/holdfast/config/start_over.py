"""`holdfast start-over`: take a demonstration away, and only a demonstration."""

import shutil

from holdfast.config.database import cluster, is_embedded
from holdfast.config.preflight import DEMO_MARK
from holdfast.config.surroundings import SetupProblem, home

MADE_BY_US = ("papers", "keys")


def start_over() -> None:
    """Remove the invented data of HOLDFAST_HOME; SetupProblem when it is in use or is no demonstration."""
    if not is_embedded():
        raise SetupProblem("Starting over is for the embedded database; empty the server's own by its tools.")
    if not (home() / DEMO_MARK).exists():
        raise SetupProblem(f"HOLDFAST_HOME: {home()} holds no demonstration.")
    cluster().remove()
    for name in MADE_BY_US:
        shutil.rmtree(home() / name, ignore_errors=True)
    print("The demonstration was taken away; a new one follows.")
