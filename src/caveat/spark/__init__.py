"""Caveat on Apache Spark: for what is too much for one machine.

>>> import caveat.spark                                                     # doctest: +SKIP
>>> hits = caveat.spark.screen(customers, edition="/mnt/caveat")            # doctest: +SKIP

The rooms are imported when they are first used: ``import caveat.spark`` needs no Spark.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from caveat.spark.driver import session
    from caveat.spark.opensanctions import bring
    from caveat.spark.ownership import network
    from caveat.spark.parcel import pack
    from caveat.spark.screening import screen

_ROOMS = {
    "bring": "opensanctions",
    "network": "ownership",
    "pack": "parcel",
    "screen": "screening",
    "session": "driver",
}

__all__ = ["bring", "network", "pack", "screen", "session"]


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module 'caveat.spark' has no attribute {name!r}")
    return getattr(import_module(f"caveat.spark.{_ROOMS[name]}"), name)
