"""Getting files from the publishers: only what changed, whole or not at all."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from pathlib import Path

import httpx

from caveat.errors import DownloadFailed

ATTEMPTS = 4
TIMEOUT = httpx.Timeout(30.0, read=120.0)
LONGEST = 60.0
"""Seconds; a publisher that asks for a longer pause gets another attempt after this one."""

_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})

Progress = Callable[[int, int | None], None]
"""Bytes that have come, bytes in all where the publisher says."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that came.

    Attributes:
        path: where it lies.
        size: in bytes.
        validators: what makes the next request conditional (``etag``, ``last_modified``).
        modified: the day of the publisher's ``Last-Modified``, where given.
    """

    path: Path
    size: int
    validators: Mapping[str, str]
    modified: date | None


def client() -> httpx.Client:
    """A client that says who it is and follows redirects."""
    return httpx.Client(
        follow_redirects=True,
        timeout=TIMEOUT,
        headers={"User-Agent": f"caveat/{version('caveat')}", "Accept": "*/*"},
    )


def fetch(
    using: httpx.Client,
    url: str,
    into: Path,
    validators: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    pause: float = 1.0,
) -> Fetched | None:
    """Get a file, unless it is unchanged.

    Args:
        using: the client.
        url: the publisher's address.
        into: where to put the file.
        validators: of the version at hand.
        progress: is told as bytes come.
        pause: seconds before the second attempt; doubled each time, and as long as the publisher
            asks (``Retry-After``), but no longer than `LONGEST`.

    Returns:
        None when the publisher says that nothing has changed.

    Raises:
        DownloadFailed: after every attempt; nothing is left behind.
    """
    headers = {}
    if validators and validators.get("etag"):
        headers["If-None-Match"] = validators["etag"]
    if validators and validators.get("last_modified"):
        headers["If-Modified-Since"] = validators["last_modified"]
    reason, asked = "", 0.0
    for attempt in range(ATTEMPTS):
        if attempt:
            time.sleep(min(max(asked, pause * 2 ** (attempt - 1)), LONGEST))
        asked = 0.0
        try:
            return _attempt(using, url, into, headers, progress)
        except _Retry as retry:
            reason, asked = str(retry), retry.after
        except (httpx.TooManyRedirects, httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise DownloadFailed(
                f"{url} leads nowhere ({error}). "
                "The address may have moved; see caveat sources for the publisher's page."
            ) from None
        except httpx.RequestError as error:
            reason = f"{type(error).__name__}: {error}"
        finally:
            into.with_name(f"{into.name}.part").unlink(missing_ok=True)
    raise DownloadFailed(
        f"{url} did not give the file in {ATTEMPTS} attempts ({reason}). "
        "The last good version stays in force; try later, or caveat import a file."
    )


class _Retry(Exception):
    """Worth another attempt, after a pause of some seconds."""

    def __init__(self, reason: str, after: float = 0.0) -> None:
        super().__init__(reason)
        self.after = after


def _attempt(
    using: httpx.Client,
    url: str,
    into: Path,
    headers: Mapping[str, str],
    progress: Progress | None,
) -> Fetched | None:
    part = into.with_name(f"{into.name}.part")
    with using.stream("GET", url, headers=dict(headers)) as answer:
        if answer.status_code == httpx.codes.NOT_MODIFIED and headers:
            return None
        if answer.status_code in _AGAIN:
            asked = _seconds(answer.headers.get("Retry-After", ""))
            raise _Retry(f"status {answer.status_code}", asked)
        if answer.status_code != httpx.codes.OK:
            raise DownloadFailed(
                f"{url} answered {answer.status_code} {answer.reason_phrase}. "
                "The address may have moved; see caveat sources for the publisher's page."
            )
        stated = answer.headers.get("Content-Length")
        total = int(stated) if stated and stated.isdigit() else None
        with part.open("wb") as stream:
            for block in answer.iter_bytes(1 << 16):
                stream.write(block)
                if progress is not None:
                    progress(answer.num_bytes_downloaded, total)
        if total is not None and answer.num_bytes_downloaded != total:
            raise _Retry(f"{answer.num_bytes_downloaded} of {total} bytes came")
        part.replace(into)
        modified = answer.headers.get("Last-Modified", "")
        return Fetched(
            into,
            into.stat().st_size,
            {"etag": answer.headers.get("ETag", ""), "last_modified": modified},
            _day(modified),
        )


def _seconds(text: str) -> float:
    """What ``Retry-After`` asks for: seconds, or a moment; nothing if it cannot be read."""
    if text.strip().isdigit():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0


def _day(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except ValueError:
        return None
