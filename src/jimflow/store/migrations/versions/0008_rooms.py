"""The pages: who signs in, and which forms have been dealt with."""

import sqlalchemy as sa
from alembic import op

from jimflow.store.migrations.shapes import index, moments, numbers, own_number, reference, texts, words

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    _accounts()
    _head_counts()
    _motives()
    _notes()
    _evaluations()
    _outbox()


def _accounts() -> None:
    op.create_table(
        "account",
        own_number(),
        *words("login", "name", "role", "language", "password"),
        *moments("made_at"),
        *moments("disabled_at", null=True),
        sa.UniqueConstraint("login"),
    )
    op.create_table(
        "web_session",
        own_number(),
        *words("secret"),
        reference("account", "account.id"),
        *moments("began_at", "seen_at", "ends_at"),
        *moments("ended_at", null=True),
        sa.UniqueConstraint("secret"),
    )
    index("ix_web_session_account", "web_session", "account")
    op.create_table(
        "submission",
        own_number(),
        *words("name"),
        reference("account", "account.id"),
        *moments("made_at"),
        *words("place"),
        *texts("words"),
        sa.UniqueConstraint("name"),
    )
    index("ix_submission_account", "submission", "account")
    op.create_table(
        "sign_in_try",
        own_number(),
        *words("login", "origin"),
        *moments("made_at"),
    )
    index("ix_sign_in_try_login", "sign_in_try", "login")
    index("ix_sign_in_try_origin", "sign_in_try", "origin")


def _notes() -> None:
    op.create_table(
        "note",
        own_number(),
        reference("participation", "participation.id"),
        *words("kind"),
        *texts("text"),
        *moments("written_at"),
        *words("written_by"),
        *numbers("corrects", null=True),
        *moments("withdrawn_at", null=True),
        *words("withdrawn_by", null=True),
    )
    index("ix_note_participation", "note", "participation")


def _evaluations() -> None:
    op.add_column("meeting", sa.Column("evaluation", sa.Text(), nullable=True))


def _motives() -> None:
    op.add_column("participation", sa.Column("motive", sa.Text(), nullable=False, server_default=sa.text("''")))


def _outbox() -> None:
    op.add_column("intent", sa.Column("reviewed", sa.Boolean(), nullable=False, server_default=sa.text("false")))
    op.create_table(
        "mail_review",
        sa.Column("round", sa.Integer(), sa.ForeignKey("round.id"), primary_key=True, autoincrement=False),
        *words("policy"),
    )
    op.create_table(
        "mail_stop",
        sa.Column("round", sa.Integer(), primary_key=True, autoincrement=False),
        *moments("since"),
        *texts("reason"),
        *words("stopped_by"),
    )


def _head_counts() -> None:
    op.create_table(
        "head_count",
        own_number(),
        reference("meeting", "meeting.id"),
        *numbers("women", "men", "not_stated"),
        *words("noted_by"),
        *moments("noted_at"),
        sa.UniqueConstraint("meeting"),
    )
