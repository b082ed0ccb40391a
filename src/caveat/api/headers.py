"""What every answer tells a browser: nothing from elsewhere, no frames, no guessing."""

from __future__ import annotations

from collections.abc import Iterable

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""Content security policy: our own files only, and no script or style inside a page."""

FRAMED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors *"
"""The policy of a page that other tools show in a frame (a preview): it can do nothing at all."""

Header = tuple[bytes, bytes]


def headers(*, secure: bool, framed: bool = False) -> tuple[Header, ...]:
    """The headers of an answer.

    Args:
        secure: whether clients come by TLS.
        framed: whether other tools may show it in a frame.
    """
    said = {
        "content-security-policy": FRAMED if framed else POLICY,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "x-robots-tag": "none",
    }
    if not framed:
        said["x-frame-options"] = "DENY"
        said["cross-origin-resource-policy"] = "same-origin"
    if secure:
        said["strict-transport-security"] = "max-age=31536000; includeSubDomains"
    return tuple((name.encode(), value.encode()) for name, value in said.items())


def value(found: Iterable[Header], name: bytes) -> str:
    """The value of a header; empty if it is not there."""
    return next((text.decode("latin-1") for key, text in found if key == name), "")
