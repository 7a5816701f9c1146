"""The differences of who holds what: those that begin, end, and are told of otherwise than before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from jimflow.actions.round_lines import Line
from jimflow.actions.stored_round import StoredRound, holds
from jimflow.core.mistakes import Said
from jimflow.files.round_shape import AppointmentFile, RoundFile
from jimflow.store.queries.work import AppointmentRow

Key = tuple[str, str, str, str]

_BEGUN = Said("den som har börjat behåller sin första dag", "whoever has begun keeps the first day")


@dataclass(frozen=True, slots=True)
class Pair:
    """A holding as it is and as the file wants it; one of them is None where there is no such."""

    before: AppointmentFile | None
    after: AppointmentFile | None
    row: AppointmentRow | None


def people(stored: StoredRound, wanted: RoundFile) -> Iterator[Line]:
    """A line for each holding that differs."""
    named = {_key(one) for one in wanted.appointments}
    for pair in pairs(stored, wanted):
        before, after = pair.before, pair.after
        if before is None and after is not None:
            yield Line("added", "function", _begins(stored, wanted, after), ("roster",))
        elif after is None and before is not None and pair.row is not None:
            yield _gone(stored, before, pair.row, named)
        elif before is not None and after is not None and before != after:
            yield from _changed(stored, before, after)


def rows(stored: StoredRound, wanted: RoundFile) -> list[AppointmentFile]:
    """The roster as it is to be loaded: begun holdings keep their first day, a new one without a day begins today."""
    found = []
    for pair in pairs(stored, wanted):
        if pair.after is not None:
            begun = pair.before is not None and pair.before.since <= stored.today
            found.append(replace(pair.after, since=pair.before.since) if begun and pair.before else pair.after)
    return found


def pairs(stored: StoredRound, wanted: RoundFile) -> list[Pair]:
    """Every holding of the one or the other, those of the same name in the same function together."""
    present = [a for a in stored.appointments if holds(a, stored.today)]
    left = list(zip(stored.round.appointments, present, strict=True))
    found: list[Pair] = []
    usual = min(wanted.invite_on, wanted.starts_on)
    for after in wanted.appointments:
        same = [pair for pair in left if _key(pair[0]) == _key(after) and _same_name(pair[0], after)]
        match = next((pair for pair in same if pair[0].mail == after.mail), same[0] if same else None)
        if match is None:
            new = replace(after, since=stored.today) if after.since == usual < stored.today else after
            found.append(Pair(None, new, None))
        else:
            left.remove(match)
            found.append(Pair(match[0], after, match[1]))
    return found + [Pair(one, None, row) for one, row in left if _missed(stored, wanted, one, row)]


def _missed(stored: StoredRound, wanted: RoundFile, one: AppointmentFile, row: AppointmentRow) -> bool:
    """False for one who ends today anyhow, and at a member that is itself missing, which is told of already."""
    members = {member for cluster in wanted.clusters for member in cluster.members}
    stays = one.until is None or one.until > stored.today
    return stays and (row.participation is None or one.member in members)


def _same_name(one: AppointmentFile, other: AppointmentFile) -> bool:
    return one.name.casefold() == other.name.casefold()


def _key(one: AppointmentFile) -> Key:
    return one.member, one.organisation, one.function, one.cluster


def _gone(stored: StoredRound, before: AppointmentFile, row: AppointmentRow, named: set[Key]) -> Line:
    where = _where(stored, stored.round, before)
    if _key(before) in named:
        said = Said(
            f"{where.sv}: {before.name} slutar när den nya börjar",
            f"{where.en}: {before.name} ends as the new one begins",
        )
        return Line("removed", "function", said, ("roster",))
    if before.since > stored.today:
        said = Said(f"{where.sv}: {before.name} saknas", f"{where.en}: {before.name} is missing")
        instead = Said(
            f"innehavet börjar först {before.since}; skriv vem som har funktionen då i stället",
            f"the holding begins on {before.since}; write who has the function then instead",
        )
        return Line("removed", "function", said, (), instead)
    said = Said(
        f"{where.sv}: {before.name} slutar {stored.today}, och ingen annan står på raden",
        f"{where.en}: {before.name} ends on {stored.today}, and nobody else stands there",
    )
    return Line("removed", "function", said, ("end", str(row.id)))


def _changed(stored: StoredRound, before: AppointmentFile, after: AppointmentFile) -> Iterator[Line]:
    where = _where(stored, stored.round, before)
    if before.since != after.since and before.since <= stored.today:
        said = Said(
            f"{where.sv}, {before.name}: från {before.since} → {after.since}",
            f"{where.en}, {before.name}: from {before.since} → {after.since}",
        )
        yield Line("changed", "function", said, (), _BEGUN)
        after = replace(after, since=before.since)
    labels = {
        "mail": Said("e-post", "mail"),
        "since": Said("från", "from"),
        "until": Said("till", "to"),
        "top_management": Said("ledningsgrupp", "top management"),
        "acting": Said("tillförordnad", "acting"),
        "deputy": Said("ersättare", "deputy"),
        "language": Said("språk", "language"),
        "assistant": Said("assistent", "assistant"),
    }
    told = [
        (label, getattr(before, name), getattr(after, name))
        for name, label in labels.items()
        if getattr(before, name) != getattr(after, name)
    ]
    if told:
        sv = ", ".join(f"{label.sv} {_shown(a, 'sv')} → {_shown(b, 'sv')}" for label, a, b in told)
        en = ", ".join(f"{label.en} {_shown(a, 'en')} → {_shown(b, 'en')}" for label, a, b in told)
        said = Said(f"{where.sv}, {before.name}: {sv}", f"{where.en}, {before.name}: {en}")
        yield Line("changed", "function", said, ("roster",))


def _begins(stored: StoredRound, wanted: RoundFile, after: AppointmentFile) -> Said:
    where = _where(stored, wanted, after)
    who = f"{after.name} <{after.mail}>"
    return Said(f"{where.sv}: {who} från {after.since}", f"{where.en}: {who} from {after.since}")


def _where(stored: StoredRound, found: RoundFile, one: AppointmentFile) -> Said:
    known = found.subjects.get(one.member) or found.organisations.get(one.member)
    name = known.name if known is not None else Said(one.member, one.member)
    title = stored.workflow.functions[one.function].title
    return Said(f"{name.sv}, {title.sv}", f"{name.en}, {title.en}")


def _shown(value: object, lang: str) -> str:
    if isinstance(value, bool):
        return Said("ja", "yes").in_(lang) if value else Said("nej", "no").in_(lang)
    return str(value) if value else "–"
