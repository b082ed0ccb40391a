"""How many listed names are found though they are written otherwise, and how many alarms are false.

True names of the SDN list, each changed by one manipulation family (`RULES.md` of the project's
design papers, after Part 504 and Wolfsberg practice), are asked against the edition of that
list. A true name is found if its own party is among the hits. False alarms are counted on people
and companies that are made of real words of the list, but stand on no list under that name:
people by first names and surnames put together anew, companies by words put together anew.
Figures go to `benchmarks/matching/results.md`.

    make bench-matching
"""

from __future__ import annotations

import csv
import gzip
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from caveat import Library, Subject
from caveat.sources import registry
from caveat.sources.reading import File

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("CAVEAT_TEST_DATA", ROOT / "../shared/data")).resolve()
LIST = "ofac_sdn_history/sdn_2024-05-03.csv.gz"
TODAY = "2024-05-04"
SAMPLE = 1_500
SEED = 11
LETTERS = "abcdefghijklmnopqrstuvwxyz"

Change = Callable[[random.Random, list[str]], list[str] | None]
"""Words of a name -> the words as somebody else writes them; None where it does not apply."""


def exact(chance: random.Random, words: list[str]) -> list[str] | None:
    """As the list has it, in usual order."""
    return words


def lower(chance: random.Random, words: list[str]) -> list[str] | None:
    """In small letters."""
    return [word.lower() for word in words]


def marks(chance: random.Random, words: list[str]) -> list[str] | None:
    """With hyphens instead of spaces, and full stops."""
    return ["-".join(words) + "."] if len(words) > 1 else None


def order(chance: random.Random, words: list[str]) -> list[str] | None:
    """In another order."""
    if len(words) < 2:
        return None
    mixed = words[:]
    while mixed == words:
        chance.shuffle(mixed)
        if len(set(words)) == 1:
            return None
    return mixed


def left_out(chance: random.Random, words: list[str]) -> list[str] | None:
    """With a word in the middle left out."""
    if len(words) < 3:
        return None
    place = chance.randrange(1, len(words) - 1)
    return words[:place] + words[place + 1 :]


def added(chance: random.Random, words: list[str]) -> list[str] | None:
    """With a title before it."""
    return [chance.choice(("Mr", "Dr", "The", "Messrs")), *words]


def initial(chance: random.Random, words: list[str]) -> list[str] | None:
    """With the first word shortened to its letter."""
    return [words[0][0] + ".", *words[1:]] if len(words) > 2 else None


