"""A network out of columns: for registers of millions, where an object a stake is too much."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from caveat.errors import BadDate
from caveat.ownership.network import ALWAYS, NEVER, Network, Numbers, Words, of_arrays
from caveat.stake import INTERESTS, WHOLE, Fault
from caveat.subject import TYPES
from caveat.time import span

_SAME = ["owner", "owned", "kind", "least", "most", "direct", "start", "end", "source"]
_TIES = INTERESTS.index("control")
"""From here on, what is said of a person is a tie between people, and no stake."""
_TEXTS = ("owner", "owned", "kind", "start", "end", "source", "origin")


def of_columns(holders: pa.Table, stakes: pa.Table) -> Network:
    """A network of columns, the same as `caveat.ownership.network.build` makes of objects.

    Args:
        holders: ``id``, ``name``, ``type``; a holder that only stakes name may be missing.
        stakes: columns named as the attributes of `caveat.stake.Stake`.

    Returns:
        The network. What is wrong is said once for all rows of a kind, with their number and the
        place of the first.
    """
    faults: list[Fault] = []
    stakes = _once(_cast(stakes), faults)
    texts = [stakes["owner"], stakes["owned"], _text(holders["id"])]
    chunks = [chunk for column in texts for chunk in column.chunks]
    named = pc.unique(pa.chunked_array(chunks, pa.large_string()))
    ids = named.take(pc.sort_indices(named))
    place = pc.index_in(ids, _text(holders["id"]).combine_chunks())
    names = _text(holders["name"]).combine_chunks().take(place)
    names = pc.if_else(pc.equal(pc.fill_null(names, ""), ""), ids, names)
    codes = pc.index_in(_text(holders["type"]).combine_chunks(), pa.array(TYPES, pa.large_string()))
    types = pc.fill_null(codes.take(place), 0).to_numpy(zero_copy_only=False).astype(np.int8)
    owner, owned = (_codes(stakes[end], ids) for end in ("owner", "owned"))
    kind = _codes(stakes["kind"], pa.array(INTERESTS, pa.large_string()))
    least, most = (stakes[end].to_numpy().astype(np.int64) for end in ("least", "most"))
    start_first, start_last = _days(stakes["start"], ALWAYS)
    end_first, end_last = _days(stakes["end"], NEVER)
    sources = pc.unique(stakes["source"])
    low, high = (
        np.clip(end, 0, WHOLE) for end in (np.minimum(least, most), np.maximum(least, most))
    )
    person = types[owned] == TYPES.index("person")
    changed = (low != least) | (high != most)
    for wrong, reason in (
        (owner == owned, "owns a share of itself: it is left out"),
        (person & (kind < _TIES), "is a stake in a person: it is left out"),
        (end_last < start_first, "ends before it begins: it is left out"),
        (changed, "has a share that cannot be: it is taken as the nearest that can"),
    ):
        rows = np.flatnonzero(wrong)
        if len(rows):
            first = stakes.slice(int(rows[0]), 1).to_pylist()[0]
            faults.append(
                Fault(
                    f"{first['source']} {first['origin']}".strip(),
                    f"{first['owner']} in {first['owned']} {reason}"
                    + (f"; and so in {len(rows) - 1:,} more rows." if len(rows) > 1 else "."),
                )
            )
    kept = np.flatnonzero((owner != owned) & ~person & (end_last >= start_first))
    origins = Words(stakes["origin"].combine_chunks().take(pa.array(kept)))
    return of_arrays(
        Words(ids), Words(names), tuple(sources.to_pylist()), origins, tuple(faults), types,
        owner=owner[kept], owned=owned[kept], kind=kind[kept],
        source=_codes(stakes["source"], sources)[kept],
        direct=stakes["direct"].to_numpy()[kept], least=low[kept], most=high[kept],
        start_first=start_first[kept], start_last=start_last[kept],
        end_first=end_first[kept], end_last=end_last[kept],
    )  # fmt: skip


def _once(stakes: pa.Table, faults: list[Fault]) -> pa.Table:
    """Each stake once, whatever lines it stands on."""
    found = stakes.group_by(_SAME, use_threads=False).aggregate([("origin", "first")])
    if found.num_rows < stakes.num_rows:
        twice = stakes.num_rows - found.num_rows
        faults.append(Fault("", f"{twice:,} stakes are told more than once: each counts once."))
    return found.rename_columns([*_SAME, "origin"])


def _cast(stakes: pa.Table) -> pa.Table:
    for name in _TEXTS:
        place = stakes.schema.get_field_index(name)
        stakes = stakes.set_column(place, name, _text(stakes[name]))
    return stakes


def _text(column: Any) -> Any:
    whole = column if isinstance(column, pa.ChunkedArray) else pa.chunked_array([column])
    return whole.cast(pa.large_string())


def _codes(column: Any, words: Any) -> Numbers:
    found: Numbers = (
        pc.index_in(column, words).combine_chunks().to_numpy(zero_copy_only=False).astype(np.int64)
    )
    return found


def _days(
    column: Any, open_: tuple[int, int]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The first and the last day that each date may mean; each distinct date is read once."""
    encoded = pc.fill_null(column, "").combine_chunks().dictionary_encode()
    spans = np.array([_span(text, open_) for text in encoded.dictionary.to_pylist()] or [open_])
    rows = encoded.indices.to_numpy(zero_copy_only=False)
    return spans[rows, 0], spans[rows, 1]


def _span(text: str, open_: tuple[int, int]) -> tuple[int, int]:
    if not text:
        return open_
    try:
        days = span(text)
    except BadDate:
        return open_
    return days.first.toordinal(), days.last.toordinal()
