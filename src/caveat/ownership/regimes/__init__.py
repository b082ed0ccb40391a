"""THE TESTS. One small module a regime: the rule, where it stands, its numbers and their days."""
