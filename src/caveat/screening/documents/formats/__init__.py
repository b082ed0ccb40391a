"""Bytes of a file to its content: one module a format. They know formats, nothing else."""
