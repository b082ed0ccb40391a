"""From an edition's statements to the facts that the match room compares, with their times.

`match` gets a party's number, never its list; the arrays written here turn a question's lists
and days into a mask over facts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from caveat.errors import LibraryDamaged
from caveat.library.edition import Edition
from caveat.library.timeline import Moment
from caveat.match.index import Index
from caveat.party import type_of
from caveat.time import span

KINDS = {
    "name": "name",
    "alias": "alias",
    "abbreviation": "alias",
    "weakAlias": "weak_alias",
    "previousName": "former_name",
    "birthDate": "birth_date",
    "gender": "gender",
    "address": "address",
    **dict.fromkeys(
        ("nationality", "citizenship", "country", "jurisdiction", "mainCountry", "flag"), "country"
    ),
    **dict.fromkeys(
        (
            "idNumber",
            "passportNumber",
            "socialSecurityNumber",
            "taxNumber",
            "vatCode",
            "registrationNumber",
            "licenseNumber",
            "innCode",
            "ogrnCode",
            "okpoCode",
            "leiCode",
            "dunsCode",
            "uscCode",
            "uniqueEntityId",
            "swiftBic",
            "imoNumber",
            "mmsi",
            "callSign",
            "icaoCode",
            "serialNumber",
            "number",
            "publicKey",
            "accountNumber",
            "iban",
            "isin",
            "email",
            "website",
        ),
        "identifier",
    ),
}
"""FollowTheMoney property -> kind of fact; all other properties are shown, but not matched."""

_OWN = ("Identification", "Passport", "CryptoWallet", "BankAccount", "Security")
"""Attached entities whose identifiers are the party's own."""

_DATES = ("startDate", "listingDate", "endDate")
_TIMES = ("source", "first", "last", "reach")

SIGNATURE = "facts-3"


def index(edition: Edition, folder: Path) -> None:
    """Write the facts of every party that was ever listed, their times, and the match index."""
    rows = _rows(edition)
    table = edition.table.take(pa.array(rows))
    words = edition.words("prop")
    kinds = pa.array([KINDS.get(word, "") for word in words])
    props = pa.array(words)
    facts = pa.table(
        {
            "party": table["party"],
            "kind": kinds.take(table["prop"].combine_chunks()),
            "value": table["value"],
            "label": props.take(table["prop"].combine_chunks()),
        }
    ).combine_chunks()
    for name in ("source", "first", "last"):
        np.save(folder / f"fact_{name}.npy", edition.numbers(name)[rows].astype(np.int16))
    np.save(folder / "fact_reach.npy", _reach(edition, rows))
    place = folder / "index"
    place.mkdir()
    types = [type_of(schema) for schema in edition.parties["schema"].to_pylist()]
    Index.build(facts, types, place, _counted(edition, rows))


