"""Our own API: the same documents as the commands print with ``--json``.

A field is only ever added within a version; ``docs/reference/json.md`` describes the documents.
"""
