"""WHO STANDS BEHIND IT. Stakes as a network, the ownership tests over it, and their reasons."""
