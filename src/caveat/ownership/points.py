"""Shares in words, exactly: percent, and points of a hundred."""

from __future__ import annotations

from caveat.stake import WHOLE


def percent(share: int) -> str:
    """A share as people write it, exactly.

    >>> percent(499_950_000), percent(WHOLE)
    ('49.995 %', '100 %')
    """
    return f"{points(share)} %"


def points(share: int) -> str:
    """A share in points of a hundred, exactly; without a sign of percent.

    >>> points(WHOLE // 2), points(1), points(-32_000_000)
    ('50', '0.0000001', '-3.2')
    """
    whole, rest = divmod(abs(share), WHOLE // 100)
    digits = f"{rest:07d}".rstrip("0")
    return "-" * (share < 0) + str(whole) + ("." + digits if digits else "")
