"""A FACE over HTTP. Thin: parse, ask screening, show. No logic."""
