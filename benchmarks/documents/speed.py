"""A PDF of 300 pages, and what it takes to read it."""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import cycle
from pathlib import Path

from benchmarks.documents.texts import Text

PAGES, WORDS = 300, 150_000
LIMIT = 60
"""Seconds that it may take on two cores."""
SEED = 5
LOCALES = ("en_US", "de_DE", "fr_FR", "es_ES", "pl_PL", "ru_RU", "it_IT", "pt_BR")
STYLE = "@page {size: A4; margin: 2cm} body {font: 10.5pt/1.32 'DejaVu Sans'} h2 {font-size: 12pt}"


@dataclass(frozen=True, slots=True)
class Took:
    """What a run took.

    Attributes:
        seconds: by the clock, from the start of the process to its end.
        megabytes: the most memory that one of its processes held.
        code: its exit code.
        said: the end of what it printed.
    """

    seconds: float
    megabytes: float
    code: int
    said: str


def make(place: Path, texts: Sequence[Text]) -> tuple[int, int]:
    """Write the PDF: the texts once, between prose with names of people, firms and towns.

    Returns:
        Its pages and its words.
    """
    import pypdfium2
    from weasyprint import HTML

    parts, words = ["<style>", STYLE, "</style>"], 0
    for paragraph in _prose(texts):
        words += len(paragraph.split())
        mark = "h2" if len(paragraph.split()) < 8 else "p"
        parts.append(f"<{mark}>{escape(paragraph)}</{mark}>")
        if words >= WORDS:
            break
    HTML(string="".join(parts)).write_pdf(place)
    document = pypdfium2.PdfDocument(place)
    pages = len(document)
    document.close()
    return pages, words


def _prose(texts: Sequence[Text]) -> Iterator[str]:
    """Paragraphs without end: made-up ones, and each text once in between."""
    from faker import Faker

    chance = random.Random(SEED)
    Faker.seed(SEED)
    fakers = cycle([Faker(locale) for locale in LOCALES])
    english = Faker("en_US")
    waiting = [part for text in texts for part in text.text.split("\n\n")]
    chance.shuffle(waiting)
    every = max(1, int(WORDS / 90 / max(1, len(waiting))))
    for number, local in enumerate(fakers):
        if number % 12 == 0:
            yield f"{english.catch_phrase()}: {local.city()}"
        if waiting and number % every == 0:
            yield waiting.pop()
        yield " ".join(
            (
                english.paragraph(nb_sentences=3),
                f"{local.name()} of {local.company()} met {local.name()} in {local.city()}.",
                english.paragraph(nb_sentences=2),
                f"On {english.date()} {english.company()} paid {local.last_name()} "
                f"{chance.randrange(10, 9000)} euros at {local.street_name()}.",
                english.paragraph(nb_sentences=2),
                f"“{english.bs().capitalize()},” said {local.name()}.",
            )
        )


def cores() -> set[int]:
    """The processor cores that this process may use."""
    return os.sched_getaffinity(0)


def take(command: Sequence[str | Path]) -> Took:
    """Run a command in a process of its own, on two cores at most."""
    before = cores()
    code = (
        "import json, resource, subprocess, sys, time\n"
        "start = time.monotonic()\n"
        "done = subprocess.run(sys.argv[1:], capture_output=True, text=True)\n"
        "took = time.monotonic() - start\n"
        "most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024\n"
        "print(took, most, done.returncode, (done.stdout + done.stderr)[-400:])\n"
    )
    os.sched_setaffinity(0, sorted(before)[:2])
    try:
        done = subprocess.run(
            [sys.executable, "-c", code, *map(str, command)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    finally:
        os.sched_setaffinity(0, before)
    seconds, megabytes, returned, said = done.stdout.split(" ", 3)
    return Took(float(seconds), float(megabytes), int(returned), said.strip())


def main() -> None:
    """Read and answer one file without the command line, and say what each step took."""
    from caveat import Library
    from caveat.screening.documents.files import read

    place, root, today = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    start = time.monotonic()
    library = Library.open(root, today=today)
    document = read(place, today=library.today)
    parsed = time.monotonic()
    reading = library.read(document)
    done = time.monotonic()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"file {parsed - start:.1f} s, names {done - parsed:.1f} s, {len(reading.found)} found, "
        f"{len(document.text.split())} words, {most:.0f} MB"
    )


if __name__ == "__main__":
    main()
