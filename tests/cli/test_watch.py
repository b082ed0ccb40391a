"""``caveat watch`` through the command line: first everybody, then what changed; told and kept."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
from tests.conftest import ROOT, at

if TYPE_CHECKING:
    from tests.conftest import Command

SCHEMA = json.loads((ROOT / "docs/reference/caveat.schema.json").read_text())
CUSTOMERS = ROOT / "src/caveat/sources/sample_customers.csv"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("watch") / "library"


@pytest.fixture(scope="module")
def caveat(root: Path) -> Command:
    """A library with the starter list, a portfolio, and a file for notices."""
    run = at(root)
    assert run("update", "starter").code == 0
    assert run("portfolio", "add", "sample", CUSTOMERS, "--key", "customer_id").code == 0
    (root / "watch.toml").write_text("[file]\npath = 'notices.jsonl'\n")
    return run


def test_a_watch_is_told_once_and_then_asks_about_nobody(caveat: Command, root: Path) -> None:
    first = caveat("watch", "--json")
    assert first.code == 3, first.err
    jsonschema.validate(first.json, SCHEMA)
    assert first.json["portfolios"][0]["full"] == "It was never screened as a whole."
    (line,) = (root / "notices.jsonl").read_text().splitlines()
    notice = json.loads(line)
    jsonschema.validate(notice, SCHEMA)
    assert notice["counts"]["new"] > 10 and "names" not in notice
    again = caveat("watch", "sample", "--json")
    assert again.code == 0 and again.json["portfolios"][0]["counts"]["new"] == 0
    assert again.json["portfolios"][0]["full"] is None
    assert len((root / "notices.jsonl").read_text().splitlines()) == 1
    assert "customers asked about again" in caveat("watch").out


def test_a_customer_who_changed_is_asked_about(caveat: Command, tmp_path: Path) -> None:
    lines = CUSTOMERS.read_text(encoding="utf-8").splitlines()
    lines.append(",".join(["NEW-1", "Sergei Chemezov", *[""] * (lines[0].count(",") - 1)]))
    (tmp_path / "new.csv").write_text("\n".join(lines), encoding="utf-8")
    assert caveat("portfolio", "sync", "sample", tmp_path / "new.csv").code == 0
    done = caveat("watch", "--json")
    assert done.code == 3 and done.json["portfolios"][0]["customers"] == 1


def test_a_notice_that_nobody_takes_is_shown_and_sent_again(
    caveat: Command, root: Path, tmp_path: Path
) -> None:
    (root / "watch.toml").write_text("tries = 1\n[file]\npath = '/proc/nothing/notices'\n")
    (tmp_path / "few.csv").write_bytes(CUSTOMERS.read_bytes())
    assert caveat("portfolio", "add", "more", CUSTOMERS, "--key", "customer_id").code == 0
    assert caveat("watch", "more", "--json").json["dead"] == 1
    letters = caveat("watch", "--deadletters", "--json")
    jsonschema.validate(letters.json, SCHEMA)
    assert "could not be written" in letters.json["letters"][0]["why"]
    assert caveat("watch", "--resend", "all").code == 1
    (root / "watch.toml").write_text("[file]\npath = 'notices.jsonl'\n")
    assert "1 sent" in caveat("watch", "--resend", "all").out
    assert "no dead letter" in caveat("watch", "--deadletters").out


def test_a_daemon_stops_cleanly_on_sigterm(caveat: Command, root: Path) -> None:
    code = "import sys; from caveat.cli.main import main; sys.argv[0] = 'caveat'; main()"
    going = subprocess.Popen(
        [sys.executable, "-c", code, "--library", str(root), "watch", "--daemon", "--json"],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert going.stdout is not None
    assert going.stdout.readline().strip() == "{"
    time.sleep(0.2)
    second = caveat("watch", "--daemon")
    assert second.code != 0 and "Another caveat watch --daemon is at work" in second.err
    going.send_signal(signal.SIGTERM)
    with going.stdout as stream:
        rest = stream.read()
    assert going.wait(timeout=30) == 0 and json.loads("{" + rest)["format"] == "caveat.watched/1"
    assert "is no schedule" in caveat("watch", "--daemon", "--schedule", "often").err
