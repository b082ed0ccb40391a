"""What somebody was on the document's day and is on another, in one sentence."""

from __future__ import annotations
