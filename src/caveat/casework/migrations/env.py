"""What Alembic runs: the migrations, within the transaction of who asks for them."""

from __future__ import annotations

from alembic import context

from caveat.casework.models import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
