"""Why something that was to be said could not be written."""

from alembic import op

from jimflow.store.migrations.shapes import moments, numbers, shared_number, texts

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "unwritten",
        shared_number("intent", "intent.id"),
        *numbers("tries"),
        *moments("tried_at"),
        *texts("sv", "en"),
    )
