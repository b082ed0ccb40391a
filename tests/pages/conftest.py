"""The page over the starter list, asked in this process as a browser would ask it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from caveat.api.app import create_app
from caveat.api.settings import Settings
from caveat.screening.library import Library
from caveat.sources import registry, starter

TODAY = date(2026, 11, 24)


class Reader:
    """A reader, and the shortest way to what the page shows."""

    def __init__(self, client: TestClient, root: Path) -> None:
        self.client, self.root = client, root

    def get(self, address: str, status: int = 200, headers: Mapping[str, str] | None = None) -> str:
        """A page."""
        answer = self.client.get(address, headers=headers)
        assert answer.status_code == status, answer.text[-500:]
        return str(answer.text)

    def german(self, address: str, status: int = 200) -> str:
        """A page for a reader from Vienna."""
        return self.get(address, status, {"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"})

    def part(self, address: str) -> str:
        """A part of a page, as htmx asks for it."""
        return self.get(address, headers={"HX-Request": "true"})

    @property
    def token(self) -> str:
        """The token that our forms hold."""
        return token_in(self.get("/"))


def token_in(page: str) -> str:
    """The token that the forms of a page hold."""
    found = re.search(r'name="form_token" value="([^"]+)"', page)
    assert found
    return found[1]


def words(page: str) -> str:
    """What a page says, without its tags."""
    bare = re.sub(r"<(script|style|svg).*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", bare).split())


def filled(root: Path) -> Library:
    """A library with the starter list."""
    library = Library.open(root, today=TODAY)
    library.bring(registry.get("starter"), [starter.bundled()])
    library.build()
    return library


Serving = Callable[..., Reader]


@contextmanager
def _serving(tmp: pytest.TempPathFactory) -> Iterator[Serving]:
    with ExitStack() as open_:

        def serve(root: Path, **said: object) -> Reader:
            values = {"today": TODAY, "run": tmp.mktemp("run"), "hosts": ("testserver",), **said}
            app = create_app(Settings(root, **values))  # type: ignore[arg-type]
            client = open_.enter_context(TestClient(app, raise_server_exceptions=False))
            return Reader(client, root)

        yield serve


@pytest.fixture
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Serves a library, with settings of the test's own, until the test is done."""
    with _serving(tmp_path_factory) as serve:
        yield serve


@pytest.fixture(scope="module")
def serving_long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Serves a library until the tests of a module are done."""
    with _serving(tmp_path_factory) as serve:
        yield serve


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library with the starter list; nobody brings anything else into it."""
    return filled(tmp_path_factory.mktemp("pages") / "library")


@pytest.fixture(scope="session")
def reader(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """A reader of the page over the starter list."""
    with _serving(tmp_path_factory) as serve:
        yield serve(library.root)
