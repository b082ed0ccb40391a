"""One line of JSON an event, without personal data: what was asked about is only a mark.

The mark is a keyed hash under a salt that lives as long as the process: it tells that two requests
asked the same, and nobody can try names against it later.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import secrets
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, TextIO


class Log:
    """Where a service says what happens.

    Args:
        stream: where to; standard error if not said.
        queries: write what was asked about, as it was asked.
    """

    def __init__(self, stream: TextIO | None = None, *, queries: bool = False) -> None:
        self._stream = stream or sys.stderr
        self._queries = queries
        self._salt = secrets.token_bytes(32)

    def say(self, event: str, facts: dict[str, Any], level: str = "info") -> None:
        """Write a line."""
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "level": level, "event": event, **facts}
        self._stream.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
        self._stream.flush()

    def asked(self, texts: Sequence[str]) -> dict[str, Any]:
        """What a line says of a question."""
        if not texts:
            return {}
        whole = "\n".join(texts)
        mark = hmac.new(self._salt, whole.encode("utf-8", "replace"), hashlib.sha256)
        said: dict[str, Any] = {"asked": len(texts), "mark": mark.hexdigest()[:16]}
        return {**said, "queries": list(texts)} if self._queries else said

    def fault(self, error: BaseException) -> dict[str, Any]:
        """What a line says of a fault of ours: where it happened; its words may name people."""
        frames = traceback.extract_tb(error.__traceback__)
        where = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}"
                 for frame in frames[-12:]]  # fmt: skip
        said: dict[str, Any] = {"error": type(error).__name__, "where": where}
        return {**said, "message": str(error)} if self._queries else said


class Lines(logging.Handler):
    """Takes what other libraries log, and writes it as lines of ours.

    Only the text with its placeholders is written, not what would stand in them: that may be
    anything that a client sent.
    """

    def __init__(self, log: Log) -> None:
        super().__init__()
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record as a line."""
        facts: dict[str, Any] = {"logger": record.name, "message": str(record.msg)}
        if record.exc_info and record.exc_info[1] is not None:
            facts |= self._log.fault(record.exc_info[1])
        self._log.say("library", facts, record.levelname.lower())
