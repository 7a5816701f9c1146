"""One case starts another, in a round of its own programme, and hears of its end."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from jimflow.actions.case import Case, alone, open_alone, open_case, record
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.organisations import store_name
from jimflow.actions.outbox import write_messages
from jimflow.actions.round_rows import participation_row
from jimflow.core import audit
from jimflow.core.canonical import canonical
from jimflow.core.mistakes import Said, did_you_mean
from jimflow.core.model import SYSTEM, Actor, Change, Occurrence, Started
from jimflow.core.parties import answer_back
from jimflow.core.people import host_functions
from jimflow.core.programme import Programme
from jimflow.core.workflow import ORGANISATION, Start, Workflow
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.hot import append_many, insert_occurrences
from jimflow.store.sql import Sql, one_of
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write

_K, _P, _R, _C = table(t.Link), table(t.Participation), table(t.Round), table(t.Cluster)
_A, _N = table(t.Assignment), table(t.Answer)
_PARENTS = Sql(
    select(_K.c.child, _K.c.parent, _K.c.start)
    .where(one_of(_K.c.child, "ids"), _K.c.answer == "")
    .order_by(_K.c.parent)
)
_ANSWERED = Sql(
    update(_K).where(_K.c.child == bindparam("of")).values(answer=bindparam("said"), answered_at=bindparam("now"))
)
_GIVEN = Sql(
    select(_A.c.name, _N.c.field, _N.c.value)
    .join_from(_A, _N, _N.c.assignment == _A.c.id)
    .where(_A.c.participation == bindparam("of"))
    .order_by(_N.c.answered_at, _N.c.id)
)


@dataclass(frozen=True, slots=True)
class Begun:
    """The case that was started: its number, the round it stands in, its state, and the names that went along."""

    child: int
    round_code: str
    state: str
    carried: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    round: int
    round_code: str
    definition: str
    policy: str
    cluster: int
    cluster_code: str


def start_case(
    runtime: Runtime,
    participation: int,
    start: str,
    actor: Actor,
    *,
    code: str = "",
    name: Said | None = None,
    mailbox: str = "",
    round_code: str | None = None,
    cluster: str | None = None,
) -> Begun:
    """Starts the sub-flow `start` of a case: a new case in the round of its programme, with the answers that go along.

    Where the other programme is about something that is no organisation, `code` and `name` are the new subject's;
    its mailbox is the starting case's unless given. Raises NotFound for an unknown start, round or cluster,
    NotAllowed where the state does not permit it, BadInput where a name is missing.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        case = open_alone(runtime, tx, participation)
        meant = _start(case, start)
        place = _place(tx, meant, round_code, cluster)
        workflow = runtime.programmes.workflow(tx, place.definition)
        subject = case.facts.organisation
        if workflow.subject != ORGANISATION:
            if not code or name is None:
                one = workflow.nouns.one
                raise BadInput(
                    f"Ange --as ID och --name NAMN för {one.sv}.", f"Give --as ID and --name NAME for the {one.en}."
                )
            store_name(tx, code, name, mailbox or _mailbox(tx, subject))
            subject = code
        carried = _carried(tx, case, meant)
        child = _new_case(tx, place, subject, workflow, case, now)
        row = {"parent": participation, "start": start, "child": child, "started_at": now, "answer": ""}
        tx.connection.execute(insert(_K).values(carried=canonical(dict(carried)).decode(), **row))
        extra = {
            "start": start,
            "case": child,
            "round": place.round_code,
            "subject": subject,
            "carried": sorted(carried),
        }
        record(tx, [case], "started", actor, now, extra=extra)
        append_many(tx, [_proposed(case, place, child, subject, workflow.initial, actor, now)])
        _wake(tx, runtime.programmes.of(tx, place.definition, place.policy, place.round), place.round, now)
        return Begun(child, place.round_code, workflow.initial, tuple(carried))


def answers_back(runtime: Runtime, tx: Tx, moves: Sequence[tuple[Case, Change]], now: datetime) -> None:
    """Of `moves`, already saved, those that ended a case which another had started: the other one hears of it."""
    ended = {c.facts.id: (c, m) for c, m in moves if m.destination in c.programme.workflow.finals}
    if not ended:
        return
    for child, parent, start in tx.rows(_PARENTS, ids=sorted(ended)):
        case, change = ended[child]
        tx.change(_ANSWERED, of=child, said=change.destination, now=now)
        alone(tx, [parent])
        theirs = open_case(runtime, tx, parent, frozenset({"appointments"}))
        record(
            tx, [theirs], "answered", SYSTEM, now, extra={"start": start, "case": child, "state": change.destination}
        )
        if start not in theirs.programme.workflow.starts:
            continue  # it runs on a definition by now that knows nothing of it
        title = case.programme.workflow.state_title(change.destination)
        over = Started(start, child, change.destination, over=True)
        today = theirs.programme.today(now)
        names = case.facts.organisation_names
        write_messages(runtime, tx, theirs, answer_back(theirs.programme, theirs.facts, over, names, title, today), now)


