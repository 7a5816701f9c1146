"""How people who take part come in: links in mails, browsers that have shown a code, and guesses that were wrong."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from jimflow.store.tables.columns import key, maybe_moment, moment, ref


class MailLink(SQLModel, table=True):
    """That a mail carries a link and a code. Neither is kept: both follow from the mail's number and a key elsewhere.

    `key_id` says which key; another key ends every link of this one.
    """

    __tablename__ = "mail_link"
    mail: int = Field(primary_key=True, foreign_key="mail.id", sa_column_kwargs={"autoincrement": False})
    key_id: str
    made_at: datetime = moment()
    ends_at: datetime = moment()
    revoked_at: datetime | None = maybe_moment()


class PersonSession(SQLModel, table=True):
    """A browser in which somebody has shown a code. Of its secret only the SHA-256 is kept.

    `mail` is the mail whose code was typed, and what that mail is about is all that may be done here; None where the
    person signed in. `acting` is who sits there instead of `person`, where somebody does.
    """

    __tablename__ = "person_session"
    id: int | None = key()
    secret: str = Field(unique=True)
    person: int = ref("person.id")
    acting: int | None = ref("person.id", index=False, nullable=True)
    mail: int | None = ref("mail.id", nullable=True)
    began_at: datetime = moment()
    seen_at: datetime = moment()
    ends_at: datetime = moment()
    ended_at: datetime | None = maybe_moment()


class SignInCode(SQLModel, table=True):
    """A code that was asked for in one browser and may be typed once, in that browser. The code itself is not kept.

    `address` is the SHA-256 of what was typed, `person` None where nobody has that address; `browser` is the SHA-256
    of the browser's secret. The code follows from the number, so a number is never given again, also where its row is
    gone.
    """

    __table_args__ = {"sqlite_autoincrement": True}
    __tablename__ = "sign_in_code"
    id: int | None = key()
    person: int | None = ref("person.id", nullable=True)
    address: str = Field(index=True)
    browser: str = Field(index=True)
    key_id: str
    made_at: datetime = moment()
    ends_at: datetime = moment()
    used_at: datetime | None = maybe_moment()


class Guess(SQLModel, table=True):
    """A code or an address that was tried and counts against a limit, whichever process it came to.

    `about` is what was tried (`mail:12`, `sign-in:7`, `ask:` and a digest), `origin` the place it came from.
    """

    __table_args__ = (Index("ix_guess_about", "about", "made_at"), Index("ix_guess_origin", "origin", "made_at"))
    id: int | None = key()
    about: str
    origin: str
    made_at: datetime = moment()