def _typo(chance: random.Random, words: list[str]) -> list[str] | None:
    long = [place for place, word in enumerate(words) if len(word) > 4]
    if not long:
        return None
    place = chance.choice(long)
    word, at = words[place], chance.randrange(1, len(words[place]) - 1)
    letter = chance.choice(LETTERS)
    new = chance.choice(
        (
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
    return [*words[:place], new, *words[place + 1 :]]


def one_typo(chance: random.Random, words: list[str]) -> list[str] | None:
    """With a letter put in, left out, changed, or swapped with the next."""
    return _typo(chance, words)


def two_typos(chance: random.Random, words: list[str]) -> list[str] | None:
    """With two such."""
    once = _typo(chance, words)
    return _typo(chance, once) if once else None


def doubled(chance: random.Random, words: list[str]) -> list[str] | None:
    """With a letter doubled."""
    place = max(range(len(words)), key=lambda n: len(words[n]))
    at = chance.randrange(len(words[place]))
    word = words[place][: at + 1] + words[place][at:]
    return [*words[:place], word, *words[place + 1 :]]


def glued(chance: random.Random, words: list[str]) -> list[str] | None:
    """With two words written as one."""
    if len(words) < 2:
        return None
    at = chance.randrange(len(words) - 1)
    return [*words[:at], words[at] + words[at + 1].lower(), *words[at + 2 :]]


def split(chance: random.Random, words: list[str]) -> list[str] | None:
    """With a long word written as two."""
    long = [place for place, word in enumerate(words) if len(word) > 6]
    if not long:
        return None
    place = chance.choice(long)
    at = chance.randrange(3, len(words[place]) - 2)
    return [*words[:place], words[place][:at], words[place][at:], *words[place + 1 :]]


def sound(chance: random.Random, words: list[str]) -> list[str] | None:
    """Spelled as it sounds to others."""
    swaps = (("ph", "f"), ("ks", "x"), ("y", "i"), ("ou", "u"), ("ee", "i"), ("q", "k"),
             ("w", "v"), ("kh", "h"), ("ch", "tch"), ("sh", "sch"), ("ts", "c"), ("oo", "u"),
             ("dzh", "j"), ("iya", "ia"), ("ck", "k"), ("v", "ff"))  # fmt: skip
    whole = " ".join(words).lower()
    usable = [(old, new) for old, new in swaps if old in whole]
    if not usable:
        return None
    old, new = chance.choice(usable)
    return whole.replace(old, new).split()


def look_alike(chance: random.Random, words: list[str]) -> list[str] | None:
    """With letters of another script that look the same, and a space that does not show."""
    table = str.maketrans({"a": "а", "e": "е", "o": "о", "c": "с", "p": "р", "x": "х"})
    whole = " ".join(words).translate(table)
    at = chance.randrange(1, len(whole))
    return [whole[:at] + "\u200b" + whole[at:]]


FAMILIES: dict[str, Change] = {
    change.__name__.replace("_", " "): change
    for change in (exact, lower, marks, order, left_out, added, initial, one_typo, two_typos,
                   doubled, glued, split, sound, look_alike)
}  # fmt: skip


def listed() -> list[tuple[str, str, list[str]]]:
    """Entry number, type, and words of every primary name, a person's in usual order."""
    found = []
    with gzip.open(DATA / LIST, "rt", errors="replace", newline="") as stream:
        for row in csv.reader(stream):
            if len(row) < 3:
                continue
            kind = "person" if row[2].strip() == "individual" else "organization"
            if row[2].strip() not in ("individual", "-0-"):
                continue
            last, comma, first = row[1].partition(", ")
            whole = f"{first} {last}" if kind == "person" and comma else row[1]
            found.append((row[0], kind, [word.title() for word in whole.split()]))
    return found


def unlisted(names: list[tuple[str, str, list[str]]]) -> list[tuple[str, str]]:
    """People and companies out of the words of listed ones, that are themselves on no list."""
    chance = random.Random(SEED)
    known = {(kind, frozenset(word.lower() for word in words)) for _, kind, words in names}
    people = [words for _, kind, words in names if kind == "person" and len(words) > 1]
    firms = [words for _, kind, words in names if kind != "person" and len(words) > 1]
    found: list[tuple[str, str]] = []
    while len(found) < 2 * SAMPLE:
        person = len(found) % 2 == 0
        one, other = chance.sample(people if person else firms, 2)
        half = max(1, len(one) // 2)
        words = [*one[:half], *other[-(max(1, len(other) - half)) :]]
        kind = "person" if person else "organization"
        if (kind, frozenset(word.lower() for word in words)) not in known:
            found.append((kind, " ".join(words)))
    return found


def ask(library: Library, subjects: list[Subject]) -> tuple[list[set[str]], float]:
    """The ids found for each subject, and the seconds it took."""
    begin = time.perf_counter()
    found = [
        {hit.entity.id for hit in screening.hits} for screening in library.screen_many(subjects)
    ]
    return found, time.perf_counter() - begin


def main() -> None:
    """Measure, print, and write the results down."""
    names = listed()
    with tempfile.TemporaryDirectory() as root:
        library = Library.open(root, today=TODAY)
        library.bring(registry.get("ofac-sdn"), [File(DATA / LIST)], published="2024-05-03")
        edition = library.build()
        library.screen(Subject(name="warm up"))
        lines = [
            f"# Matching, {date.today()}",
            "",
            f"{len(edition.parties):,} parties of the SDN list of 2024-05-03; {SAMPLE} names a "
            f"family, seed {SEED}; Python {sys.version.split()[0]}, one core.",
            "",
            "| family | names | found | names a second |",
            "|---|---|---|---|",
        ]
        for family, change in FAMILIES.items():
            chance = random.Random(f"{SEED} {family}")
            wanted, subjects = [], []
            for number, kind, words in chance.sample(names, len(names)):
                changed = change(chance, words)
                if changed is None:
                    continue
                wanted.append(f"ofac-{number}")
                subjects.append(Subject(" ".join(changed), "person" if kind == "person"
                                        else "organization"))  # fmt: skip
                if len(wanted) == SAMPLE:
                    break
            found, seconds = ask(library, subjects)
            right = sum(id in ids for id, ids in zip(wanted, found, strict=True))
            lines.append(
                f"| {family} | {len(wanted)} | {right / len(wanted):.1%} | "
                f"{len(wanted) / seconds:,.0f} |"
            )
            print(lines[-1], flush=True)
        others = unlisted(names)
        found, seconds = ask(library, [Subject(name, kind) for kind, name in others])  # type: ignore[arg-type]
        for word, kind in (("people", "person"), ("companies", "organization")):
            mine = [ids for ids, (k, _) in zip(found, others, strict=True) if k == kind]
            alarms = sum(bool(ids) for ids in mine)
            lines.append(
                f"| false alarms: {word} out of listed words | {len(mine)} | "
                f"{alarms / len(mine):.1%} | {len(others) / seconds:,.0f} |"
            )
            print(lines[-1], flush=True)
    Path(__file__).with_name("results.md").write_text("\n".join((*lines, "")))


if __name__ == "__main__":
    if not DATA.is_dir():
        raise SystemExit(f"There are no lists in {DATA}. Set CAVEAT_TEST_DATA to their folder.")
    main()
