"""Several organisations with parts in one subject, and cases that are started from other cases."""

import sqlalchemy as sa
from alembic import op

from jimflow.store.migrations.shapes import days, index, moments, own_number, reference, texts, words

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "party",
        own_number(),
        reference("participation", "participation.id"),
        reference("organisation", "organisation.code", sa.String()),
        *words("part", "standing"),
        *texts("contribution", "reason"),
        *days("since"),
        *days("until", null=True),
    )
    index("ix_party_participation", "party", "participation")
    op.create_table(
        "link",
        own_number(),
        reference("parent", "participation.id"),
        *words("start"),
        reference("child", "participation.id"),
        *texts("carried"),
        *words("answer"),
        *moments("started_at"),
        *moments("answered_at", null=True),
        sa.UniqueConstraint("child"),
    )
    index("ix_link_parent", "link", "parent")
