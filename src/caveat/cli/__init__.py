"""The command line: parses, calls screening, shows. No logic."""
