"""Keys of an installation: made once, kept in a folder that only this account can read."""

import os
import secrets
from pathlib import Path

from holdfast.config.surroundings import prepared_home


def key_folder() -> Path:
    """The folder of kept keys, closed to everyone else."""
    folder = prepared_home() / "keys"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def kept_key(name: str) -> str:
    """The key called `name`; made at the first call, the same ever after, also when two ask at once."""
    file = key_folder() / name
    fresh = file.with_suffix(f".{os.getpid()}")
    if not file.exists():
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        try:
            os.link(fresh, file)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return file.read_text(encoding="utf-8")
