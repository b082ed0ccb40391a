"""A service that follows a published edition: a process of its own pulls, the workers reload.

``caveat serve --follow`` starts it beside the workers, so that no download takes time from an
answer, and starts it again should it die. It pulls whole or not at all (`caveat.library.pull`);
the workers notice the new edition as they notice any other. What came of the last look lies in
the folder that the workers share.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from caveat.api.logs import Log
from caveat.api.settings import ENVIRONMENT, Settings
from caveat.errors import CaveatError, StoreDamaged
from caveat.library.disk import read_json, write_json

AGAIN = 5.0
"""Seconds after which a follower that died is started again."""

LATE = 3
"""So many looks may fail to come before the follower counts as late."""

State = Literal["good", "starting", "late", "unreachable", "damaged"]


@dataclass(frozen=True, slots=True)
class Look:
    """What came of the last look at what is published.

    Attributes:
        tried: when it was, in seconds since 1970.
        good: when the last good one was; 0 for never.
        number: of the publication that the library has; 0 for none.
        edition: its edition's id.
        trouble: the name of the error that it ended with; empty for a good one.
    """

    tried: float = 0.0
    good: float = 0.0
    number: int = 0
    edition: str = ""
    trouble: str = ""

    def state(self, now: float, every: float) -> State:
        """How it stands.

        >>> Look(100, 100, 1).state(130, 60), Look(100, 100, 1).state(900, 60)
        ('good', 'late')
        >>> Look(100, 40, 1, trouble="StoreFailed").state(130, 60), Look().state(5, 60)
        ('unreachable', 'starting')
        """
        if self.trouble:
            return "damaged" if self.trouble == StoreDamaged.__name__ else "unreachable"
        if not self.good:
            return "starting"
        return "late" if now - self.good > LATE * every + 60 else "good"


def last_look(settings: Settings) -> Look | None:
    """What came of the last look; None where nothing is followed."""
    if not settings.follow or settings.run is None:
        return None
    place = _place(settings.run)
    return Look(**read_json(place)) if place.exists() else Look()


class Follower:
    """The process that pulls, kept alive."""

    def __init__(self) -> None:
        self._done = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        threading.Thread(target=self._keep, name="caveat-follow", daemon=True).start()

    def _keep(self) -> None:
        command = [sys.executable, "-c", "from caveat.api.following import main; main()"]
        while not self._done.is_set():
            with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
                self._process = process
                process.wait()
            self._done.wait(AGAIN)

    def stop(self) -> None:
        """End it; what it has fetched is kept for the next start."""
        self._done.set()
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()


def start(settings: Settings) -> Follower:
    """Start to follow; the settings are taken from the environment, as the workers take them."""
    assert settings.follow and os.environ.get(ENVIRONMENT)
    return Follower()


def main() -> None:
    """Pull again and again, until the service ends."""
    threading.Thread(target=_with_the_service, daemon=True).start()
    settings = Settings.from_environment()
    log, look = Log(), Look()
    try:
        while True:
            look = again(settings, look, log)
            time.sleep(settings.every)
    except KeyboardInterrupt:  # the terminal's, meant for the service
        return


def again(settings: Settings, before: Look, log: Log) -> Look:
    """Look once, pull what is new, and write down what came of it.

    Args:
        settings: what to follow, and where to write it down.
        before: what came of the look before.
        log: told of new editions, and of trouble when it begins and ends.
    """
    from caveat.library.pull import pull
    from caveat.library.store import Store

    assert settings.run is not None
    try:
        pulled = pull(settings.root, Store(settings.follow))
        now = time.time()
        look = Look(now, now, pulled.number, pulled.edition)
        if pulled.new or before.trouble:
            facts = {"edition": pulled.edition, "number": pulled.number, "bytes": pulled.fetched}
            log.say("followed", facts)
    except Exception as error:  # whatever it is, the service goes on, and so does this
        trouble = type(error).__name__
        look = Look(time.time(), before.good, before.number, before.edition, trouble)
        if before.trouble != trouble:
            said = {"message": str(error)} if isinstance(error, CaveatError) else log.fault(error)
            log.say("follow failed", {"error": trouble, **said}, "error")
    write_json(_place(settings.run), asdict(look))
    return look


def _place(run: Path) -> Path:
    return run / "followed.json"


def _with_the_service() -> None:
    """End when the service does, however it ends: its end of the line closes."""
    sys.stdin.buffer.read()
    os._exit(0)
