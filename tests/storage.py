"""An S3-compatible server of one's own: SeaweedFS, as a process, on free ports."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import httpx

KEY, SECRET = "AKCAVEATTESTS", "aWordThatNoLogMayRepeat"
WEED = Path(sys.executable).with_name("weed")
_NUMBERS = count()


def free_ports(number: int) -> list[int]:
    """Ports that nobody listens on."""
    with ExitStack() as held:
        ports = []
        for _ in range(number):
            one = held.enter_context(socket.socket())
            one.bind(("127.0.0.1", 0))
            ports.append(one.getsockname()[1])
        return ports


@dataclass
class Storage:
    """A server that can be killed and started again.

    Attributes:
        folder: where it keeps what it is given.
        ports: of the parts that it is made of; that of S3 first.
    """

    folder: Path
    ports: list[int] = field(default_factory=lambda: free_ports(8))
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it speaks S3."""
        return f"http://127.0.0.1:{self.ports[0]}"

    @property
    def environment(self) -> dict[str, str]:
        """What a client finds it by."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_DEFAULT_REGION": "us-east-1",
        }

    def start(self) -> None:
        """Start it, and wait until it takes and gives back an object."""
        (self.folder / "data").mkdir(parents=True, exist_ok=True)
        credentials = [{"accessKey": KEY, "secretKey": SECRET}]
        who = {"name": "caveat", "credentials": credentials, "actions": ["Admin"]}
        (self.folder / "s3.json").write_text(json.dumps({"identities": [who]}))
        names = ("s3", "s3.grpc", "master", "master.grpc", "volume", "volume.grpc", "filer",
                 "filer.grpc")  # fmt: skip
        words = [f"-{part.replace('.grpc', '.port.grpc') if '.grpc' in part else f'{part}.port'}"
                 f"={port}" for part, port in zip(names, self.ports, strict=True)]  # fmt: skip
        words += ["-s3.port.iceberg=0", "-s3.port.lance=0", "-filer", "-s3", "-dir=data"]
        words += ["-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-s3.config=s3.json", "-volume.max=20"]
        words += ["-master.volumeSizeLimitMB=64"]
        log = (self.folder / "log").open("ab")
        with log:
            self.process = subprocess.Popen(
                [WEED, "server", *words], cwd=self.folder, stdout=log, stderr=log
            )
        until = time.monotonic() + 90
        while not self._takes():
            if self.process.poll() is not None or time.monotonic() > until:
                raise AssertionError((self.folder / "log").read_text()[-3000:])
            time.sleep(0.2)

    def _takes(self) -> bool:
        try:
            httpx.get(self.url, timeout=5)
            store = self.client()
            if not store.exists("caveat-tests"):
                store.mkdir("caveat-tests")
            store.pipe_file("caveat-tests/probe", b"x")
            return bool(store.cat_file("caveat-tests/probe") == b"x")
        except Exception:
            return False

    def client(self) -> Any:
        """A client beside Caveat's own."""
        import s3fs

        return s3fs.S3FileSystem(
            key=KEY, secret=SECRET, endpoint_url=self.url, use_listings_cache=False,
            skip_instance_cache=True,
        )  # fmt: skip

    def kill(self) -> None:
        """Kill it at once; what it had written is still there."""
        if self.process is not None and self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def address(self) -> str:
        """A place in it that nobody used before."""
        return f"s3://caveat-tests/{next(_NUMBERS)}"


@contextmanager
def storage(folder: Path) -> Iterator[Storage]:
    """A server, for as long as the block runs."""
    server = Storage(folder)
    try:
        server.start()
        yield server
    finally:
        server.kill()
