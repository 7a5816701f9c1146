"""What host and agency say to each other inside a task, and the files that go with it."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from jimflow.store.tables.columns import key, long_text, maybe_moment, moment, octets, ref


class Remark(SQLModel, table=True):
    """One turn of the dialogue about what was handed in; it is never changed.

    `kind` is read, comment, completion (asked for) or reply. `by_host`: `written_by` is a login, else a pseudonym.
    """

    id: int | None = key()
    assignment: int = ref("assignment.id")
    kind: str
    text: str = long_text("")
    written_at: datetime = moment()
    written_by: str
    by_host: bool


class Attachment(SQLModel, table=True):
    """A file of a task. Until it is handed in it lies in the agency's own room, as a draft does.

    `checked` is clean, or unscanned where the installation has no scanner.
    """

    id: int | None = key()
    assignment: int = ref("assignment.id")
    name: str
    kind: str
    media_type: str
    size: int
    digest: str
    checked: str
    added_at: datetime = moment()
    added_by: str
    handed_in_at: datetime | None = maybe_moment()
    removed_at: datetime | None = maybe_moment()


class AttachmentContent(SQLModel, table=True):
    """The bytes of a file: in the database, so that no address leads to them and every backup holds them."""

    __tablename__ = "attachment_content"
    attachment: int = Field(primary_key=True, foreign_key="attachment.id", sa_column_kwargs={"autoincrement": False})
    content: bytes = octets()
