"""How many times each repeating step of a participation has been entered."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("participation", sa.Column("laps", sa.Text(), nullable=False, server_default="{}"))
