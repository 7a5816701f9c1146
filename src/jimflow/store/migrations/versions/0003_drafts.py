"""Answers that are saved and not submitted yet."""

import sqlalchemy as sa
from alembic import op

from jimflow.store.migrations.shapes import moments, own_number, reference, texts, words

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "draft",
        own_number(),
        reference("assignment", "assignment.id"),
        *words("field"),
        *texts("value"),
        *moments("saved_at"),
        *words("saved_by"),
        sa.UniqueConstraint("assignment", "field"),
    )
