"""WHAT A NAME IS. Pure functions on text: scripts, legal forms, particles, identifiers."""
