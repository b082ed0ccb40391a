"""The site: it builds without a warning, asks no other host, and its links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import ROOT

DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built strictly: a warning is an error."""
    folder = tmp_path_factory.mktemp("site")
    words = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(folder)]
    done = subprocess.run(
        words,
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={"NO_MKDOCS_2_WARNING": "1", "PATH": ""},
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_it_builds_without_a_warning(site: Path) -> None:
    assert (site / "tutorial/index.html").exists()
    assert (site / "benchmarks/ownership/index.html").exists()


def test_it_asks_no_other_host(site: Path) -> None:
    asks = re.compile(r'(?:src|<link[^>]+href)="(https?:)?//[^"]+"')
    for page in site.rglob("*.html"):
        found = [one[0] for one in asks.finditer(page.read_text()) if "canonical" not in one[0]]
        assert not found, page


def test_every_page_can_be_reached_from_the_menu(site: Path) -> None:
    menu = (site / "index.html").read_text()
    for page in DOCS.rglob("*.md"):
        if page != DOCS / "index.md":
            place = page.relative_to(DOCS).with_suffix("").as_posix().removesuffix("/index")
            assert f'href="{place}/"' in menu, place


def test_links_of_pages_outside_of_the_site_lead_somewhere() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        for link in re.findall(r"\]\((?!http|#)([^)#]+)", (ROOT / name).read_text()):
            assert (ROOT / link).exists(), f"{name}: {link}"


def test_every_decision_is_in_the_index() -> None:
    index = (DOCS / "decisions/index.md").read_text()
    for page in (DOCS / "decisions").glob("*.md"):
        assert page.name == "index.md" or f"]({page.name})" in index, page.name


def test_every_room_that_the_architecture_names_is_there() -> None:
    tree = (DOCS / "architecture.md").read_text().split("```")[1]
    modules = {path.name for path in (ROOT / "src/caveat").rglob("*.py")}
    for name in re.findall(r"\b([a-z_0-9]+\.py)\b", tree):
        assert name in modules, name
    folders = {path.name for path in (ROOT / "src/caveat").rglob("*") if path.is_dir()}
    for name in re.findall(r"^ +([a-z_]+)/", tree, re.M):
        assert name in folders, name


def test_every_room_is_named_by_the_architecture() -> None:
    page = (DOCS / "architecture.md").read_text()
    for folder in (ROOT / "src/caveat").iterdir():
        if (folder / "__init__.py").exists():
            assert f"{folder.name}/" in page, folder.name
