"""The first schema: rounds and who takes part, work, mail, and an audit that refuses to be changed."""

import sqlalchemy as sa
from alembic import op

from jimflow.store.migrations.shapes import (
    BIG,
    days,
    flags,
    index,
    moments,
    numbers,
    octets,
    own_number,
    reference,
    shared_number,
    texts,
    words,
)

revision = "0001"
down_revision = None


def upgrade() -> None:
    _programme()
    _people()
    _meetings()
    _work()
    _mail()
    _audit()


def _programme() -> None:
    op.create_table(
        "definition",
        sa.Column("digest", sa.String(64), primary_key=True),
        *words("name", "version"),
        *octets("canonical"),
        *moments("stored_at"),
    )
    op.create_table(
        "round",
        own_number(),
        *words("code"),
        reference("definition", "definition.digest", sa.String()),
        *texts("calendar", "policy"),
        *words("policy_digest"),
        *texts("facts"),
        *days("invite_on", "starts_on", "ends_on"),
        *flags("example"),
        *moments("loaded_at"),
        sa.UniqueConstraint("code"),
    )
    op.create_table(
        "cluster",
        own_number(),
        reference("round", "round.id"),
        *words("code", "name_sv", "name_en"),
        *numbers("model", null=True),
        sa.UniqueConstraint("round", "code"),
    )
    op.create_table(
        "material",
        own_number(),
        reference("round", "round.id"),
        *words("step", "title_sv", "title_en", "url"),
    )
    index("ix_material_round", "material", "round")


def _people() -> None:
    op.create_table(
        "organisation",
        sa.Column("code", sa.String(), primary_key=True),
        *words("name_sv", "name_en", "short", "mailbox"),
    )
    op.create_table(
        "person",
        own_number(),
        *words("pseudonym", "name", "mail", "language"),
        sa.UniqueConstraint("pseudonym"),
    )
    index("ix_person_mail", "person", "mail")
    op.create_table(
        "participation",
        own_number(),
        reference("round", "round.id"),
        reference("cluster", "cluster.id"),
        *words("subject_kind", "subject"),
        reference("definition", "definition.digest", sa.String()),
        *words("state"),
        *words("came_from", null=True),
        *days("paused_until", null=True),
        *numbers("version"),
        *flags("late_joiner"),
        *moments("entered_at"),
        *moments("joined_at", null=True),
        *numbers("audit_seq"),
        *octets("audit_head"),
        sa.UniqueConstraint("round", "subject_kind", "subject"),
    )
    index("ix_participation_cluster", "participation", "cluster")
    op.create_table(
        "membership",
        own_number(),
        reference("participation", "participation.id"),
        reference("cluster", "cluster.id"),
        *days("since"),
        *days("until", null=True),
        *words("why"),
    )
    index("ix_membership_cluster", "membership", "cluster")
    index("ix_membership_participation", "membership", "participation")
    op.create_table(
        "appointment",
        own_number(),
        reference("round", "round.id"),
        reference("participation", "participation.id", null=True),
        reference("organisation", "organisation.code", sa.String()),
        *words("function"),
        reference("person", "person.id"),
        *words("address"),
        *days("since"),
        *days("until", null=True),
        *flags("top_management", "acting", "deputy"),
        *words("assistant", null=True),
        *moments("undeliverable_at", null=True),
    )
    index("ix_appointment_person", "appointment", "person")
    index("ix_appointment_whose", "appointment", "participation", "round")


def _meetings() -> None:
    op.create_table(
        "meeting",
        own_number(),
        reference("cluster", "cluster.id"),
        *words("step", "status"),
        *days("day", "last_day"),
        *words("theme"),
        *texts("notes", "programme"),
        *flags("example_date"),
        *numbers("sequence"),
        *words("uid"),
        *moments("held_at", null=True),
        sa.UniqueConstraint("cluster", "step"),
    )
    op.create_table(
        "meeting_session",
        own_number(),
        reference("meeting", "meeting.id"),
        *moments("starts_at", "ends_at"),
        *words("mode", "place"),
    )
    index("ix_meeting_session_meeting", "meeting_session", "meeting")
    op.create_table(
        "rsvp",
        own_number(),
        reference("meeting", "meeting.id"),
        reference("participation", "participation.id", null=True),
        reference("appointment", "appointment.id"),
        *words("answer"),
        *numbers("deputy", null=True),
        *moments("answered_at"),
        sa.UniqueConstraint("meeting", "appointment"),
    )
    index("ix_rsvp_whose", "rsvp", "participation", "meeting")
    op.create_table(
        "attendance",
        own_number(),
        reference("meeting", "meeting.id"),
        reference("participation", "participation.id", null=True),
        reference("appointment", "appointment.id"),
        *flags("present"),
        *words("mode"),
        *numbers("deputised_for", null=True),
        sa.UniqueConstraint("meeting", "appointment"),
    )
    index("ix_attendance_whose", "attendance", "participation", "meeting")


