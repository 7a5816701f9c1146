"""What stays when a person is erased, how much of it, and why: answers, decisions, records, texts that name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlmodel import SQLModel

from jimflow.core.erasure import Named, Words
from jimflow.core.mistakes import Said
from jimflow.store import tables as t
from jimflow.store.personal_data import OWN_ROOM, TAGS
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_ACTS = (
    *((t.Part, "submitted_by"), (t.Answer, "answered_by"), (t.Draft, "saved_by"), (t.Result, "added_by")),
    *((t.Note, "written_by"), (t.Note, "withdrawn_by"), (t.HeadCount, "noted_by")),
)
_DECISIONS = ((t.Waiver, "decided_by"), (t.Waiver, "countersigned_by"), (t.MailStop, "stopped_by"))

_RECORDS = Said(
    "allmänna handlingar: vem som svarade och beslutade bevaras (dataskyddsförordningen art. 17.3 b och d)",
    "official documents: who answered and decided is kept (GDPR art. 17.3 b and d)",
)


_OF_MEETINGS = ("note", "meeting")
_ELSEWHERE = ("mail", "intent", "submission", "audit_payload", "attachment_content", "participation", "preference")
"""Texts that are looked through by themselves, or go: bytes of mails and of files are not read."""
_JSON = frozenset({"answers", "value", "carried"})
HERS: Sequence[tuple[Any, str]] = (
    (t.JointDraftPast, "saved_by"),
    (t.RoomComment, "written_by"),
    (t.Forward, "made_by"),
)
"""Tables from which what the person wrote goes, by the column with the pseudonym of the writer."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that stays, how much of it, and why. `which` names audit entries."""

    code: str
    count: int
    what: Said
    why: Said
    which: tuple[Named, ...] = ()


def acts(tx: Tx, words: Words) -> Iterator[Kept]:
    """Answers, results and decisions that bear the person's name as who made them."""
    for code, columns, what in (
        (
            "answers",
            _ACTS,
            Said("svar, resultat och anteckningar som personen lämnat", "answers, results and notes the person gave"),
        ),
        (
            "decisions",
            _DECISIONS,
            Said("avsteg och stopp som personen beslutat", "waivers and stops the person decided"),
        ),
    ):
        names = [name for kind, column in columns for name in _column(tx, kind, column)]
        yield Kept(code, sum(words.name(name) for name in names), what, _RECORDS)


def _column(tx: Tx, kind: Any, column: str) -> Iterable[str]:
    wanted = table(kind).c[column]
    return tx.connection.execute(select(wanted).where(wanted.is_not(None))).scalars()


def entries_kept(found: Sequence[Named], chosen: Sequence[Named]) -> Iterator[Kept]:
    stay = [e for e in found if e not in chosen]
    acted = tuple(e for e in stay if e.fate == "actor")
    others = tuple(e for e in stay if e.fate != "actor")
    yield Kept(
        "acted",
        len(acted),
        Said(
            "poster i granskningsloggen där personen står som den som handlade", "audit entries of what the person did"
        ),
        _RECORDS,
        acted,
    )
    yield Kept(
        "records",
        len(others),
        Said(
            "poster i granskningsloggen om beslut, där personen nämns",
            "audit entries of decisions that name the person",
        ),
        Said(
            "de är beslutens underlag; ett beslut om gallring kan ta dem: --entries",
            "they are what the decisions rest on; a decision to destroy may take them: --entries",
        ),
        others,
    )


def accounts(tx: Tx, words: Words) -> Iterator[Kept]:
    """Accounts of the pages that look like the person's own: a name alone does not prove it."""
    account = table(t.Account).c
    rows = tx.connection.execute(select(account.login, account.name).order_by(account.login)).all()
    logins = [login for login, name in rows if name and (words.name(name) or words.name(login))]
    several = ", ".join(logins)
    yield Kept(
        "accounts",
        len(logins),
        Said(
            f"konto för inloggning med samma namn: {several}", f"account to sign in with, of the same name: {several}"
        ),
        Said("är det personens eget, ta bort det med: jimflow user remove", "if it is theirs: jimflow user remove"),
    )


def texts(tx: Tx, words: Words, pseudonym: str) -> Iterator[Kept]:
    """Every text in which somebody may be named, wherever it lies; what the person wrote and what goes left out."""
    motives, notes, room, others = 0, 0, 0, 0
    for name, tags in TAGS.items():
        if name == "participation":
            motives = _naming(tx, name, tags.of("text"), words, pseudonym)
        elif name in _ELSEWHERE:
            continue
        elif name in _OF_MEETINGS:
            notes += _naming(tx, name, tags.of("text"), words, pseudonym)
        elif name in OWN_ROOM or name == "forward":
            room += _naming(tx, name, tags.of("text"), words, pseudonym)
        else:
            others += _naming(tx, name, tags.of("text"), words, pseudonym)
    yield Kept(
        "motives",
        motives,
        Said("motiv till urvalet som nämner personen", "motives of the selection that name the person"),
        Said(
            "skälen till ett beslut bevaras med det; skriv om motivet utan namnet: jimflow round apply",
            "the grounds of a decision are kept with it; write the motive anew without the name: jimflow round apply",
        ),
    )
    yield Kept(
        "notes",
        notes,
        Said("anteckningar och texter om träffar som nämner personen", "notes and texts on meetings naming the person"),
        Said(
            "allmänna handlingar; en text om en träff kan skrivas om utan namnet, en anteckning kan bara strykas",
            "official documents; a text on a meeting can be written anew without the name, a note only be withdrawn",
        ),
    )
    yield Kept(
        "texts",
        others,
        Said(
            "svar, kvitton, inlägg, avsteg och andra texter i ärendena som nämner personen",
            "answers, receipts, remarks, waivers and other texts of the cases that name the person",
        ),
        Said(
            "allmänna handlingar: en ny text kan skrivas, den gamla bevaras",
            "official documents: a new text may be written, the old one is kept",
        ),
    )
    yield Kept(
        "own_room",
        room,
        Said(
            "utkast, kommentarer, utvärderingar och filnamn i myndigheternas egna rum som nämner personen",
            "drafts, comments, evaluations and names of files in the agencies' own rooms that name the person",
        ),
        Said(
            "de är kollegornas texter, som bara de läser och kan skriva om",
            "they are the colleagues' texts, which only they read and can write anew",
        ),
    )


def _naming(tx: Tx, name: str, columns: Sequence[str], words: Words, pseudonym: str) -> int:
    """How many texts of the table name the person."""
    of = SQLModel.metadata.tables[name]
    writer = next((column for kind, column in HERS if kind.__tablename__ == name), None)
    count = 0
    for column in columns:
        wanted = select(of.c[column]).where(of.c[column].is_not(None), of.c[column] != "")
        if writer is not None:
            wanted = wanted.where(of.c[writer] != pseudonym)
        named = words.stand_in_json if column in _JSON else words.stand_in
        count += sum(map(named, tx.connection.execute(wanted).scalars()))
    return count
