"""What a reading looks like when it leaves Caveat: a page, a PDF, JSON."""