def _work() -> None:
    op.create_table(
        "assignment",
        own_number(),
        reference("participation", "participation.id"),
        *words("step", "name", "place", "status"),
        *days("anchor", null=True),
        *moments("opens_at", "due_at", "opened_at", "submitted_at", "accepted_at", null=True),
        *flags("late"),
        sa.UniqueConstraint("participation", "step", "name"),
    )
    op.create_table(
        "part",
        own_number(),
        reference("assignment", "assignment.id"),
        *words("function"),
        *moments("submitted_at"),
        *words("submitted_by"),
        sa.UniqueConstraint("assignment", "function"),
    )
    op.create_table(
        "answer",
        own_number(),
        reference("assignment", "assignment.id"),
        *words("field"),
        *texts("value"),
        *moments("answered_at"),
        *words("answered_by"),
        sa.UniqueConstraint("assignment", "field"),
    )
    op.create_table(
        "result",
        own_number(),
        reference("participation", "participation.id"),
        *words("step"),
        *texts("text"),
        *words("goal"),
        *moments("added_at"),
        *words("added_by"),
    )
    index("ix_result_participation", "result", "participation")
    op.create_table(
        "waiver",
        own_number(),
        reference("participation", "participation.id"),
        *words("rule", "step"),
        *texts("reason"),
        *days("until"),
        *words("decided_by"),
        *moments("decided_at"),
        *flags("needs_countersign"),
        *words("countersigned_by", null=True),
        *moments("countersigned_at", "fallen_at", null=True),
    )
    index("ix_waiver_participation", "waiver", "participation")
    op.create_table(
        "occurrence",
        own_number(),
        *words("subject_kind"),
        *numbers("subject"),
        *words("rule"),
        *moments("due_at"),
        *words("recipient"),
        *moments("for_due", null=True),
        *words("status"),
        *moments("fired_at", null=True),
        sa.UniqueConstraint("subject_kind", "subject", "rule", "due_at", "recipient"),
    )
    index("ix_occurrence_due", "occurrence", "due_at", where="status = 'pending'")


def _mail() -> None:
    op.create_table(
        "intent",
        own_number(),
        *words("key", "mail_class", "template", "item"),
        reference("participation", "participation.id", null=True),
        *numbers("assignment", "appointment", null=True),
        *words("function", "address", "language"),
        *texts("facts"),
        *moments("made_at", "send_at"),
        *flags("held"),
        *words("status"),
        *numbers("mail", null=True),
        sa.UniqueConstraint("key"),
    )
    index("ix_intent_due", "intent", "send_at", where="status = 'pending'")
    index("ix_intent_mail", "intent", "mail", where="mail IS NOT NULL")
    op.create_table(
        "mail",
        own_number(),
        *words("key", "message_id", "mail_class"),
        *numbers("round", null=True),
        *words("address", "envelope_from", "language", "subject"),
        *octets("raw"),
        *moments("composed_at", "next_at"),
        *words("status"),
        *numbers("fence"),
        *moments("lease_until", null=True),
        *numbers("attempts"),
        *numbers("last_code", null=True),
        *words("last_reply"),
        *moments("sent_at", null=True),
        sa.UniqueConstraint("key"),
        sa.UniqueConstraint("message_id"),
    )
    index("ix_mail_address", "mail", "address")
    index("ix_mail_next", "mail", "next_at", where="status IN ('pending', 'claimed', 'handing_over', 'unknown')")
    index("ix_mail_round", "mail", "round")


def _audit() -> None:
    op.create_table(
        "installation",
        own_number(),
        *words("name"),
        *moments("created_at"),
        *flags("demo"),
        *numbers("clock_offset", "audit_seq"),
        *octets("audit_head"),
        sa.CheckConstraint("id = 1", name="single"),
    )
    op.create_table(
        "audit_entry",
        own_number(BIG),
        *numbers("chain", "seq"),
        *octets("leaf", "link"),
        sa.UniqueConstraint("chain", "seq"),
    )
    op.create_table(
        "audit_payload",
        shared_number("entry", "audit_entry.id"),
        *octets("salt", "payload"),
    )
    op.create_table(
        "audit_erasure",
        shared_number("entry", "audit_entry.id"),
        reference("recorded", "audit_entry.id", BIG),
    )
    for statement in _on_sqlite() if op.get_context().dialect.name == "sqlite" else _on_postgresql():
        op.get_bind().exec_driver_sql(statement)


FORBIDDEN = (
    ("audit_entry", "UPDATE"),
    ("audit_entry", "DELETE"),
    ("audit_payload", "UPDATE"),
    ("audit_erasure", "UPDATE"),
    ("audit_erasure", "DELETE"),
)
DECIDED = (
    "SELECT 1 FROM audit_erasure x JOIN audit_entry e ON e.id = x.recorded WHERE x.entry = OLD.entry AND e.chain = 0"
)


def _on_sqlite() -> list[str]:
    refused = [
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table}: no {act}, the audit is append-only'); END"
        for table, act in FORBIDDEN
    ]
    erased = (
        f"CREATE TRIGGER audit_payload_no_delete BEFORE DELETE ON audit_payload WHEN NOT EXISTS ({DECIDED}) "
        "BEGIN SELECT RAISE(ABORT, 'audit_payload: no DELETE without a recorded erasure'); END"
    )
    return [*refused, erased]


def _on_postgresql() -> list[str]:
    refuse = (
        "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ': no ' || TG_OP || ', the audit is append-only'; END $$"
    )
    may_erase = (
        "CREATE FUNCTION audit_may_erase() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF NOT EXISTS ({DECIDED}) THEN "
        "RAISE EXCEPTION 'audit_payload: no DELETE without a recorded erasure'; END IF; RETURN OLD; END $$"
    )
    refused = [
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
        for table, act in FORBIDDEN
    ]
    emptied = [
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
        for table in ("audit_entry", "audit_payload", "audit_erasure")
    ]
    erased = (
        "CREATE TRIGGER audit_payload_no_delete BEFORE DELETE ON audit_payload "
        "FOR EACH ROW EXECUTE FUNCTION audit_may_erase()"
    )
    return [refuse, may_erase, *refused, *emptied, erased]
