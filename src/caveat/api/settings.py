"""How a service is run: said once by the command, the same in every worker."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import date
from ipaddress import ip_address
from pathlib import Path

from caveat.errors import NotServed
from caveat.time import day

ENVIRONMENT = "CAVEAT_SERVICE"
"""Where the command leaves the settings for the workers that it starts."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a service is run.

    Attributes:
        root: the library's folder.
        today: the day to take for today; the clock's, if not said.
        host: the address that is listened on.
        port: the port that is listened on.
        workers: processes that answer.
        strict: give no answer from stale or missing lists, and be ready only without any.
        log_queries: write what was asked about into the log.
        keys: the file of API keys; see `caveat.api.keys`.
        oidc: the TOML file that says whose tokens are good; see `caveat.api.oidc`.
        run: the folder of what the workers share while they run; made anew if not said.
        secure: whether clients come by TLS, to this service or to a proxy before it.
        hosts: names under which it may be asked without a key, beside those of this machine.
        max_body: bytes of a request that has no key, or whose key says nothing else.
        max_batch: queries of one request.
        user: who works on alerts where no key is needed.
        follow: the address of a published edition that the library is kept like.
        every: seconds between two looks at what is published there.
    """

    root: Path
    today: date | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    strict: bool = False
    log_queries: bool = False
    keys: Path | None = None
    oidc: Path | None = None
    run: Path | None = None
    secure: bool = False
    hosts: tuple[str, ...] = ()
    max_body: int = 16 << 20
    max_batch: int = 100
    user: str = ""
    follow: str = ""
    every: float = 60.0

    def day(self) -> date:
        """The day that questions are asked on. The only place where a service reads the clock."""
        return self.today or date.today()

    def to_environment(self) -> str:
        """The settings as text, for another process."""
        values = {
            name: str(value) if isinstance(value, Path | date) else value
            for name, value in asdict(self).items()
        }
        return json.dumps(values)

    @classmethod
    def from_environment(cls) -> Settings:
        """The settings that `to_environment` wrote.

        Raises:
            NotServed: nobody wrote any.
        """
        text = os.environ.get(ENVIRONMENT)
        if not text:
            raise NotServed(f"{ENVIRONMENT} is not set. Start the service with caveat serve.")
        values = json.loads(text)
        for name in ("root", "keys", "oidc", "run"):
            values[name] = Path(values[name]) if values[name] else None
        values["today"] = day(values["today"]) if values["today"] else None
        values["hosts"] = tuple(values["hosts"])
        return cls(**values)


def loopback(host: str) -> bool:
    """Whether an address is reached from this machine only.

    >>> loopback("127.0.0.1"), loopback("localhost"), loopback("0.0.0.0"), loopback("example.org")
    (True, True, False, False)
    """
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def guarded(settings: Settings, keys: int) -> None:
    """Refuse to listen on an address that others reach, when nobody would be asked for a key.

    Args:
        settings: how the service would be run.
        keys: how many API keys are good.

    Raises:
        NotServed: it would be open to everybody.
    """
    if loopback(settings.host) or keys or settings.oidc:
        return
    raise NotServed(
        f"{settings.host} can be reached by others, and no key is set up. Make one with "
        "caveat keys add NAME, or say --oidc FILE; or serve on 127.0.0.1."
    )
