"""The service as an ASGI application."""

from __future__ import annotations

import asyncio
import logging
import shutil
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from caveat import __version__
from caveat.api import docs, errors, health, pages
from caveat.api.access import Access
from caveat.api.edition import Current
from caveat.api.gate import Gate
from caveat.api.idempotency import Answers
from caveat.api.lanes import Lanes
from caveat.api.limits import Limits
from caveat.api.logs import Lines, Log
from caveat.api.metrics import Metrics
from caveat.api.reconcile import extend, queries, suggest
from caveat.api.rubbish import Rubbish, rarely
from caveat.api.service import Service
from caveat.api.sessions import Sessions
from caveat.api.settings import Settings
from caveat.api.v1 import files, ownership, parties, screen
from caveat.api.yente import algorithms, catalog, entities, match, search
from caveat.errors import CaveatError

ABOUT = """Is a listed party in this, how do we know, and what was known when?

Every answer names the lists and the versions that it rests on. Two questions of time go with
every endpoint: `as_of`, the day asked about, and `known_at`, the day whose knowledge may be used.
Caveat decides nothing and gives no legal advice.
"""

_SWITCH = 0.001
"""Seconds after which a thread that computes lets another one in: that of the connections."""


def create_app(settings: Settings, *, log: Log | None = None) -> FastAPI:
    """The service, ready to be served.

    Args:
        settings: how it is run.
        log: where it says what happens; standard error if not said.

    Raises:
        NotServed: the keys or the identity provider cannot be read.
    """
    said = log or Log(queries=settings.log_queries)
    run = settings.run or Path(tempfile.mkdtemp(prefix="caveat-service-"))
    if settings.run is None:
        weakref.finalize(said, shutil.rmtree, run, ignore_errors=True)
    metrics, lanes = Metrics(), Lanes()
    rubbish = Rubbish(lambda: lanes.idle)

    def told(event: str, facts: dict[str, Any]) -> None:
        said.say(event, facts, "info" if "edition" in facts else "error")
        metrics.reloads.labels("opened" if "edition" in facts else "refused").inc()
        if "edition" in facts:
            metrics.edition(facts["edition"], time.time())
            rubbish.soon()  # the edition before

    current = Current(settings, told)
    limits = Limits(run / "limits")
    answers = Answers(run / "answers.sqlite")
    sessions = Sessions(run / "sessions.sqlite")
    access = Access(settings, limits, sessions)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        sys.setswitchinterval(_SWITCH)
        current.open()
        threading.Thread(target=_warm, name="caveat-warm", daemon=True).start()
        sweeping = asyncio.create_task(rubbish.sweeping())
        yield
        sweeping.cancel()
        with suppress(asyncio.CancelledError):
            await sweeping
        said.close()
        lanes.close()
        answers.close()
        sessions.close()
        limits.close()

    app = FastAPI(
        title="Caveat",
        description=ABOUT,
        version=__version__,
        docs_url=None,
        redoc_url=None,
        lifespan=life,
        separate_input_output_schemas=False,
    )
    app.state.service = Service(settings, current, lanes, metrics)
    app.add_exception_handler(CaveatError, errors.caveat_error)
    app.add_exception_handler(HTTPException, errors.http_error)
    app.add_exception_handler(RequestValidationError, errors.validation_error)
    app.add_middleware(
        Gate, settings=settings, access=access, answers=answers, metrics=metrics, log=said
    )
    for part in (
        match, search, entities, catalog, algorithms, screen, files, parties, ownership,
        queries, suggest, extend, health,
    ):  # fmt: skip
        app.include_router(part.router)
    app.include_router(docs.router(app))
    app.include_router(pages.router(app.state.service, run / "files", access.entrance))
    return app


def _warm() -> None:
    """Import what takes a second and is not needed at once."""
    import followthemoney

    assert followthemoney.model


def from_environment() -> FastAPI:
    """The service as the command left it for its workers."""
    rarely()
    settings = Settings.from_environment()
    log = Log(queries=settings.log_queries)
    handler = Lines(log)
    for name in ("uvicorn", "uvicorn.error", "asyncio"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
    logging.getLogger("uvicorn.error").handlers = []
    logging.getLogger("uvicorn.error").propagate = True
    return create_app(settings, log=log)
