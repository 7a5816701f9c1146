"""What there is about a person: what may go, what is kept and why, and a code for having seen just that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select

from jimflow.actions.errors import BadInput, NotFound
from jimflow.core.audit import ERASURE
from jimflow.core.canonical import digest
from jimflow.core.erasure import Named, Words, named
from jimflow.core.mistakes import Said
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.tables.mail import ON_THE_WAY
from jimflow.store.transaction import Tx
from jimflow.texts.blockers import ZONE

CODE = 12
"""Characters of the code."""

_P, _A, _I, _M, _E, _D = (
    table(kind).c for kind in (t.Person, t.Appointment, t.Intent, t.Mail, t.AuditEntry, t.AuditPayload)
)
_ACTS = (
    *((t.Part, "submitted_by"), (t.Answer, "answered_by"), (t.Draft, "saved_by"), (t.Result, "added_by")),
    *((t.Note, "written_by"), (t.Note, "withdrawn_by"), (t.HeadCount, "noted_by")),
)
_WRITTEN = ((t.Note, "text"), (t.Meeting, "programme"), (t.Meeting, "notes"), (t.Meeting, "evaluation"))
_DECISIONS = ((t.Waiver, "decided_by"), (t.Waiver, "countersigned_by"), (t.MailStop, "stopped_by"))

_RECORDS = Said(
    "allmänna handlingar: vem som svarade och beslutade bevaras (dataskyddsförordningen art. 17.3 b och d)",
    "official documents: who answered and decided is kept (GDPR art. 17.3 b and d)",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that stays, how much of it, and why. `which` names audit entries."""

    code: str
    count: int
    what: Said
    why: Said
    which: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class ErasurePlan:
    """`mails`, `intents` and `appointments` are numbers of rows; `holds` the functions the person still has.

    `moving` counts mails on their way. `code` tells this plan from every other.
    """

    person: int
    pseudonym: str
    name: str
    addresses: tuple[str, ...]
    appointments: tuple[int, ...]
    intents: tuple[int, ...]
    mails: tuple[int, ...]
    entries: tuple[Named, ...]
    kept: tuple[Kept, ...]
    holds: tuple[str, ...]
    moving: int
    nothing: bool
    code: str = ""


def the_plan(runtime: Runtime, tx: Tx, who: str, entries: Sequence[tuple[int, int]], now: datetime) -> ErasurePlan:
    """Reads everything there is about the person. Raises NotFound and BadInput."""
    person = person_called(tx, who.strip())
    held = list(tx.connection.execute(select(*_A).where(_A.person == person.id).order_by(_A.id)))
    numbers = tuple(a.id for a in held)
    own = {a.address for a in held} | {person.mail}
    addresses = tuple(sorted((own | {a.assistant for a in held if a.assistant}) - {""}))
    words = Words((person.name, *own) if person.mail else own)
    mails = _Mails(tx, numbers, runtime.settings.mail_retention_days, now)
    found = list(_named(tx, words))
    chosen = _chosen(found, entries)
    kept = [
        *_people(tx, words),
        *_entries(found, chosen),
        *mails.kept(),
        *_about(tx, numbers, own),
        *_accounts(tx, words),
        _motives(tx, words),
        _written(tx, words),
    ]
    today = now.astimezone(ZoneInfo(ZONE)).date()
    plan = ErasurePlan(
        person.id,
        person.pseudonym,
        person.name,
        addresses,
        numbers,
        mails.intents,
        mails.erasable,
        chosen,
        tuple(k for k in kept if k.count),
        tuple(dict.fromkeys(a.function for a in held if _holds(a, today))),
        mails.moving,
        nothing=not (person.mail or addresses or mails.erasable or chosen),
    )
    return replace(plan, code=_code(plan))


def person_called(tx: Tx, who: str) -> Any:
    """The row of the one person that an address, a number or a pseudonym means. Raises NotFound and BadInput."""
    wanted = select(_P.id, _P.pseudonym, _P.name, _P.mail)
    if who.isdecimal() and len(who) < 16:
        found = tx.connection.execute(wanted.where(_P.id == int(who))).all()
    else:
        by_address = select(_A.person).where(func.lower(_A.address) == who.lower())
        any_of = or_(_P.pseudonym == who, func.lower(_P.mail) == who.lower(), _P.id.in_(by_address))
        found = tx.connection.execute(wanted.where(any_of).order_by(_P.id)).all() if who else []
    if not found:
        raise NotFound(
            f"Ingen person hittades för {who}. Ange adressen, eller numret som --dry-run visade.",
            f"No person was found for {who}. Give the address, or the number that --dry-run showed.",
        )
    if len(found) > 1:
        several = ", ".join(f"{p.id} ({p.name})" for p in found)
        raise BadInput(
            f"Adressen hör till flera: {several}. Ange numret i stället.",
            f"The address belongs to several: {several}. Give the number instead.",
        )
    return found[0]


def _holds(appointment: Any, today: date) -> bool:
    """True for one that holds today or is to begin."""
    until = appointment.until
    return until is None or (until >= today and until >= appointment.since)


def _named(tx: Tx, words: Words) -> Iterator[Named]:
    entry, payload = table(t.AuditEntry), table(t.AuditPayload)
    wanted = select(_E.chain, _E.seq, _D.payload).join_from(entry, payload, _D.entry == _E.id).order_by(_E.id)
    for chain, seq, content in tx.connection.execute(wanted.execution_options(yield_per=2000)):
        if (found := named(chain, seq, bytes(content), words)) is not None:
            yield found


