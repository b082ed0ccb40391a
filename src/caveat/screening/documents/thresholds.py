"""What is asked of a match to be a mention: every threshold in one place, each with its reason.

*Told* is how much words tell together: 1 for an ordinary rare word, less for one that many names
have (`caveat.match.align.Lexicon`). *Lack* is what part of a listed name is missing in the text.
"""

from __future__ import annotations

TOLD = 0.8
"""What a person's words must tell together: Igor Sechin does, Muhammad Ali (0.5) does not."""

TOLD_SUPPORTED = 0.62
"""The same where the text speaks of the party's country, and every word of the name is there."""

INITIAL_TOLD = 0.15
"""What an initial adds: S. V. Chemezov says more than V. Chemezov."""

TOLD_SURNAME = 0.6
"""What a family name must tell beside initials: Chemezov does, Ivanov does not."""

TOLD_MISSING, TOLD_MISSING_SPELT = 1.0, 0.9
"""What the words must tell together where the listed person has another name besides; the same
where the name was read as the form of another word."""

DISTINCT = 0.5
"""What those words of a company's name must tell that are no common words."""

DISTINCT_MISSING = 0.7
"""The same where the listed name has more words."""

MISSING = 0.32
"""The most of a listed company's name that may be missing, and only words that say what kind of
company it is: Kalashnikov for Kalashnikov Concern."""

MISSING_GENERIC, DISTINCT_SURE = 0.5, 0.9
"""The same where what is missing is general (Europe, Technology), and what the word must tell."""

WHOLE = 0.08
"""A listed name that lacks no more than this lacks legal forms only."""

SHORT_FORM = 3
"""A missing word of fewer letters is a legal form that no table has."""

SHORTEST = 4
"""Letters of a company's name of one word, that is no acronym."""

LEAST, LEAST_BARE = 0.8, 0.5
"""The least score of a match; a word without its vowels agrees with a listed one only in part, so
that there more is asked of the words instead."""

LEAST_BARE_BODY = 0.75
"""The same of a company: it has common words, which agree by chance."""

SCORE_MISSING = 0.86
"""The least score of a person whose listed name has more words: Vladimir Putin has 0.91 beside
Vladimir Vladimirovich, Miguel Cabrera 0.80 beside Miguel Raymundo Marrufo Cabrera."""

TOLD_MISSING_MANY = 1.2
"""The same where more than one word is missing."""

TOLD_BARE_MISSING = 1.3
"""The same in a script without vowels, where the text does not speak of the country."""

TOLD_GOES_ON = 1.0
"""What a person's words must tell where another name stands right behind: Kim Il, before Sung."""

LEAST_SPELT, TOLD_SPELT = 0.68, 0.9
"""The least score of a person whose name was read as the form of another word, and what its words
must tell: Igor Ceaika is 0.78 beside Igor Yuryevich Chayka."""

LEAST_HEARD = 0.68
"""The least score of a company's one word that is spelt otherwise, but sounds the same: Gasprom."""

LOWER_LEAST = 7
"""Letters of a company's one word in a passage without capitals."""

TOLD_THREE = 0.35
"""What three words and more must tell together, where the text speaks of the country, too."""

SIMILAR_BARE = 0.75
"""How alike a word without vowels must be."""

CONSONANTS = 3
"""Consonants that a word without vowels must have if they are all that agrees."""

HEARD_LEAST = 6
"""Letters of a company's one word that may be spelt otherwise than listed."""

SAME = ("exact", "order", "company form", "glued")
HEARD = 0.94
"""A word that is alike so much is the same name written otherwise."""
