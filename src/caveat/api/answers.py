"""Answers as bytes: JSON by orjson, and lines of it as a stream."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from starlette.responses import Response

JSON = "application/json"
NDJSON = "application/x-ndjson"


def dumps(values: Any) -> bytes:
    """Values as JSON.

    >>> dumps({"day": "2018-02-15"})
    b'{"day":"2018-02-15"}'
    """
    return orjson.dumps(values, option=orjson.OPT_NON_STR_KEYS)


class Json(Response):
    """A JSON answer; nothing checks it against its schema again on the way out."""

    media_type = JSON

    def __init__(
        self, values: Any, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        body = values if isinstance(values, bytes) else dumps(values)
        super().__init__(body, status, headers, JSON)
