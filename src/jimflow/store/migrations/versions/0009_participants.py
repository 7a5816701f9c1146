"""The rooms of those who take part: how they come in, what they write together, who acts for whom."""

import sqlalchemy as sa
from alembic import op

from jimflow.store.migrations.shapes import (
    days,
    flags,
    index,
    moments,
    numbers,
    octets,
    own_number,
    reference,
    texts,
    words,
)

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    _forms_of_people()
    _doors()
    _joint_answers()
    _standing_in()
    _dialogue()
    _preferences()


def _forms_of_people() -> None:
    """What is kept of forms lasts ten hours, so the table is made anew rather than changed."""
    op.drop_table("submission")
    op.create_table(
        "submission",
        own_number(),
        *words("name"),
        reference("account", "account.id", null=True),
        reference("person", "person.id", null=True),
        *moments("made_at"),
        *words("place"),
        *texts("words"),
        sa.UniqueConstraint("name"),
    )
    index("ix_submission_account", "submission", "account")
    index("ix_submission_person", "submission", "person")


def _doors() -> None:
    op.create_table(
        "mail_link",
        _number_of("mail", "mail.id"),
        *words("key_id"),
        *moments("made_at", "ends_at"),
        *moments("revoked_at", null=True),
    )
    op.create_table(
        "person_session",
        own_number(),
        *words("secret"),
        reference("person", "person.id"),
        reference("acting", "person.id", null=True),
        reference("mail", "mail.id", null=True),
        *moments("began_at", "seen_at", "ends_at"),
        *moments("ended_at", null=True),
        sa.UniqueConstraint("secret"),
    )
    index("ix_person_session_person", "person_session", "person")
    index("ix_person_session_mail", "person_session", "mail")
    op.create_table(
        "sign_in_code",
        own_number(),
        reference("person", "person.id", null=True),
        *words("address", "browser", "key_id"),
        *moments("made_at", "ends_at"),
        *moments("used_at", null=True),
        sqlite_autoincrement=True,  # the code follows from the number
    )
    for name in ("person", "address", "browser"):
        index(f"ix_sign_in_code_{name}", "sign_in_code", name)
    op.create_table("guess", own_number(), *words("about", "origin"), *moments("made_at"))
    index("ix_guess_about", "guess", "about", "made_at")
    index("ix_guess_origin", "guess", "origin", "made_at")


def _joint_answers() -> None:
    op.create_table(
        "joint_draft",
        own_number(),
        reference("assignment", "assignment.id"),
        *words("field"),
        *texts("value"),
        *numbers("version"),
        *moments("saved_at"),
        *words("saved_by"),
        sa.UniqueConstraint("assignment", "field"),
    )
    op.create_table(
        "joint_draft_past",
        own_number(),
        reference("assignment", "assignment.id"),
        *words("field"),
        *texts("value"),
        *moments("saved_at"),
        *words("saved_by", "why"),
    )
    index("ix_joint_draft_past_assignment", "joint_draft_past", "assignment")
    op.create_table(
        "room_comment",
        own_number(),
        reference("assignment", "assignment.id"),
        *words("field"),
        *texts("text"),
        *moments("written_at"),
        *words("written_by"),
        *moments("removed_at", null=True),
    )
    index("ix_room_comment_assignment", "room_comment", "assignment")
    op.create_table(
        "material_tick",
        own_number(),
        reference("participation", "participation.id"),
        *words("function", "material"),
        *moments("ticked_at"),
        *words("ticked_by"),
        sa.UniqueConstraint("participation", "function", "material"),
    )
    op.create_table(
        "handed_in",
        own_number(),
        reference("assignment", "assignment.id"),
        *numbers("number"),
        *words("function"),
        *texts("answers", "anchored"),
        *moments("handed_in_at"),
        *words("handed_in_by", "on_behalf_of"),
        *flags("complete", "late"),
        sa.UniqueConstraint("assignment", "number"),
    )


def _standing_in() -> None:
    op.create_table(
        "forward",
        own_number(),
        reference("assignment", "assignment.id"),
        reference("appointment", "appointment.id"),
        reference("person", "person.id"),
        *flags("may_hand_in"),
        *texts("words"),
        *moments("made_at"),
        *words("made_by"),
        *moments("ended_at", null=True),
        *words("ended_by"),
    )
    index("ix_forward_assignment", "forward", "assignment")
    index("ix_forward_person", "forward", "person")
    op.create_table(
        "substitute",
        own_number(),
        reference("appointment", "appointment.id"),
        reference("person", "person.id"),
        *words("right"),
        *days("since", "until"),
        *moments("made_at"),
        *words("made_by"),
        *moments("ended_at", null=True),
        *words("ended_by"),
    )
    index("ix_substitute_appointment", "substitute", "appointment")
    index("ix_substitute_person", "substitute", "person")


def _dialogue() -> None:
    op.create_table(
        "remark",
        own_number(),
        reference("assignment", "assignment.id"),
        *words("kind"),
        *texts("text"),
        *moments("written_at"),
        *words("written_by"),
        *flags("by_host"),
    )
    index("ix_remark_assignment", "remark", "assignment")
    op.create_table(
        "attachment",
        own_number(),
        reference("assignment", "assignment.id"),
        *words("name", "kind", "media_type"),
        *numbers("size"),
        *words("digest", "checked"),
        *moments("added_at"),
        *words("added_by"),
        *moments("handed_in_at", "removed_at", null=True),
    )
    index("ix_attachment_assignment", "attachment", "assignment")
    op.create_table("attachment_content", _number_of("attachment", "attachment.id"), *octets("content"))


def _preferences() -> None:
    op.create_table(
        "preference",
        _number_of("person", "person.id"),
        *words("language"),
        *flags("separate"),
        *moments("stopped_at", null=True),
        *texts("stop_reason"),
    )
    op.create_table("agency_room", _number_of("participation", "participation.id"), *words("registrar"))
    op.create_table(
        "meeting_evaluation",
        own_number(),
        reference("meeting", "meeting.id"),
        reference("participation", "participation.id", null=True),
        *words("written_by"),
        *numbers("worth"),
        *texts("good", "less_good", "interesting"),
        *moments("written_at"),
        sa.UniqueConstraint("meeting", "written_by"),
    )


def _number_of(name: str, target: str) -> sa.Column[int]:
    """A primary key that is the number of a row elsewhere."""
    return sa.Column(name, sa.Integer(), sa.ForeignKey(target), primary_key=True, autoincrement=False)
