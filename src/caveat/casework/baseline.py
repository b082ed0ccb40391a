"""What is kept of the last watch of a portfolio, so that the next one needs only what changed.

``casework/watch/PORTFOLIO/``: ``baseline.json`` (which run, who was blocked by ownership),
``telling.npz`` (how much each listed word told), and the customers' names as they are compared,
``names-N``, sealed like everything about customers. All of it can be made anew: without it the next
watch asks about everybody.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from caveat.casework.canonical import digest
from caveat.casework.customers import Known
from caveat.casework.store import Store
from caveat.library.disk import file_aside, write_json
from caveat.match.sift import keep
from caveat.screening.screen import Desk

FORMAT = "caveat.watch/2"

_TOGETHER = 150_000
"""The names of so many customers are one file."""


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """What the last watch rested on.

    Attributes:
        run: number of its run.
        owned: hash of everybody who was blocked by ownership.
        telling: how much listed words told (`caveat.casework.changed.telling`).
    """

    run: int
    owned: str
    telling: Mapping[str, npt.NDArray[Any]]


def folder(store: Store, portfolio: int) -> Path:
    """Where it lies."""
    return store.root / "casework" / "watch" / str(portfolio)


def kept(store: Store, portfolio: int) -> Baseline | None:
    """What is kept; None if nothing that can be used."""
    place = folder(store, portfolio)
    try:
        said = json.loads((place / "baseline.json").read_text())
        with np.load(place / f"telling-{said['run']}.npz", allow_pickle=False) as found:
            telling = dict(found)
        if said["format"] != FORMAT or not all((place / one).is_file() for one in said["names"]):
            return None
        return Baseline(said["run"], said["owned"], telling)
    except (OSError, ValueError, KeyError):
        return None


def files(store: Store, portfolio: int) -> list[Path]:
    """The files of customers' names."""
    place = folder(store, portfolio)
    return [place / one for one in json.loads((place / "baseline.json").read_text())["names"]]


def opened(store: Store, place: Path) -> bytes:
    """What is in a file of names.

    Raises:
        WrongKey: it was sealed with another key.
    """
    return store.vault.open(place.read_bytes(), "names")


def forget(store: Store, portfolio: int) -> None:
    """Throw it away."""
    shutil.rmtree(folder(store, portfolio), ignore_errors=True)


def take(
    store: Store, portfolio: int, known: Iterator[Known], base: Baseline, threshold: float
) -> None:
    """Keep everything anew.

    Args:
        store: the casework.
        portfolio: its number.
        known: all customers.
        base: what the watch rested on.
        threshold: the least score of a hit.
    """
    names: list[str] = []
    while chunk := list(islice(known, _TOGETHER)):
        names.append(_names(store, portfolio, base.run, len(names), chunk, threshold))
    _settle(store, portfolio, base, names)


def write(
    store: Store, portfolio: int, base: Baseline, fresh: Iterable[Known], threshold: float
) -> None:
    """Keep what the next watch needs: the names of customers who changed are put beside the
    others, whose old names stay there: they make somebody asked about who need not be."""
    names = [place.name for place in files(store, portfolio)]
    if known := list(fresh):
        names.append(_names(store, portfolio, base.run, 0, known, threshold))
    _settle(store, portfolio, base, names)


def _names(
    store: Store, portfolio: int, run: int, number: int, known: list[Known], threshold: float
) -> str:
    packed = keep(((one.id, one.subject) for one in known), threshold).packed()
    name = f"names-{run}-{number}"
    place = folder(store, portfolio)
    place.mkdir(parents=True, exist_ok=True)
    with file_aside(place / name) as stream:
        stream.write(store.vault.seal(packed, "names"))
    return name


def _settle(store: Store, portfolio: int, base: Baseline, names: list[str]) -> None:
    place = folder(store, portfolio)
    place.mkdir(parents=True, exist_ok=True)
    words = f"telling-{base.run}.npz"
    with file_aside(place / words) as stream:
        arrays: dict[str, Any] = dict(base.telling)
        np.savez(stream, **arrays)
    said = {"format": FORMAT, "run": base.run, "owned": base.owned, "names": names}
    write_json(place / "baseline.json", said)
    for old in place.glob("telling-*.npz"):
        if old.name != words:
            old.unlink(missing_ok=True)


def digest_of(desk: Desk) -> str:
    """The hash of everybody who is blocked by ownership, with their names and the tests."""
    if desk.owned is None or desk.owned.index is None:
        return ""
    index = desk.owned.index
    return digest([desk.owned.blocked, index.values(np.arange(len(index.kinds)))])