def _start(case: Case, start: str) -> Start:
    starts, facts = case.programme.workflow.starts, case.facts
    found = starts.get(start)
    if found is None:
        close, known = did_you_mean(start, starts), ", ".join(starts) or "–"
        raise NotFound(
            f"{start} kan inte startas. Menade du {close}?"
            if close
            else f"{start} kan inte startas. Det finns {known}.",
            f"{start} cannot be started. Did you mean {close}?"
            if close
            else f"{start} cannot be started. There are {known}.",
        )
    if facts.state not in found.states:
        title = case.programme.workflow.state_title(facts.state)
        raise NotAllowed(
            f"{facts.organisation_name} står i {title.sv}, och därifrån startas inte {found.title.sv}.",
            f"{facts.organisation_names[1]} stands in {title.en}, from which {found.title.en} is not started.",
        )
    return found


def _place(tx: Tx, start: Start, round_code: str | None, cluster: str | None) -> _Place:
    d = table(t.Definition)
    wanted = (
        select(_R.c.id, _R.c.code, _R.c.definition, _R.c.policy_digest, _C.c.id, _C.c.code)
        .join_from(_R, d, d.c.digest == _R.c.definition)
        .join(_C, _C.c.round == _R.c.id)
        .where(d.c.name == start.workflow)
        .order_by(_R.c.id, _C.c.id)
    )
    found = [_Place(*row) for row in tx.connection.execute(wanted)]
    among = [p for p in found if round_code in (None, p.round_code) and cluster in (None, p.cluster_code)]
    if len(among) == 1:
        return among[0]
    known = ", ".join(f"{p.round_code}/{p.cluster_code}" for p in among or found)
    if among:
        raise BadInput(
            f"Det kan hamna på flera ställen: {known}. Välj med --into OMGÅNG och --cluster KLUSTER.",
            f"It may go to several places: {known}. Choose with --into ROUND and --cluster CLUSTER.",
        )
    raise NotFound(
        f"Ingen omgång av programmet {start.workflow} tar emot det"
        + (f": det finns {known}." if known else ". Läs in en med: jimflow round load FIL."),
        f"No round of the programme {start.workflow} takes it"
        + (f": there are {known}." if known else ". Load one with: jimflow round load FILE."),
    )


def _carried(tx: Tx, case: Case, start: Start) -> Mapping[str, object]:
    """The latest answers that go along, by the names of the other programme; what is not answered stays behind."""
    given = {(name, field): value for name, field, value in tx.rows(_GIVEN, of=case.facts.id)}
    return {name: json.loads(given[source]) for name, source in start.carries.items() if source in given}


def _mailbox(tx: Tx, organisation: str) -> str:
    o = table(t.Organisation).c
    return str(tx.connection.execute(select(o.mailbox).where(o.code == organisation)).scalar_one())


def _new_case(tx: Tx, place: _Place, subject: str, workflow: Workflow, case: Case, now: datetime) -> int:
    same = (_P.c.round == place.round, _P.c.subject_kind == workflow.subject, _P.c.subject == subject)
    there = select(_P.c.id).where(*same)
    if tx.connection.execute(there).first() is not None:
        raise NotAllowed(
            f"{subject} finns redan i omgången {place.round_code}.",
            f"{subject} is in the round {place.round_code} already.",
        )
    row = participation_row(place.round, place.cluster, subject, workflow, now)
    child = int(tx.connection.execute(insert(_P).values(**row).returning(_P.c.id)).scalar_one())
    since = case.programme.today(now)
    member = {"participation": child, "cluster": place.cluster, "since": since, "why": f"started:{case.facts.id}"}
    tx.connection.execute(insert(table(t.Membership)).values(**member))
    return child


def _wake(tx: Tx, programme: Programme, round_id: int, now: datetime) -> None:
    """The host's mornings begin again in a round where everything had ended, or nothing had begun."""
    at = programme.calendar.next_digest(now)
    hosts = host_functions(programme.workflow)
    insert_occurrences(tx, [Occurrence(("round", round_id), "morning", at, function) for function in hosts])


def _proposed(
    case: Case, place: _Place, child: int, subject: str, state: str, actor: Actor, now: datetime
) -> tuple[int, bytes, bytes]:
    payload = audit.payload(
        "proposed",
        now,
        case.programme.calendar.local(now),
        actor,
        destination=state,
        definition=place.definition,
        policy=place.policy,
        extra={
            "round": place.round_code,
            "organisation": subject,
            "cluster": place.cluster_code,
            "parent": case.facts.id,
        },
    )
    return child, payload, secrets.token_bytes(audit.SALT_BYTES)
