"""Bodies by what other languages call them: names that no reading of their letters gives.

Two tables: ``data/bodies.tsv`` has bodies of one name, ``data/states.tsv`` those that any state has
(its central bank, its ministry of defence), of which a text names the state beside them.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib.resources import files


def bodies() -> dict[str, str]:
    """English names of bodies, by their names in other languages as `plain_body` gives them.

    >>> bodies()[plain_body("华为")], bodies()[plain_body("Χαμάς")]
    ('Huawei Technologies', 'Hamas')
    >>> bodies()[plain_body("中央銀行")]
    'Central Bank of {}'

    Returns:
        The names; ``{}`` in one stands for the name of a state.
    """
    return _bodies()


def is_body(text: str) -> bool:
    """Whether a text is an English name that `bodies` has, the state filled in.

    >>> is_body("Huawei Technologies"), is_body("Central Bank of Iran"), is_body("Huawei")
    (True, True, False)
    """
    return text in _english() or text.startswith(_openings())


@lru_cache(maxsize=1 << 15)
def plain_body(text: str) -> str:
    """A text as it is looked up: in small letters, without signs that few write.

    >>> plain_body("Ισλαμικό Κράτος") == plain_body("ισλαμικο κρατος")
    True
    """
    apart = unicodedata.normalize("NFD", text.casefold())
    kept = "".join(sign for sign in apart if unicodedata.category(sign) not in _MARKS)
    return " ".join(unicodedata.normalize("NFC", kept).translate(_SAME).split())


_MARKS = frozenset({"Mn", "Cf", "Lm"})
_SAME = str.maketrans("يكۃ’׳״", "یکة''\"")


@cache
def _bodies() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("states", "bodies"):
        text = files("caveat.names").joinpath(f"data/{name}.tsv").read_text("utf-8")
        for line in text.splitlines():
            if not line.startswith("#"):
                english, others = line.split("\t")
                found.update((plain_body(other), english) for other in others.split("|"))
    return found


@cache
def _english() -> frozenset[str]:
    return frozenset(name for name in _bodies().values() if "{" not in name)


@cache
def _openings() -> tuple[str, ...]:
    return tuple({name.partition("{")[0] for name in _bodies().values() if "{" in name})
