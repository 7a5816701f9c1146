"""Loads the facts of one or many participations in a fixed number of statements."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from jimflow.core.laps import occasion
from jimflow.core.model import (
    Appointment,
    AssignmentFacts,
    Facts,
    Meeting,
    Party,
    Policy,
    Presence,
    Reply,
    Session,
    Started,
    Waiver,
)
from jimflow.store.hot.reads import MANY, ONE, POLICY, Reads
from jimflow.store.sql import Row
from jimflow.store.transaction import Tx

Needs = frozenset[str] | Callable[[str, str], frozenset[str]]
"""What to load beside the participation itself, or a function of (definition digest, state) that says so."""

EVERYTHING = frozenset(
    """
    meetings sessions appointments presences replies assignments answers results waivers size
    """.split()
)

WHOLE = EVERYTHING | {"parties", "started"}
"""With what only rules look at: for whoever asks whether a case may move, by whatever trigger."""

_NONE: frozenset[str] = frozenset()
_NO_LAPS: Mapping[str, int] = {}
_policies: dict[str, Policy] = {}


def load_facts(
    tx: Tx, ids: Sequence[int], needs: Needs, *, gone: Collection[str] = (), asked: Collection[str] = ()
) -> dict[int, Facts]:
    """The facts of every participation of `ids` that exists, keyed by id.

    `needs` takes names of WHOLE and raises AttributeError for others; `sessions` are the hours of `meetings`.
    `presences_here` and `replies_here` are those of the step each one stands in; a long round has many others.
    `assignments_alone` are the assignments without their parts, for whoever does not ask which are done.
    `gone` are the states that no longer count in the size of a cluster. `asked` are the fields whose answers matter,
    every field where none is named. Presences and replies come in no order.
    """
    reads = ONE if len(ids) == 1 else MANY
    rows = tx.rows(reads.participation, ids=ids[0] if reads is ONE else ids)
    if not rows:
        return {}
    wanted = needs if isinstance(needs, frozenset) else _NONE.union(*(needs(row[3], row[10]) for row in rows))
    found = _Found(tx, reads, rows, wanted, frozenset(gone), sorted(asked))
    return {row[0]: found.facts(row) for row in rows}


def policy_of(text: str) -> Policy:
    """A round's policy from its canonical JSON: `severity` by rule name, and `deputy`, which counts or does not."""
    said: dict[str, Any] = json.loads(text)
    return Policy(said.get("severity", {}), deputy_counts=said.get("deputy") == "counts")


class _Found:
    """The rows of everything that was wanted, sorted by whom they belong to."""

    def __init__(
        self,
        tx: Tx,
        reads: Reads,
        rows: Sequence[Row],
        wanted: frozenset[str],
        gone: frozenset[str],
        asked: Sequence[str],
    ) -> None:
        names = [*wanted, "parts"] if "assignments" in wanted else [*wanted]
        params = _params(rows, one=reads is ONE) | {"asked": asked}
        statements = {name: getattr(reads, name) for name in names}
        if asked and "answers" in statements:
            statements["answers"] = reads.answers_asked
        got = dict(zip(names, tx.several([(sql, params) for sql in statements.values()]), strict=True))
        self.policies = {row[4]: _policy(tx, row) for row in rows}
        self.meetings = _meetings(got.get("meetings", ()), got.get("sessions", ()))
        self.appointments, self.shared_appointments = _by_owner(got.get("appointments", ()), Appointment)
        presences = got.get("presences", got.get("presences_here", ()))
        self.presences, self.shared_presences = _by_owner(presences, Presence)
        replies = got.get("replies", got.get("replies_here", ()))
        self.replies, self.shared_replies = _by_owner(replies, Reply)
        made = got.get("assignments", got.get("assignments_alone", ()))
        self.assignments = _assignments(made, got.get("parts", ()))
        self.answers = _grouped(got.get("answers", ()), lambda row: (row[1:4], row[4]))
        self.results = _grouped(got.get("results", ()), lambda row: row[1])
        self.waivers = _grouped(got.get("waivers", ()), lambda row: Waiver(*row[1:]))
        self.parties = _grouped(got.get("parties", ()), lambda row: Party(*row[1:]))
        self.started = _grouped(got.get("started", ()), lambda row: Started(row[1], row[2], row[3], bool(row[4])))
        self.sizes: dict[int, int] = defaultdict(int)
        for cluster, state, count in got.get("size", ()):
            self.sizes[cluster] += 0 if state in gone else count

    def facts(self, row: Row) -> Facts:
        """One participation with what belongs to it."""
        (id_, round_, cluster, definition, policy, code, subject, name, cluster_sv, cluster_en) = row[:10]
        (state, version, came_from, late_joiner, starts_on, audit_seq, audit_head, name_en, laps, short) = row[10:]
        shared = (a for a in self.shared_appointments[round_] if a.cluster in (None, cluster))
        appointments = [*self.appointments[id_], *shared]
        appointments.sort(key=_id)
        return Facts(
            id=id_,
            round_id=code,
            organisation=subject,
            organisation_name=name,
            cluster_id=cluster,
            cluster_name=(cluster_sv, cluster_en),
            cluster_size=self.sizes[cluster],
            state=state,
            version=version,
            came_from=came_from,
            late_joiner=late_joiner,
            policy=self.policies[policy],
            policy_digest=policy,
            starts_on=starts_on,
            meetings=self.meetings[cluster],
            appointments=tuple(appointments),
            presences=(*self.presences[id_], *self.shared_presences[cluster]),
            replies=(*self.replies[id_], *self.shared_replies[cluster]),
            assignments=tuple(self.assignments[id_]),
            answers=dict(self.answers[id_]),
            results=frozenset(self.results[id_]),
            parties=tuple(sorted(self.parties[id_], key=_id)),
            started=tuple(sorted(self.started[id_], key=attrgetter("case"))),
            waivers=tuple(sorted(self.waivers[id_], key=_id)),
            round=round_,
            definition=definition,
            audit_seq=audit_seq,
            audit_head=audit_head,
            organisation_name_en=name_en,
            organisation_short=short,
            laps=laps_of(laps),
        )


