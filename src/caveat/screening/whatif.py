"""What if: the tests of ownership on a file of stakes alone, without a library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import numpy as np

from caveat.errors import BadInput
from caveat.ownership.build import build
from caveat.ownership.export import exposure_json
from caveat.ownership.exposure import exposure
from caveat.ownership.faults import not_in_force, overfull
from caveat.ownership.holdings import in_force
from caveat.ownership.listed import Listed
from caveat.ownership.network import Network
from caveat.ownership.reasons import Exposure
from caveat.ownership.regimes.known import regime as known_regime
from caveat.ownership.verdicts import VERDICTS, Verdict, verdicts
from caveat.screening.answer import NOT_ADVICE
from caveat.screening.drawn import write
from caveat.sources.stakes.reading import StakeSet, read
from caveat.stake import Fault

WHATIF = "caveat.whatif/1"


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a file of stakes comes to if some of its parties are listed.

    Attributes:
        title: the test.
        as_of: the day.
        listed: names of the parties that were taken as listed.
        exposures: of every party that these reach, the blocked first.
        counts: verdict -> how many parties of the file.
        faults: what is wrong with the file, and what was made of it.
        cautions: what a reader must know.
    """

    title: str
    as_of: date
    listed: tuple[str, ...]
    exposures: tuple[Exposure, ...]
    counts: Mapping[Verdict, int]
    faults: tuple[Fault, ...]
    cautions: tuple[str, ...]


def check(
    files: Sequence[Path],
    listed: Sequence[str],
    as_of: date,
    *,
    regime: str = "ofac",
    joint: Sequence[Sequence[str]] = (),
    depth: int | None = None,
) -> WhatIf:
    """Test every party of a file of stakes.

    Args:
        files: the files of one set of stakes, in any format that is known.
        listed: ids or names of the parties to take as listed, or files with one a line.
        as_of: the day.
        regime: name of the test, or its TOML file.
        joint: ids or names of parties that act together, one sequence for each arrangement.
        depth: give only chains of at most so many links.

    Raises:
        BadInput: a party to be taken as listed is not in the file.
        BadRegime: there is no such test.
        ListRefused: a file cannot be read.
    """
    test = known_regime(regime)
    stakes = read(*files)
    network = build(stakes.holders.values(), stakes.stakes)
    wanted = [name for said in listed for name in _names(said)]
    if not wanted:
        raise BadInput("Nobody is taken as listed. Say whom with --listed.")
    find = _Finder(stakes, network)
    certain = frozenset(number for name in wanted for number in find(name))
    acting = [{number for name in names for number in find(name)} for names in joint]
    listing = Listed(certain, joint=acting, why=dict.fromkeys(certain, "taken as listed"))
    verdict = verdicts(network, test, as_of, listing)
    codes = verdict.codes()
    reached = _reached(network, verdict.possible.members, as_of)
    found = [
        exposure(network, int(number), test, as_of, listing, depth=depth)
        for number in reached
        if int(number) not in certain
    ]
    found.sort(key=lambda one: (VERDICTS.index(one.verdict), -one.certain_share, one.party))
    everything = np.arange(network.stakes)
    may, _ = in_force(network, everything, as_of)
    return WhatIf(
        test.title,
        as_of,
        tuple(sorted(network.names[number] for number in certain)),
        tuple(found),
        {VERDICTS[code]: count for code, count in sorted(Counter(codes.tolist()).items())},
        (
            *stakes.faults,
            *network.faults,
            *overfull(network, everything[may], as_of),
            *not_in_force(network, everything[~may], as_of),
        ),
        (*stakes.cautions, *test.cautions),
    )


def _names(said: str) -> Iterator[str]:
    """The names that one --listed gives: itself, or the lines of the file that it names."""
    path = Path(said)
    if not path.is_file():
        yield said.strip()
        return
    for line in path.read_text("utf-8-sig").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def _reached(network: Network, members: np.ndarray, as_of: date) -> np.ndarray:
    """Those who are or may be in, and those in whom one of them holds anything."""
    stakes = network.stakes_of(members)
    stakes = stakes[in_force(network, stakes, as_of)[0]]
    return np.union1d(members, network.owned[stakes])


class _Finder:
    """Finds the parties of a file by id, or by name as it is written but for case."""

    def __init__(self, stakes: StakeSet, network: Network) -> None:
        self._network = network
        self._known: dict[str, list[int]] = {}
        for number, id in enumerate(network.ids):
            holder = stakes.holders.get(id)
            names = (holder.name, *holder.aliases) if holder else ()
            for name in dict.fromkeys((_plain(id), *map(_plain, names))):
                if name:
                    self._known.setdefault(name, []).append(number)

    def __call__(self, name: str) -> list[int]:
        found = self._known.get(_plain(name))
        if found:
            return found
        near = get_close_matches(_plain(name), self._known, n=1)
        hint = ""
        if near:
            hint = f" Did you mean {self._network.names[self._known[near[0]][0]]!r}?"
        raise BadInput(f"No party of the file has the id or the name {name!r}.{hint}")


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def to_json(found: WhatIf) -> dict[str, Any]:
    """A what-if as JSON values (``docs/reference/caveat.schema.json``)."""
    return {
        "format": WHATIF,
        "title": found.title,
        "as_of": found.as_of.isoformat(),
        "listed": list(found.listed),
        "counts": dict(found.counts),
        "exposures": [exposure_json(one) for one in found.exposures],
        "faults": [asdict(fault) for fault in found.faults],
        "cautions": list(found.cautions),
        "notice": NOT_ADVICE,
    }


def draw(found: WhatIf, place: Path) -> None:
    """Write the picture of everybody whom the listed parties reach.

    Raises:
        BadInput: they reach nobody, so that there is nothing to draw.
    """
    if not found.exposures:
        raise BadInput("The listed parties hold nothing in the file: there is nothing to draw.")
    title = f"{found.title}, on {found.as_of}"
    write(found.exposures, {"svg": place}, title, (f"Taken as listed: {', '.join(found.listed)}.",))