def _counted(edition: Edition, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """The facts by whose names it is counted how much a word tells: those known before the quarter
    of the newest version began, or of a list's first version, if it is no older.

    So words tell the same for a quarter, and the score of a pair of which nothing changed stays as
    it was, whatever else comes out (``docs/decisions/watching.md``).
    """
    newest = max(one.versions[-1].published for one in edition.listings)
    quarter = newest.replace(month=(newest.month - 1) // 3 * 3 + 1, day=1)
    upto = [max(one.ordinal(quarter - timedelta(days=1)), 0) for one in edition.listings]
    known = np.array(upto, np.int32)[edition.numbers("source")[rows]]
    counted: npt.NDArray[np.bool_] = edition.numbers("first")[rows] <= known
    return counted


def _rows(edition: Edition) -> npt.NDArray[np.int64]:
    """The rows of the edition's table that are facts."""
    schema, prop, party = (edition.numbers(name) for name in ("schema", "prop", "party"))
    listed = np.zeros(len(edition.parties), bool)
    listed[party[schema == edition.code("schema", "Sanction")]] = True
    matched = np.isin(prop, [edition.code("prop", word) for word in KINDS])
    identity = np.isin(schema, [edition.code("schema", word) for word in _OWN])
    rows = np.flatnonzero(matched & listed[party])
    owners = edition.parties["id"].take(pa.array(party[rows]))
    entities = edition.table["entity"].take(pa.array(rows))
    own = pc.equal(owners.combine_chunks(), entities.combine_chunks()).to_numpy(
        zero_copy_only=False
    )
    kept: npt.NDArray[np.int64] = rows[own | identity[rows]]
    return kept


def _reach(edition: Edition, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
    """For each fact the last day (as an ordinal) to which the dates of a designation that its
    list has dropped reach beyond the version that dropped it; 0 where there is none.

    Up to that day the party may be listed, though no version carries it.
    """
    prop, party, source, last = (
        edition.numbers(name) for name in ("prop", "party", "source", "last")
    )
    dates = np.isin(prop, [edition.code("prop", word) for word in _DATES])
    dates &= edition.numbers("schema") == edition.code("schema", "Sanction")
    final = np.array([len(listing.versions) - 1 for listing in edition.listings])
    dropped = np.flatnonzero(dates & (last < final[source]))
    reach: dict[tuple[int, int], int] = {}
    for row, value in zip(dropped, edition.table["value"].take(pa.array(dropped)), strict=True):
        dropper = edition.listings[source[row]].versions[last[row] + 1].published
        end = span(value.as_py()).last
        if end >= dropper:
            key = (int(party[row]), int(source[row]))
            reach[key] = max(end.toordinal(), reach.get(key, 0))
    found = np.zeros(len(rows), np.int32)
    for (who, where), end_day in reach.items():
        found[(party[rows] == who) & (source[rows] == where)] = end_day
    return found


class Times:
    """The times of an edition's facts, memory-mapped.

    Raises:
        LibraryDamaged: they are missing.
    """

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        try:
            self._source, self._first, self._last, self._reach = (
                np.load(edition.folder / f"fact_{name}.npy", mmap_mode="r") for name in _TIMES
            )
        except (OSError, ValueError) as error:
            raise LibraryDamaged(
                f"Edition {edition.id} has no times of its facts ({error}). "
                "Run caveat build to make it anew."
            ) from None

    @property
    def source(self) -> npt.NDArray[np.int16]:
        """For each fact the number of its list in the edition."""
        whole: npt.NDArray[np.int16] = self._source
        return whole

    def allowed(
        self,
        sources: Collection[str],
        moment: Moment,
        upto: Mapping[str, int] | None = None,
    ) -> npt.NDArray[np.bool_]:
        """Which facts may be used for a question.

        A fact of a version published after the day of knowledge may not. If the question is
        about a day that the newest known version still speaks for, only what that version says
        counts; for an earlier day, every earlier version does, since a name that a list learned
        later is still a name of the party. So does every one if the publisher's own dates let a
        designation that the newest version dropped reach to that day.

        Args:
            sources: the lists to use.
            moment: the two times of the question.
            upto: source -> place of the last version that was at hand; all that are, if not said.

        Returns:
            A mask, one value a fact.
        """
        newest = np.full(len(self._edition.listings), -1, np.int16)
        oldest = np.zeros(len(self._edition.listings), np.int16)
        for number, listing in enumerate(self._edition.listings):
            place = listing.ordinal(moment.known_at)
            if upto is not None:
                place = min(place, upto.get(listing.source, -1))
            if listing.source not in sources or place < 0:
                continue
            newest[number] = place
            last = listing.versions[place].published
            if moment.as_of > last:
                oldest[number] = place
            elif moment.as_of == last:  # each version of that day was in force on it
                oldest[number] = next(
                    earlier
                    for earlier, version in enumerate(listing.versions)
                    if version.published == last
                )
        speaking = self._last >= oldest[self._source]
        speaking |= self._reach >= moment.as_of.toordinal()
        mask: npt.NDArray[np.bool_] = (self._first <= newest[self._source]) & speaking
        return mask
