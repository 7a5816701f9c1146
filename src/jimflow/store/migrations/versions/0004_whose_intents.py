"""Finds at once what still waits to be said about one participation, when it leaves."""

from jimflow.store.migrations.shapes import index

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    index("ix_intent_whose", "intent", "participation", where="status = 'pending'")
