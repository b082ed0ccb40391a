"""Payment messages: who is in them, and whether they are listed."""
