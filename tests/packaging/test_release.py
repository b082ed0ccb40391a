"""What is released: pinned dependencies, their licences, one wheel of one source, its bill."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.conftest import ROOT

LOCK = ROOT / "requirements.lock"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


@pytest.fixture(scope="module")
def licences() -> ModuleType:
    loader = SourceFileLoader("licences", str(ROOT / "scripts/licences"))
    spec = spec_from_loader("licences", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def _locked() -> dict[str, str]:
    found = re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==([^ ;\\]+)", LOCK.read_text(), re.M)
    return {canonicalize_name(name): version for name, version in found}


def test_every_dependency_is_pinned_at_a_version_that_the_project_takes() -> None:
    locked = _locked()
    wanted = [*PROJECT["dependencies"]]
    for extra in PROJECT["optional-dependencies"].values():
        wanted += extra
    for text in wanted:
        needed = Requirement(text)
        name = canonicalize_name(needed.name)
        if name != "caveat":
            assert name in locked, f"{name}: run make lock"
            assert needed.specifier.contains(locked[name], prereleases=True), f"{name}: make lock"


def test_every_pin_has_a_hash_and_names_no_host() -> None:
    text = LOCK.read_text()
    pins = re.split(r"^(?=[a-z0-9])", re.sub(r"^ +#.*\n", "", text, flags=re.M), flags=re.M)[1:]
    assert len(pins) > 80
    assert all("--hash=sha256:" in pin for pin in pins)
    assert "://" not in text


def test_the_core_is_permissive_and_the_extras_are_nothing_worse(licences: ModuleType) -> None:
    core = licences.closure(frozenset())
    assert len(core) > 30
    for name, package in core.items():
        said = licences.licence(package)
        assert name in licences.SAID or licences.allowed(said), f"{name}: {said}"
    for name, package in licences.closure(frozenset(PROJECT["optional-dependencies"])).items():
        said = licences.licence(package)
        assert licences.allowed(said) or "LGPL" in said, f"{name}: {said}"


def test_the_page_of_licences_is_the_one_that_the_packages_write(licences: ModuleType) -> None:
    page = (ROOT / "docs/reference/licences.md").read_text()
    for name, package in licences.closure(frozenset()).items():
        assert f"| {name} | {licences.licence(package)} |" in page, f"{name}: run scripts/licences"


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The wheel, built twice: from two folders, at two times of the files."""
    built: list[Path] = []
    for number in (1, 2):
        source = tmp_path_factory.mktemp(f"source{number}") / f"clone-{number}"
        names = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.split("\0")
        for name in filter(None, names):
            if (ROOT / name).is_file():
                target = source / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, target)
                os.utime(target, (1_700_000_000 + number * 86_400,) * 2)
        out = tmp_path_factory.mktemp(f"wheel{number}")
        words = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-q",
                 "-w", str(out), str(source)]  # fmt: skip
        subprocess.run(words, check=True, capture_output=True)
        built += out.glob("*.whl")
    return built


def test_one_source_makes_one_wheel(wheels: list[Path]) -> None:
    first, second = (hashlib.sha256(one.read_bytes()).hexdigest() for one in wheels)
    assert first == second


def test_the_wheel_has_what_an_installation_needs_and_no_list(wheels: list[Path]) -> None:
    names = zipfile.ZipFile(wheels[0]).namelist()
    for needed in ("caveat/py.typed", "caveat/names/data/known.arrow",
                   "caveat/sources/starter.toml", "caveat/pages/templates/base.html"):  # fmt: skip
        assert needed in names, needed
    assert any(name.endswith("share/man/man1/caveat.1") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/"))]


def test_the_bill_of_materials_names_every_pin(tmp_path: Path) -> None:
    place = tmp_path / "sbom.json"
    words = [str(Path(sys.executable).with_name("cyclonedx-py")), "requirements", str(LOCK),
             "--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible",
             "-o", str(place)]  # fmt: skip
    subprocess.run(words, check=True, capture_output=True)
    bill = json.loads(place.read_text())
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["name"] == "caveat"
    named = {canonicalize_name(one["name"]) for one in bill["components"]}
    assert set(_locked()) <= named
