"""A designation's story, version by version, and what is told of it on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from caveat.library.archive import Raw
from caveat.library.edition import Listing
from caveat.library.timeline import Moment, NotBefore, designations
from caveat.library.versions import Version
from caveat.party import DatedStatement, Designation, Party, Statement

Said = Mapping[str, str] | None
"""What a version says of the designation: property -> value; None where it does not carry it."""

Story = Sequence[tuple[str, Said]]
"""The versions of a list, oldest first: the day of each, and what it says."""

LATER = "2030-01-01"
THERE: Said = {}


def listing(story: Story, source: str = "ofac-sdn") -> Listing:
    versions = tuple(
        Version(source, "SDN", date.fromisoformat(day), date.fromisoformat(day), place, "lines",
                (Raw("list.txt", f"{place:064d}", 1),), 1, 1, {}, {}, ())
        for place, (day, _) in enumerate(story)
    )  # fmt: skip
    return Listing(source, "SDN", versions)


def party(story: Story, known: Listing, programme: str = "RUSSIA") -> Party:
    """The party of a story, its statements dated as an edition dates them."""
    said = [
        None if one is None else {("program", programme), *one.items()} for _, one in story
    ]  # fmt: skip
    dated = []
    for prop, value in sorted(set().union(*(one for one in said if one))):
        statement = Statement("p", f"p.{programme}", "Sanction", prop, value, "", "", "list.txt:1")
        carried = [one is not None and (prop, value) in one for one in said]
        for first, here in enumerate(carried):
            if not here or (first and carried[first - 1]):
                continue
            last = first
            while last + 1 < len(carried) and carried[last + 1]:
                last += 1
            days = [version.published for version in known.versions]
            until = days[last + 1] if last + 1 < len(days) else None
            ends = (days[first], days[last], until, (first, last))
            dated.append(DatedStatement(statement, known.source, *ends))
    return Party("p", "Person", "P", (known.source,), tuple(dated))


def designation(
    story: Story, as_of: str, known_at: str = LATER, not_before: NotBefore | None = None
) -> Designation | None:
    """The one designation of a story on a day, if it could be known."""
    known = listing(story)
    moment = Moment(date.fromisoformat(as_of), date.fromisoformat(known_at))
    found = designations(party(story, known), [known], moment, not_before)
    assert len(found) < 2
    return found[0] if found else None


def told(
    story: Story, as_of: str, known_at: str = LATER, not_before: NotBefore | None = None
) -> tuple[str, str]:
    """Its status on a day, and how that is known."""
    found = designation(story, as_of, known_at, not_before)
    assert found is not None
    return found.status, found.because
