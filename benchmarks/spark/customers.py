"""Customers by the million, made of real-looking parts so that no name stands twice by intent.

First and last names of many cultures and scripts, in the proportions of `LOCALES`; one in a
thousand is a listed name, one in a thousand a listed name with a letter left out. Written straight
to Parquet, in one row group a hundred thousand.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from faker import Faker

SEED = 7
GROUP = 100_000
LOCALES = ("en_US", "en_GB", "en_IN", "de_DE", "fr_FR", "es_ES", "es_MX", "pt_BR", "it_IT", "nl_NL",
           "pl_PL", "ru_RU", "uk_UA", "tr_TR", "ar_SA", "fa_IR", "zh_CN", "ja_JP", "ko_KR", "vi_VN",
           "id_ID", "el_GR", "sv_SE", "ro_RO")  # fmt: skip
_PARTS = 1500


def write(place: Path, count: int, listed: Sequence[str], *, skewed: bool = False) -> None:
    """So many customers: id, name, country.

    Args:
        place: the Parquet file.
        count: how many.
        listed: names of listed parties.
        skewed: put all listed names into the first tenth, so that some parts are more work.
    """
    chance = random.Random(SEED)
    Faker.seed(SEED)
    parts: list[tuple[list[str], list[str], bool]] = []
    for locale in LOCALES:
        faker = Faker(locale)
        firsts = sorted({faker.first_name() for _ in range(_PARTS)})
        lasts = sorted({faker.last_name() for _ in range(_PARTS)})
        parts.append((firsts, lasts, locale[:2] in ("zh", "ja", "ko")))
    schema = pa.schema([("id", pa.int64()), ("name", pa.string()), ("country", pa.string())])
    with pq.ParquetWriter(place, schema, compression="zstd") as writer:
        for start in range(0, count, GROUP):
            size = min(GROUP, count - start)
            share = 0.002 if not skewed else 0.02 if start < count / 10 else 0.0
            names = []
            for _ in range(size):
                if listed and chance.random() < share:
                    name = chance.choice(listed)
                    at = chance.randrange(len(name) + 1)
                    names.append(name if chance.random() < 0.5 else name[:at] + name[at + 1 :])
                    names[-1] = names[-1].strip() or name
                    continue
                firsts, lasts, east = parts[chance.randrange(len(parts))]
                first, last = chance.choice(firsts), chance.choice(lasts)
                names.append(f"{last}{first}" if east else f"{first} {last}")
            ids = pa.array(range(start, start + size), pa.int64())
            blank = pa.nulls(size, pa.string())
            writer.write_batch(pa.record_batch([ids, pa.array(names), blank], schema=schema))