_id = attrgetter("id")


def _params(rows: Sequence[Row], *, one: bool) -> dict[str, Any]:
    places = {"ids": 0, "rounds": 1, "clusters": 2}
    if one:
        return {name: rows[0][place] for name, place in places.items()} | {"steps": _here(rows[0])}
    found = {name: sorted({row[place] for row in rows}) for name, place in places.items()}
    return found | {"steps": sorted({_here(row) for row in rows})}


def laps_of(text: str) -> Mapping[str, int]:
    """How many times each repeating step has been entered, from a participation's row."""
    return _NO_LAPS if text == "{}" else json.loads(text)


def _here(row: Row) -> str:
    state = row[10]
    return occasion(state, laps_of(row[18]).get(state, 1))


def _policy(tx: Tx, row: Row) -> Policy:
    found = _policies.get(row[4])
    if found is None:
        found = _policies[row[4]] = policy_of(tx.rows(POLICY, id=row[1])[0][0])
    return found


def _meetings(rows: Iterable[Row], sessions: Iterable[Row]) -> dict[int, dict[str, Meeting]]:
    sittings: dict[int, list[Session]] = defaultdict(list)
    for row in sessions:
        sittings[row[0]].append(Session(*row[1:]))
    found: dict[int, dict[str, Meeting]] = defaultdict(dict)
    for cluster, id_, step, status, day, last_day, *rest in rows:
        found[cluster][step] = Meeting(id_, step, status, day, last_day, tuple(sittings[id_]), *rest)
    return found


def _assignments(rows: Iterable[Row], parts: Iterable[Row]) -> dict[int, list[AssignmentFacts]]:
    done: dict[int, set[str]] = defaultdict(set)
    for assignment, function in parts:
        done[assignment].add(function)
    make: Callable[..., AssignmentFacts] = AssignmentFacts
    found: dict[int, list[AssignmentFacts]] = defaultdict(list)
    for row in rows:
        parts_done = frozenset(done[row[1]]) if row[1] in done else _NONE
        found[row[0]].append(make(*row[1:], parts_done))
    for all_made in found.values():
        all_made.sort(key=_id)
    return found


def _by_owner(rows: Iterable[Row], make: Callable[..., Any]) -> tuple[dict[int, list[Any]], dict[int, list[Any]]]:
    """(by participation, by what the ownerless rows are shared in: the second column)."""
    own: dict[int, list[Any]] = defaultdict(list)
    shared: dict[int, list[Any]] = defaultdict(list)
    for owner, shared_in, *rest in rows:
        if owner is None:
            shared[shared_in].append(make(*rest))
        else:
            own[owner].append(make(*rest))
    return own, shared


def _grouped(rows: Iterable[Row], make: Callable[[Row], Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(make(row))
    return found
