"""Guests who belong to one cluster and not to the whole round."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    # Without a foreign key, which SQLite cannot add to a table that others refer to; no cluster is ever taken away.
    op.add_column("appointment", sa.Column("cluster", sa.Integer(), nullable=True))
