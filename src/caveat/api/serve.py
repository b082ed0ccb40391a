"""Run the service: one process that answers, or several that share what they share in a folder."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from types import FrameType

from caveat.api import following, keys, metrics
from caveat.api.rubbish import rarely
from caveat.api.settings import ENVIRONMENT, Settings, guarded
from caveat.errors import MissingExtra, NotServed

NEEDED = ("uvicorn", "fastapi", "orjson", "joserfc", "multipart", "prometheus_client",
          "swagger_ui_bundle")  # fmt: skip
"""What the extra installs. Only looked for: where workers answer, this process stays small."""


def serve(settings: Settings, *, certificate: Path | None = None, key: Path | None = None) -> None:
    """Listen and answer, until somebody stops it.

    Args:
        settings: how to run it; the folder ``run`` is made here, and gone at the end.
        certificate: of TLS, if this process is to speak it itself.
        key: of the certificate.

    Raises:
        MissingExtra: what a service needs is not installed.
        NotServed: it would be open to everybody, or its keys cannot be read.
    """
    rarely()  # what is imported stays
    place = settings.keys or keys.default_place(settings.root)
    guarded(settings, len(keys.read(place)))
    if (certificate is None) != (key is None):
        raise NotServed("TLS needs both --tls-certificate and --tls-key. Say the other one, too.")
    for name in NEEDED:
        if sys.modules.get(name, name) is None or find_spec(name) is None:
            raise MissingExtra(
                f"The service needs {name}, which is not installed. "
                "Install it with pip install 'caveat[serve]'."
            )
    import uvicorn

    if settings.oidc:
        from caveat.api import oidc

        oidc.read(settings.oidc)
    if settings.follow:
        from caveat.library.store import Store

        Store(settings.follow)  # an address that is none is refused now, not a minute later
    signal.signal(signal.SIGTERM, _stopped)  # uvicorn sends it again when it has ended
    run = Path(tempfile.mkdtemp(prefix="caveat-service-", dir=_place_to_run()))
    follower: following.Follower | None = None
    try:
        secure = settings.secure or certificate is not None
        ready = replace(settings, run=run, secure=secure, keys=place)
        os.environ[ENVIRONMENT] = ready.to_environment()
        metrics.share(run / "metrics")
        if ready.follow:
            follower = following.start(ready)
        uvicorn.run(
            "caveat.api.app:from_environment",
            factory=True,
            host=settings.host,
            port=settings.port,
            workers=settings.workers if settings.workers > 1 else None,
            access_log=False,
            log_config=None,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=30,
            ssl_certfile=certificate,
            ssl_keyfile=key,
        )
    finally:
        if follower is not None:
            follower.stop()
        shutil.rmtree(run, ignore_errors=True)


def _place_to_run() -> str | None:
    """The folder that the system gives a running service; that of temporary files if it gives
    none. The latter may be swept while the service runs."""
    for name in ("RUNTIME_DIRECTORY", "XDG_RUNTIME_DIR"):
        found = os.environ.get(name, "")
        if found and os.access(found, os.W_OK):
            return found
    return None


def _stopped(number: int, frame: FrameType | None) -> None:
    """End as a command does, so that what was made for the run is taken away."""
    sys.exit(0)
