"""A PostgreSQL server of one's own, for as long as the tests run."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

_NUMBERS = count()


def binaries() -> Path | None:
    """Where ``initdb`` and ``pg_ctl`` are; Debian keeps them off the path."""
    found = shutil.which("pg_ctl")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((one for one in places if (one / "initdb").exists()), None)


@contextmanager
def running(bin: Path) -> Iterator[str]:
    """A server on a free port, in a temporary folder; gives the address without a database."""
    folder = Path(tempfile.mkdtemp(prefix="caveat-pg-"))
    user = ["runuser", "-u", _user(), "--"] if os.getuid() == 0 else []
    if user:
        shutil.chown(folder, _user())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = folder / "data"

    def run(*words: str | Path) -> None:
        done = subprocess.run([*user, *map(str, words)], capture_output=True, text=True, cwd=folder)
        assert done.returncode == 0, done.stdout + done.stderr

    run(bin / "initdb", "-D", data, "-U", "caveat", "--auth=trust", "-E", "UTF8",
        "--locale=C.UTF-8", "--no-sync")  # fmt: skip
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off"
    run(bin / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start")
    try:
        yield f"postgresql://caveat@127.0.0.1:{port}"
    finally:
        run(bin / "pg_ctl", "-D", data, "-m", "immediate", "-W", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def database(address: str) -> str:
    """The address of a new, empty database on a server."""
    from sqlalchemy import create_engine, text

    name = f"test{next(_NUMBERS)}"
    url = f"{address.replace('postgresql', 'postgresql+pg8000')}/postgres"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{address}/{name}"


def _user() -> str:
    """A user who may run a server: it refuses to run as root."""
    import pwd

    names = {one.pw_name for one in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
