"""Who may sign in to the pages, from which browser they are signed in, and which forms have been dealt with."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from jimflow.store.tables.columns import key, long_text, maybe_moment, moment, ref


class Account(SQLModel, table=True):
    """Someone who works at the host. `password` is an argon2 hash; empty where another party vouches for the person."""

    id: int | None = key()
    login: str = Field(unique=True)
    name: str
    role: str
    language: str = "sv"
    password: str = ""
    made_at: datetime = moment()
    disabled_at: datetime | None = maybe_moment()


class WebSession(SQLModel, table=True):
    """A browser that is signed in. Of its secret only the SHA-256 is kept."""

    __tablename__ = "web_session"
    id: int | None = key()
    secret: str = Field(unique=True)
    account: int = ref("account.id")
    began_at: datetime = moment()
    seen_at: datetime = moment()
    ends_at: datetime = moment()
    ended_at: datetime | None = maybe_moment()


class Submission(SQLModel, table=True):
    """A form that has been dealt with: its row stands in the same commit as what it did, so nothing is done twice.

    It came from an account, or from a person who takes part.
    `place` and `words` are the answer the browser got: where it was sent on to, and what it was told, as JSON.
    """

    id: int | None = key()
    name: str = Field(unique=True)
    account: int | None = ref("account.id", nullable=True)
    person: int | None = ref("person.id", nullable=True)
    made_at: datetime = moment()
    place: str = ""
    words: str = long_text("")


class SignInTry(SQLModel, table=True):
    """An attempt to sign in that failed; counted by what was typed and by where it came from."""

    __tablename__ = "sign_in_try"
    id: int | None = key()
    login: str = Field(index=True)
    origin: str = Field(index=True)
    made_at: datetime = moment()
