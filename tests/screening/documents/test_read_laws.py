"""What holds of every reading, whatever the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.screening.documents.written import written

from caveat.screening.library import Library

WORDS = st.sampled_from(
    ["Sergei", "Chemezov", "Чемезову", "Ростеха", "and", "the", "«", "»", "(", ")", ".", ", ",
     "\n\n", "\t", "S.", "谢尔盖·切梅佐夫", "김정은이", "فلاديمير", "بوتين", "1952", "-", "’s",
     "Kalashnikov", "Concern", "INN 7704274402", "\u200b", "İ", "ß", "born 1952"]
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=30))
def test_mentions_stand_where_they_say(library: Library, parts: list[str]) -> None:
    document = written(" ".join(parts), "2018-02")
    reading = library.read(document, ownership=False)
    taken: set[int] = set()
    for one in reading.found:
        assert one.mentions and not reading.clear
        for mention in one.mentions:
            assert document.text[mention.start : mention.end] == mention.text
            first, last = mention.sentence
            assert first <= mention.start < mention.end <= last
            places = set(range(mention.start, mention.end))
            assert not taken & places
            taken |= places
    assert library.read(document, ownership=False) == reading
