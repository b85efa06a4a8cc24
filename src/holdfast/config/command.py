"""The command line: `charter` needs no database; all other commands are Django's or an app's own."""

import os
import sys
from contextlib import ExitStack

from holdfast.config.surroundings import SetupProblem

# These change, copy or check the whole database. Everything else, the web site first, is the other role.
AS_MIGRATOR = {
    "backup", "createcachetable", "demo", "makemigrations", "migrate", "rehearse", "restore", "setup",
    "showmigrations", "sqlmigrate", "trail", "upgrade",
}  # fmt: skip
WITHOUT_DATABASE = {"help", "collectstatic", "findstatic", "diffsettings", "version", "--version", "--help"}


def main(argv: list[str] | None = None) -> int:
    """Run one command; 0 when it went well. `argv` is what follows the program's name."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments[:1] == ["charter"]:
        from holdfast.charter.command import main as charter

        return charter(arguments[1:])
    try:
        return _run(arguments)
    except SetupProblem as problem:
        print(f"holdfast: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _run(arguments: list[str]) -> int:
    if arguments == ["new-key"]:
        from holdfast.config.keys import new_key

        print(new_key())
        return 0
    if arguments == ["start-over"]:
        from holdfast.config.start_over import start_over

        start_over()
        return 0
    return _django(arguments)


def _django(arguments: list[str]) -> int:
    settings = os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast.config.settings.demo")
    name = arguments[0] if arguments else "help"
    if name == "bench" and settings == "holdfast.config.settings.demo":
        # What pages are measured against is in no settings that serve.
        os.environ["DJANGO_SETTINGS_MODULE"] = "holdfast.config.settings.bench"
    if name in AS_MIGRATOR:
        os.environ["HOLDFAST_DATABASE_ROLE"] = "migrator"
    with ExitStack() as stack:
        if name not in WITHOUT_DATABASE:
            _prepare_database(stack, settings)
        from django.core.management import execute_from_command_line

        execute_from_command_line(["holdfast", *arguments])
    return 0


def _prepare_database(stack: ExitStack, settings: str) -> None:
    """Start the private PostgreSQL where one is used, and keep the invented and the real apart."""
    from holdfast.config.database import cluster, is_embedded
    from holdfast.config.preflight import mark_demo_home, require_real_home
    from holdfast.config.surroundings import prepared_home

    if not is_embedded():
        return
    prepared_home()
    if settings.endswith(".demo"):
        mark_demo_home()
    elif settings.endswith(".production"):
        require_real_home()
    stack.enter_context(cluster().running())
