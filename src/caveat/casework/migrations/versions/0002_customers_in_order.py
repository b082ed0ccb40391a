"""Customers of a portfolio in the order of their numbers, without sorting a million each time.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_customers_portfolio_id_id", "customers", ["portfolio_id", "id"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_customers_portfolio_id_id", "customers")
