"""What the figures come to, and what to do about it; the same rules for every report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from caveat.screening.answer import ListUsed
from caveat.validation.integrity import Check, Whole
from caveat.validation.ownership import Worked
from caveat.validation.result import Alarms, Appetite, Figure, Finding, Since

EXACT = 0.99
"""Recall below which the same words, written with other marks or case, are no exception."""

LOW = 0.8
"""Recall of a family below which somebody must decide whether that is accepted."""

SMALL = 30
"""Cases below which a family's figure says little."""

_NAMED = 8
_ORDER = {"fail": 0, "warn": 1, "good": 2, "note": 3}


def conclusion(
    families: Sequence[Figure],
    parts: Sequence[Figure],
    alarms: Alarms,
    appetite: Appetite | None,
    agreed: tuple[int, int],
    narrowed: int,
    worked: Sequence[Worked],
    lists: Sequence[Whole],
    edition: Check,
    since: Since | None,
    used: Sequence[ListUsed],
) -> tuple[Finding, ...]:
    """The findings, the gravest first.

    Args:
        families: recall by family.
        parts: recall by part.
        alarms: what is raised for nothing.
        appetite: the stated risk appetite.
        agreed: cases asked again through the whole filter, and those that came out the same.
        narrowed: cases lost because the search at the threshold chooses candidates narrowly.
        worked: the examples of ownership.
        lists: how whole each list is.
        edition: whether its files are as they were built.
        since: what changed since an earlier report.
        used: the lists.
    """
    found = [
        *_integrity(lists, edition),
        *_ownership(worked),
        *_recall(families, parts),
        *_appetite(appetite, alarms),
        *_since(since),
        *_trust(agreed, narrowed, families, used),
    ]
    return tuple(sorted(found, key=lambda one: _ORDER[one.weight]))


def _integrity(lists: Sequence[Whole], edition: Check) -> Iterator[Finding]:
    if not edition.passed:
        yield Finding("fail", edition.said, "Run caveat build, and validate again.")
    whole = True
    for one in lists:
        for check in one.checks:
            if check.passed is not False:
                continue
            if check.name == "freshness":
                yield Finding(
                    "fail",
                    f"{one.source} is stale: the version of {one.version} was last known to be the "
                    f"current one {one.age:,} days ago.",
                    f"Run caveat update {one.source}, or import the newest file.",
                )
            else:
                whole = False
                yield Finding(
                    "fail",
                    f"{one.source}: {check.said}",
                    "Import the publisher's file again and run caveat build; until then names may "
                    "be missing.",
                )
    if whole and edition.passed:
        yield Finding("good", "Nothing of the lists' files was lost on the way into the filter.")


def _ownership(worked: Sequence[Worked]) -> Iterator[Finding]:
    wrong = [one for one in worked if not one.passed]
    for one in wrong:
        yield Finding(
            "fail",
            f"{one.title}: {one.name} came out as {', '.join(one.found) or 'nobody'} and not as "
            f"{', '.join(one.expected) or 'nobody'}.",
            "Do not rely on this test of ownership; report the fault.",
        )
    if not wrong:
        said = sum(one.official for one in worked)
        yield Finding(
            "good",
            f"All {len(worked)} worked examples of ownership came out right, {said} of them the "
            "authorities' own.",
        )


def _recall(families: Sequence[Figure], parts: Sequence[Figure]) -> Iterator[Finding]:
    by = {one.part: one for one in parts}
    exact = by["exact"].rate
    if exact.cases and exact.rate < EXACT:
        yield Finding(
            "fail",
            f"Only {exact.rate:.1%} of names that are written with the same words are found.",
            "See the misses; lower the threshold, or use lists with all their aliases.",
        )
    elif exact.cases:
        yield Finding(
            "good",
            f"Of names written with the same words, {exact.rate:.1%} are found (at least "
            f"{exact.low:.1%}).",
        )
    low = [one for one in families if one.rate.cases >= SMALL and one.rate.rate < LOW
           and one.part != "weak"]  # fmt: skip
    if low:
        named = ", ".join(
            f"{one.name} ({one.rate.rate:.0%})" for one in sorted(low, key=lambda o: o.rate.rate)
        )
        yield Finding(
            "warn",
            f"Fewer than {LOW:.0%} are found of these families: {named}.",
            "Decide whether this is accepted, and write down why; birth dates, identifiers and "
            "aliases from your own data help where names alone do not.",
        )


