"""OFAC's programme tags: the law behind each, and the day before which nobody can be under it.

Sources: the Executive Orders as printed in the Federal Register; OFAC, *Sanctions List Program
Tags* (https://ofac.treasury.gov/specially-designated-nationals-list-sdn-list/program-tag-definitions).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_SIGNED = {
    "12947": "1995-01-23",
    "12978": "1995-10-21",
    "13219": "2001-06-26",
    "13224": "2001-09-23",
    "13288": "2003-03-06",
    "13303": "2003-05-22",
    "13310": "2003-07-28",
    "13315": "2003-08-28",
    "13338": "2004-05-11",
    "13348": "2004-07-22",
    "13382": "2005-06-28",
    "13391": "2005-11-22",
    "13396": "2006-02-07",
    "13399": "2006-04-25",
    "13400": "2006-04-26",
    "13405": "2006-06-16",
    "13413": "2006-10-27",
    "13438": "2007-07-17",
    "13441": "2007-08-01",
    "13448": "2007-10-18",
    "13460": "2008-02-13",
    "13464": "2008-04-30",
    "13469": "2008-07-25",
    "13536": "2010-04-12",
    "13551": "2010-08-30",
    "13553": "2010-09-28",
    "13566": "2011-02-25",
    "13572": "2011-04-29",
    "13573": "2011-05-18",
    "13574": "2011-05-23",
    "13581": "2011-07-24",
    "13582": "2011-08-17",
    "13599": "2012-02-05",
    "13606": "2012-04-22",
    "13608": "2012-05-01",
    "13611": "2012-05-16",
    "13622": "2012-07-30",
    "13628": "2012-10-09",
    "13645": "2013-06-03",
    "13660": "2014-03-06",
    "13661": "2014-03-16",
    "13662": "2014-03-20",
    "13664": "2014-04-03",
    "13667": "2014-05-12",
    "13685": "2014-12-19",
    "13687": "2015-01-02",
    "13692": "2015-03-08",
    "13694": "2015-04-01",
    "13712": "2015-11-22",
    "13722": "2016-03-15",
    "13726": "2016-04-19",
    "13810": "2017-09-20",
    "13818": "2017-12-20",
    "13846": "2018-08-06",
    "13848": "2018-09-12",
    "13849": "2018-09-20",
    "13850": "2018-11-01",
    "13851": "2018-11-27",
    "13871": "2019-05-08",
    "13876": "2019-06-24",
    "13882": "2019-07-26",
    "13884": "2019-08-05",
    "13894": "2019-10-14",
    "13902": "2020-01-10",
    "13928": "2020-06-11",
    "13936": "2020-07-14",
    "13949": "2020-09-21",
    "13959": "2020-11-12",
    "14014": "2021-02-10",
    "14024": "2021-04-15",
    "14032": "2021-06-03",
    "14033": "2021-06-08",
    "14038": "2021-08-09",
    "14046": "2021-09-17",
    "14059": "2021-12-15",
    "14065": "2022-02-21",
    "14078": "2022-07-19",
    "14098": "2023-05-04",
    "14115": "2024-02-01",
}
"""Executive Order -> the day it was signed."""

_ORDERS = {
    "BALKANS": "13219",
    "CYBER2": "13694",
    "DPRK": "13551",
    "DPRK2": "13687",
    "DPRK3": "13722",
    "DPRK4": "13810",
    "GLOMAG": "13818",
    "IRAN-HR": "13553",
    "LEBANON": "13441",
    "LIBYA2": "13566",
    "LIBYA3": "13726",
    "NPWMD": "13382",
    "SDGT": "13224",
    "SDNT": "12978",
    "SDT": "12947",
    "SOMALIA": "13536",
    "SOUTH SUDAN": "13664",
    "TCO": "13581",
    "VENEZUELA": "13692",
    "YEMEN": "13611",
    "CAR": "13667",
}
"""Tags that do not print their Executive Order."""

_STATUTES = {
    "SDNTK": ("Foreign Narcotics Kingpin Designation Act", "1999-12-03"),
    "FTO": ("Antiterrorism and Effective Death Penalty Act of 1996", "1996-04-24"),
    "CAATSA - RUSSIA": ("Countering America's Adversaries Through Sanctions Act", "2017-08-02"),
    "CAATSA - IRAN": ("Countering America's Adversaries Through Sanctions Act", "2017-08-02"),
    "MAGNIT": ("Sergei Magnitsky Rule of Law Accountability Act of 2012", "2012-12-14"),
    "HIFPAA": ("Hizballah International Financing Prevention Act of 2015", "2015-12-18"),
}


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme of OFAC.

    Attributes:
        tag: as the lists print it.
        legal_basis: the order or statute, in words.
        not_before: the first day on which a party can have been designated under it.
    """

    tag: str
    legal_basis: str
    not_before: str | None


@lru_cache(maxsize=1024)
def programme(tag: str) -> Programme | None:
    """What is known of a programme's law; None if nothing is.

    >>> programme("UKRAINE-EO13661")
    Programme(tag='UKRAINE-EO13661', legal_basis='Executive Order 13661', not_before='2014-03-16')
    """
    if tag in _STATUTES:
        return Programme(tag, *_STATUTES[tag])
    printed = re.search(r"\bE\.?O\.?\s?(\d{5})", tag)
    order = printed[1] if printed else _ORDERS.get(tag)
    if order is None:
        return None
    return Programme(tag, f"Executive Order {order}", _SIGNED.get(order))


def not_before(tag: str) -> str | None:
    """The first day on which a party can have been designated under a programme, if known."""
    known = programme(tag)
    return known.not_before if known else None
