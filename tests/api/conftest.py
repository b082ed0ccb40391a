"""A service in this process, and services as a user starts them."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient
from tests.conftest import CAVEAT, TODAY
from tests.screening.conftest import Shelf

from caveat.api.app import create_app
from caveat.api.logs import Log
from caveat.api.settings import Settings
from caveat.screening.library import Library
from caveat.sources import registry, starter
from caveat.time import day

Asking = Callable[..., TestClient]


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library with the starter list and who owns whom; nobody changes it."""
    place = tmp_path_factory.mktemp("service") / "library"
    library = Library.open(place, today=TODAY)
    library.bring(registry.get("starter"), [starter.bundled()])
    library.build()
    return place


@pytest.fixture
def asking(root: Path, tmp_path: Path) -> Iterator[Asking]:
    """Makes a service of a library in this process, and a client of it."""
    opened: list[TestClient] = []

    def make(place: Path = root, **said: object) -> TestClient:
        run = tmp_path / f"run{len(opened)}"
        run.mkdir()
        values = {"root": place, "today": day(TODAY), "run": run, **said}
        log = Log((run / "log").open("w"), queries=bool(said.get("log_queries")))
        app = create_app(Settings(**values), log=log)  # type: ignore[arg-type]
        client = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
        opened.append(client)
        client.__enter__()
        return client

    yield make
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def client(asking: Asking) -> TestClient:
    """A service of the starter list."""
    return asking()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """An empty library, to bring small lists into."""
    return Shelf(tmp_path / "library")


class Served:
    """A service as a user starts it."""

    def __init__(self, process: subprocess.Popen[str], port: int, log: Path) -> None:
        self.process = process
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self._log = log

    @property
    def log(self) -> str:
        """What it has said."""
        return self._log.read_text()

    def wait(self, seconds: float = 180) -> float:
        """Wait until it is ready; the seconds that it took."""
        began = time.perf_counter()
        while time.perf_counter() - began < seconds:
            if self.process.poll() is not None:
                raise AssertionError(self.log)
            try:
                if httpx.get(f"{self.url}/readyz", timeout=5).status_code == 200:
                    return time.perf_counter() - began
            except httpx.HTTPError:
                pass
            time.sleep(0.02)
        raise AssertionError(f"not ready: {self.log}")


@contextmanager
def served(
    root: Path, *words: str, log: Path, environment: Mapping[str, str] | None = None
) -> Iterator[Served]:
    """``caveat serve`` on a free port of this machine."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    command = [str(CAVEAT), "--library", str(root), "--today", TODAY, "serve"]
    command += ["--port", str(port), *words]
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **(environment or {})}
    with (
        log.open("w") as out,
        subprocess.Popen(command, stdout=out, stderr=out, env=environment, text=True) as process,
    ):
        try:
            yield Served(process, port, log)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
