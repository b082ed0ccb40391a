"""How the tables of the casework came to be, step by step (Alembic)."""
