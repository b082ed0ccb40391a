"""A validation as JSON, HTML and PDF."""
