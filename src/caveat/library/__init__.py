"""WHAT WAS KNOWN WHEN. Raw versions, their statements, editions, and what changed; no matching."""
