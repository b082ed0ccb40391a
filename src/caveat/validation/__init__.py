"""How well a library works: a model validation on the user's own lists and settings."""
