"""Loads a roster into a running round: everything or nothing, with an answer that says what it changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import select

from jimflow.actions.case import Case, alone, alone_in_round, open_cases
from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.handovers import follow, follow_shared
from jimflow.actions.person_rows import Pseudonyms, random_pseudonym
from jimflow.actions.round_rows import clusters_of
from jimflow.actions.staffing import Done, Place, Seat, shared_appointments, staff
from jimflow.core.mistakes import Said
from jimflow.core.model import Actor, Appointment
from jimflow.core.programme import Programme
from jimflow.core.workflow import ORGANISATION
from jimflow.files.rosters import Grounds, guests_of, read_roster
from jimflow.files.round_shape import AppointmentFile
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, read, write

What = Literal["added", "ended", "changed", "unchanged"]


@dataclass(frozen=True, slots=True)
class Line:
    """One appointment and what became of it. `day` is its first day, or its last where it was ended.

    `subject` is what takes part, where the organisation is one of its parties.
    """

    what: What
    organisation: str
    function: str
    address: str
    day: date
    subject: str = ""


@dataclass(frozen=True, slots=True)
class LoadedRoster:
    """What the roster changed. `vacant` holds (organisation, function) of what nobody holds today any more."""

    lines: tuple[Line, ...]
    vacant: tuple[tuple[str, str], ...]
    messages: int

    def count(self, what: What) -> int:
        """How many appointments were `what`."""
        return sum(line.what == what for line in self.lines)


def load_roster(
    runtime: Runtime, round_code: str, path: Path, actor: Actor, *, pseudonyms: Pseudonyms = random_pseudonym
) -> LoadedRoster:
    """For each function of an organisation that stands in the file, its holders become those of the file.

    Where several organisations work on one subject, each has holders of its own: those of the others stay. A row
    without a first day holds from today. Others who hold such a function end the day before the new ones begin;
    functions that are not in the file are left alone. Raises BadFile with every mistake, by row and column, and
    NotFound for an unknown round; nothing is changed then.
    """
    with read(runtime.engine) as tx:
        found = _round(runtime, tx, round_code)
        grounds = _grounds(tx, found, runtime.clock())
    rows = read_roster(path, grounds)
    with write(runtime.engine) as tx:
        return staff_round(runtime, tx, round_code, rows, actor, pseudonyms)


def staff_round(
    runtime: Runtime,
    tx: Tx,
    round_code: str,
    rows: Sequence[AppointmentFile],
    actor: Actor,
    pseudonyms: Pseudonyms = random_pseudonym,
) -> LoadedRoster:
    """As `load_roster`, for rows at hand and in the transaction at hand."""
    return _load(runtime, tx, _round(runtime, tx, round_code), rows, actor, pseudonyms)


@dataclass(frozen=True, slots=True)
class _Round:
    id: int
    programme: Programme
    facts: Mapping[str, Any]
    members: Mapping[str, int]
    clusters: Mapping[str, int]


def _round(runtime: Runtime, tx: Tx, code: str) -> _Round:
    r, p = table(t.Round).c, table(t.Participation).c
    columns = select(r.id, r.definition, r.policy_digest, r.facts).where(r.code == code)
    row = tx.connection.execute(columns).first()
    if row is None:
        known = ", ".join(tx.connection.execute(select(r.code).order_by(r.code)).scalars()) or "–"
        raise NotFound(
            f"Omgången {code} finns inte. De som finns är: {known}.", f"There is no round {code}. There are: {known}."
        )
    members = tx.connection.execute(select(p.subject, p.id).where(p.round == row.id).order_by(p.id))
    return _Round(
        row.id,
        runtime.programmes.of(tx, row.definition, row.policy_digest, row.id),
        json.loads(row.facts),
        {member[0]: member[1] for member in members},
        clusters_of(tx, row.id),
    )


def _grounds(tx: Tx, found: _Round, now: datetime) -> Grounds:
    o = table(t.Organisation).c
    rows = list(tx.connection.execute(select(o.code, o.name_sv, o.name_en, o.short).order_by(o.code)))
    return Grounds(
        found.programme.workflow,
        {code: Said(sv, en) for code, sv, en, _ in rows},
        tuple(found.members),
        found.facts["host"]["organisation"],
        found.programme.today(now),
        {code: short for code, _, _, short in rows},
        guests_of((c["organisation"], c["function"], c.get("cluster", "")) for c in found.facts["contributors"]),
    )


def _load(
    runtime: Runtime, tx: Tx, found: _Round, rows: Sequence[AppointmentFile], actor: Actor, pseudonyms: Pseudonyms
) -> LoadedRoster:
    now = runtime.clock()
    alone_in_round(tx, found.id)
    places = _places(runtime, tx, found, rows)
    done = staff(tx, places, found.programme.today(now), pseudonyms, whole=True)
    own: dict[int, Done] = {}
    for p, d in zip(places, done, strict=True):
        if p.seat.participation is not None:
            before = own.get(p.seat.participation)
            own[p.seat.participation] = d if before is None else before + d
    after = [follow(runtime, tx, own, actor, now)]
    after += [
        follow_shared(runtime, tx, p.seat, d, actor, now)
        for p, d in zip(places, done, strict=True)
        if p.seat.participation is None
    ]
    return LoadedRoster(
        tuple(line for p, d in zip(places, done, strict=True) for line in _lines(found, p, d)),
        tuple(vacancy for one in after for vacancy in one.vacant),
        sum(one.messages for one in after),
    )


def _places(runtime: Runtime, tx: Tx, found: _Round, rows: Sequence[AppointmentFile]) -> list[Place]:
    workflow = found.programme.workflow
    functions, apart = workflow.functions, workflow.subject != ORGANISATION
    wanted: dict[Seat, list[AppointmentFile]] = {}
    for row in rows:
        own = functions[row.function].of_member
        seat = Seat(
            found.id, found.members[row.member] if own else None, row.organisation, found.clusters.get(row.cluster)
        )
        wanted.setdefault(seat, []).append(row)
    members = list(dict.fromkeys(seat.participation for seat in wanted if seat.participation is not None))
    alone(tx, members)
    cases = open_cases(runtime, tx, members)
    for seat, several in wanted.items():
        if seat.participation is not None:
            _known(cases[seat.participation], several)
    return [
        Place(
            seat,
            shared_appointments(tx, seat)
            if seat.participation is None
            else _own(cases[seat.participation], seat.organisation if apart else None),
            tuple(several),
        )
        for seat, several in wanted.items()
    ]


def _own(case: Case, organisation: str | None) -> tuple[Appointment, ...]:
    """Who holds the participation's own functions; with an organisation, at that one of its parties."""
    return tuple(a for a in case.facts.appointments if a.own and organisation in (None, a.organisation))


def _known(case: Case, rows: Sequence[AppointmentFile]) -> None:
    """A case that has been moved to another definition before its round may not have every function of the round."""
    unknown = sorted({row.function for row in rows} - case.programme.workflow.functions.keys())
    if unknown:
        names, several = case.facts.organisation_names, ", ".join(unknown)
        raise BadInput(
            f"{names[0]} följer en annan definition, utan {several}. Flytta först resten av omgången dit: "
            "jimflow workflow migrate",
            f"{names[1]} runs on another definition, without {several}. First move the rest of the round there: "
            "jimflow workflow migrate",
        )


def _lines(found: _Round, place: Place, done: Done) -> Iterator[Line]:
    at, staffing = place.seat.organisation, done.staffing
    member = next((code for code, number in found.members.items() if number == place.seat.participation), at)
    of = member if member != at else ""
    for new in staffing.add:
        yield Line("added", at, new.function, new.address, new.since, of)
    for held, last in staffing.end:
        yield Line("ended", at, held.function, held.address, last, of)
    for held, to_be in staffing.change:
        yield Line("changed", at, held.function, to_be.address, to_be.since, of)
    for held in staffing.unchanged:
        yield Line("unchanged", at, held.function, held.address, held.since, of)
