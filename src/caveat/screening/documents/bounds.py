"""How much of a file is read before it is refused: what others write may be meant to harm.

Each bound is far above what documents of the field need (a share purchase agreement of 300
pages is 1 million characters and 5 MB) and far below what a laptop bears. A folder of documents
goes on after a file that is refused.
"""

from __future__ import annotations

FILE_BYTES = 100 << 20
"""Of one file. Scanned contracts of some hundred pages stay below; a dump of 1 GB does not."""

TEXT_BYTES = 32 << 20
"""Of text, Markdown and HTML. As a tree in memory, HTML takes ten times its size."""

CHARACTERS = 10_000_000
"""Of text out of one file: ten volumes of 1,000 pages. What comes after it is another file."""

WORD = 500
"""Characters of a word, in scripts that put blanks between words: longer is no language."""

PAGES = 5_000
"""Of one PDF. More is an archive rather than a document."""

ARCHIVE_ENTRIES = 10_000
"""Parts of a DOCX or XLSX. Word and Excel write some dozens, and one for each picture."""

ARCHIVE_BYTES = 256 << 20
"""Of all parts of a DOCX or XLSX, unpacked."""

PART_BYTES = 64 << 20
"""Of one part that is XML, unpacked: 2,000 pages of Word's own XML are 20 MB."""

RATIO = 200
"""How much smaller a packed part may be: XML packs 10 to 50 times, a zip bomb 1,000 times."""

RATIO_FROM = 1 << 20
"""Unpacked bytes from which the ratio counts: a small part of blanks harms nobody."""

ROWS = 1_048_576
"""Of one sheet: as many as Excel itself has. A file may claim a billion."""

CELLS = 5_000_000
"""Of one workbook, empty ones between others counted."""

NESTING = 5
"""Files in files: an attachment of a message that is attached to a message, and so on."""

ATTACHMENTS = 200
"""Of one e-mail message, those of attached messages counted."""

FOLDER_FILES = 100_000
"""Of one folder that is read whole."""

SECONDS = 30.0
"""For one file. 300 pages take one or two."""

MEMORY = 400 << 20
"""Bytes that the process which reads files may hold (see `apart`)."""
