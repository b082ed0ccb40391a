"""What changed between two screenings of a portfolio: which parties must be looked at again.

Whoever is in doubt counts as changed: a party too many costs time, one too few an alert.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from caveat.casework.basis import terms_json
from caveat.library.edition import Edition
from caveat.library.timeline import Moment
from caveat.match.index import Index
from caveat.screening.library import Library
from caveat.screening.question import Terms
from caveat.screening.screen import Desk
from caveat.time import span

Bools = npt.NDArray[np.bool_]

_DATES = ("startDate", "listingDate", "endDate")
_DAYS = ("as_of", "known_at")
_ONE = timedelta(days=1)


def comparable(library: Library, terms: Terms, before: Mapping[str, Any], now: str) -> str:
    """Why a screening cannot be told from the one before by what changed; empty if it can.

    Args:
        library: whose edition answers now.
        terms: how it is asked now.
        before: the basis of the screening before (`caveat.casework.basis.basis_of`).
        now: the program's version.
    """
    if asked(before) != asked({"terms": terms_json(terms), "program": before["program"]}):
        return "It is asked in another way than before."
    if before["program"] != now:
        return "Caveat was updated."
    if date.fromisoformat(before["today"]) > library.today:
        return "It was screened on a later day."
    listings = {one.source: one for one in library.edition.listings}
    for said in before["lists"]:
        listing = listings.get(said["source"])
        if listing is None:
            return f"The list {said['source']} is in the library no more."
        mine = [[one.name, list(one.checksums)] for one in listing.versions]
        if mine[: len(said["versions"])] != said["versions"]:
            return f"An earlier version of {said['source']} came into the library."
    return ""


def asked(basis: Mapping[str, Any]) -> dict[str, Any]:
    """How a screening was asked, whatever the day."""
    terms = {name: said for name, said in basis["terms"].items() if name not in _DAYS}
    return {**terms, "program": basis["program"]}


def parties(library: Library, desk: Desk, before: Mapping[str, Any]) -> Bools:
    """The parties about which an answer may differ from before.

    Those about whom a version that came since says more, less or something else; those with a
    date that passed since; those of whom other facts may be used.

    Args:
        library: whose edition answers now.
        desk: the question now.
        before: the basis of the screening before, which is `comparable`.

    Returns:
        A mask over the parties of the edition.
    """
    edition, moment = library.edition, desk.question.moment
    then = _moment(before)
    old = _reached(edition, before, then)
    new = [one.ordinal(moment.known_at) for one in edition.listings]
    found = np.zeros(len(edition.parties), np.bool_)
    party, source, first, last = (
        edition.numbers(name) for name in ("party", "source", "first", "last")
    )
    start, stop = np.array(old, np.int32)[source], np.array(new, np.int32)[source]
    was, is_ = (first <= start) & (start <= last), (first <= stop) & (stop <= last)
    came = (first > start) & (first <= stop)
    found[party[(was != is_) | came]] = True
    window = (then.as_of - _ONE, moment.as_of + _ONE)
    found[party[_versions_within(edition, window)]] = True
    found[party[_dates_within(edition, window)]] = True
    moved = np.flatnonzero(usable(library, desk, before) != desk.question.allowed)
    found[library.index.party_of(moved)] = True
    return found


def usable(library: Library, desk: Desk, before: Mapping[str, Any]) -> Bools:
    """The facts that might be used before: a mask over those of the edition."""
    edition, then = library.edition, _moment(before)
    reached = _reached(edition, before, then)
    upto = {one.source: reached[number] for number, one in enumerate(edition.listings)}
    return library.times.allowed({one.source for one in desk.question.listings}, then, upto)


def _moment(before: Mapping[str, Any]) -> Moment:
    said = before["terms"]
    as_of, known_at = (date.fromisoformat(said[name] or before["today"]) for name in _DAYS)
    return Moment(as_of, known_at)


def _reached(edition: Edition, before: Mapping[str, Any], then: Moment) -> list[int]:
    """For each list the place of the version that spoke then; -1 if none did."""
    had = {said["source"]: len(said["versions"]) for said in before["lists"]}
    return [min(one.ordinal(then.known_at), had.get(one.source, 0) - 1) for one in edition.listings]


def _versions_within(edition: Edition, window: tuple[date, date]) -> npt.NDArray[np.int64]:
    """The rows that came or went with a version that came out within some days."""
    source, first, last = (edition.numbers(name) for name in ("source", "first", "last"))
    rows = np.zeros(len(source), np.bool_)
    for number, listing in enumerate(edition.listings):
        near = [window[0] <= one.published <= window[1] for one in listing.versions]
        if any(near):
            here, out = np.array(near), np.array([*near[1:], False])
            mine = source == number
            rows[mine] |= here[first[mine]] | out[last[mine]]
    return np.flatnonzero(rows)


def _dates_within(edition: Edition, window: tuple[date, date]) -> npt.NDArray[np.int64]:
    """The rows with a date of a designation that begins or ends within some days."""
    dates = np.isin(edition.numbers("prop"), [edition.code("prop", word) for word in _DATES])
    rows = np.flatnonzero(dates)
    coded = edition.table["value"].take(pa.array(rows)).combine_chunks().dictionary_encode()
    near = np.array([_near(text, window) for text in coded.dictionary.to_pylist()], np.bool_)
    return rows[near[coded.indices.to_numpy()]] if len(rows) else rows


def _near(text: str, window: tuple[date, date]) -> bool:
    said = span(text)
    return any(window[0] <= day <= window[1] for day in (said.first, said.last))


def telling(index: Index) -> dict[str, npt.NDArray[Any]]:
    """How much each listed word tells, and each piece of one, to be kept: marks of the words,
    ascending, and numbers."""
    words = index.rows.words
    marks, places = words.marked
    return {
        "marks": np.asarray(marks),
        "telling": np.asarray(words.rarities[places]),
        "pieces": np.asarray(words.piece_weights),
    }


def retold(index: Index, before: Mapping[str, npt.NDArray[Any]]) -> bool:
    """Whether words tell more or less than before, so that any score may be another one.

    Args:
        index: the index of the edition now.
        before: what `telling` gave then.
    """
    now = telling(index)
    place = _places(now["marks"], before["marks"])
    known = place >= 0
    same = np.array_equal(now["telling"][known], before["telling"][place[known]])
    return not same or not np.array_equal(now["pieces"], before["pieces"])


def fresh(index: Index, before: Mapping[str, npt.NDArray[Any]]) -> Bools:
    """The words that were not listed before: a mask over those of the index.

    Args:
        index: the index of the edition now.
        before: what `telling` gave then.
    """
    marks, words = index.rows.words.marked
    found = np.zeros(len(index.rows.words), np.bool_)
    found[words[_places(np.asarray(marks), before["marks"]) < 0]] = True
    return found


def _places(asked: npt.NDArray[Any], table: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    if not len(table):
        return np.full(len(asked), -1, np.int64)
    place = np.minimum(np.searchsorted(table, asked), len(table) - 1)
    return np.where(table[place] == asked, place, -1)