def _chosen(found: Sequence[Named], entries: Sequence[tuple[int, int]]) -> tuple[Named, ...]:
    """Traces go by themselves, records only when they are named."""
    known = {(e.chain, e.seq) for e in found if e.kind != ERASURE}
    for chain, seq in entries:
        if (chain, seq) not in known:
            raise BadInput(
                f"--entries: post {seq} i kedja {chain} nämner inte personen i klartext. Se --dry-run.",
                f"--entries: entry {seq} of chain {chain} does not name the person in clear text. See --dry-run.",
            )
    return tuple(e for e in found if e.fate == "trace" or (e.chain, e.seq) in set(entries))


def _people(tx: Tx, words: Words) -> Iterator[Kept]:
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


def _entries(found: Sequence[Named], chosen: Sequence[Named]) -> Iterator[Kept]:
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


class _Mails:
    """The mails that went to the person, as the holder of a function or to whoever kept the diary."""

    def __init__(self, tx: Tx, appointments: Sequence[int], days: int | None, now: datetime) -> None:
        mine = set(appointments)
        intents = list(tx.connection.execute(select(_I.id, _I.mail, _I.status).where(_I.appointment.in_(appointments))))
        ids = {i.mail for i in intents if i.mail is not None}
        others = {mail for mail, whose in self._said(tx, ids) if whose not in mine}
        rows = list(
            tx.connection.execute(
                select(_M.id, _M.status, _M.address, func.coalesce(_M.sent_at, _M.composed_at).label("at"))
                .where(_M.id.in_(ids))
                .order_by(_M.id)
            )
        )
        until = None if days is None else now - timedelta(days=days)
        final = [r for r in rows if r.status not in ON_THE_WAY and r.address]
        own = [r for r in final if r.id not in others]
        self.days = days
        self.moving = sum(r.status in ON_THE_WAY for r in rows) + sum(i.status == "pending" for i in intents)
        self.erasable = tuple(r.id for r in own if until is not None and r.at <= until)
        self.shared = len(final) - len(own)
        self.young = len(own) - len(self.erasable)
        stay = {r.id for r in final} - set(self.erasable)
        self.intents = tuple(i.id for i in intents if i.mail not in stay)

    @staticmethod
    def _said(tx: Tx, mails: set[int]) -> list[Any]:
        return list(tx.connection.execute(select(_I.mail, _I.appointment).where(_I.mail.in_(mails)).distinct()))

    def kept(self) -> Iterator[Kept]:
        sent = Said("mejl till personen, med adress och innehåll", "mails to the person, with address and content")
        off = Said(
            "ingen tid för gallring är beslutad (inställningen mail_retention_days)",
            "no time for destroying them has been decided (the setting mail_retention_days)",
        )
        young = Said(
            f"de är yngre än {self.days} dagar (mail_retention_days); radera igen när tiden har gått",
            f"they are younger than {self.days} days (mail_retention_days); erase again when the time has passed",
        )
        yield Kept("mails", self.young, sent, off if self.days is None else young)
        yield Kept(
            "shared_mails",
            self.shared,
            Said("mejl som också gick till någon annan på samma adress", "mails also meant for someone else there"),
            Said("de är även den andres handlingar", "they are that person's documents too"),
        )


def _about(tx: Tx, appointments: Sequence[int], addresses: set[str]) -> Iterator[Kept]:
    """What others were told of an address that did not work."""
    wanted = select(_I.facts).where(_I.template == "undeliverable", _I.mail.is_not(None))
    if appointments:
        wanted = wanted.where(_I.appointment.not_in(appointments))
    words = Words(addresses)
    count = sum(words.stand_in_json(facts) for facts in tx.connection.execute(wanted).scalars())
    yield Kept(
        "mails_to_others",
        count,
        Said("besked till andra om att adressen inte fungerar", "notices to others that the address does not work"),
        Said("mejlen är deras handlingar", "the mails are their documents"),
    )


def _accounts(tx: Tx, words: Words) -> Iterator[Kept]:
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


def _code(plan: ErasurePlan) -> str:
    """Says which rows and entries the plan is about."""
    seen = {
        "person": [plan.person, plan.name, list(plan.addresses)],
        "rows": [list(plan.appointments), list(plan.intents), list(plan.mails)],
        "entries": [[e.chain, e.seq] for e in plan.entries],
    }
    return digest(seen)[:CODE]


def _motives(tx: Tx, words: Words) -> Kept:
    """Why a subject was chosen is about the subject; where it names the person all the same, that is told."""
    count = sum(words.stand_in(motive) for motive in _column(tx, t.Participation, "motive"))
    return Kept(
        "motives",
        count,
        Said("motiv till urvalet som nämner personen", "motives of the selection that name the person"),
        Said(
            "skälen till ett beslut bevaras med det; skriv om motivet utan namnet: jimflow round apply",
            "the grounds of a decision are kept with it; write the motive anew without the name: jimflow round apply",
        ),
    )


def _written(tx: Tx, words: Words) -> Kept:
    """Notes of calls, and what was written about meetings, where they name the person."""
    count = sum(words.stand_in(text) for kind, column in _WRITTEN for text in _column(tx, kind, column))
    return Kept(
        "notes",
        count,
        Said("anteckningar och texter om träffar som nämner personen", "notes and texts on meetings naming the person"),
        Said(
            "allmänna handlingar; en text om en träff kan skrivas om utan namnet, en anteckning kan bara strykas",
            "official documents; a text on a meeting can be written anew without the name, a note only be withdrawn",
        ),
    )