def _appetite(appetite: Appetite | None, alarms: Alarms) -> Iterator[Finding]:
    if appetite is None:
        yield Finding(
            "warn",
            "No risk appetite was stated, so no threshold can be said to meet it.",
            "State it: --recall 0.95, --alarms 0.5%, or both.",
        )
    elif appetite.met:
        yield Finding("good", appetite.said)
    else:
        todo = "Ask more cases (--cases) or customers, or state an appetite that can be met."
        if appetite.threshold is not None:
            todo = f"Screen with --threshold {appetite.threshold:g}, or state why not."
        yield Finding("fail", appetite.said, todo)
    if alarms.whose == "generated":
        yield Finding(
            "warn",
            "The false alarms are those of generated customers.",
            "Validate with your own: --customers FILE.",
        )
    if alarms.same:
        yield Finding(
            "note",
            f"{alarms.same:,} customers bear a listed name word for word: true hits or namesakes, "
            "and not counted as false alarms.",
            "Review them as alerts.",
        )

    if alarms.quiet:
        more = " and others" if len(alarms.quiet) > _NAMED else ""
        yield Finding(
            "warn",
            f"{len(alarms.quiet):,} customers bear a listed name word for word and were not "
            f"raised: {', '.join(alarms.quiet[:_NAMED])}{more}.",
            "Look at each: a birth date, type or country that differs speaks against a hit, and "
            "a weak alias alone is none.",
        )


def _since(since: Since | None) -> Iterator[Finding]:
    if since is None:
        return
    worse = [one for one in since.figures if one.verdict == "worse"]
    better = [one for one in since.figures if one.verdict == "better"]
    for said in since.lists:
        yield Finding("warn", said, "Make sure that this was meant.")
    if worse:
        named = "; ".join(
            f"{one.name} from {one.before:.1%} to {one.after:.1%}" for one in worse[:8]
        )
        more = f", and {len(worse) - 8} more" if len(worse) > 8 else ""
        yield Finding(
            "fail",
            f"{len(worse)} figures are worse than in the report of {since.made[:10]}: "
            f"{named}{more}.",
            "Find out which change of settings, lists or program did it: "
            f"{'; '.join(since.different) or 'none was seen'}.",
        )
    if better:
        yield Finding("good", f"{len(better)} figures are better than in that report.")
    if not worse and not better:
        yield Finding("note", f"No difference to the report of {since.made[:10]} is shown.")


def _trust(
    agreed: tuple[int, int], narrowed: int, families: Sequence[Figure], used: Sequence[ListUsed]
) -> Iterator[Finding]:
    asked, same = agreed
    if same < asked:
        yield Finding(
            "fail",
            f"{asked - same} of {asked} cases came out otherwise through the whole filter than "
            "when they were asked by themselves.",
            "Do not rely on this report; report the fault.",
        )
    if narrowed:
        yield Finding(
            "warn",
            f"{narrowed:,} cases score enough when they are searched for from below, "
            "and are not found at your threshold: its search looks at fewer candidates. They "
            "count as missed.",
            "Screen with a lower threshold and sort the hits by score, if that matters to you.",
        )
    small = [one.name for one in families if one.rate.cases < SMALL]
    if small:
        yield Finding(
            "note",
            f"{len(small)} families have fewer than {SMALL} cases, for the lists say little of "
            f"them: {', '.join(small)}.",
        )
    if any(one.source == "starter" for one in used):
        yield Finding(
            "fail",
            "The starter list is in use. It is not fit for compliance.",
            "Get the official lists with caveat update.",
        )
