"""The plan of moving a round to another definition, in words: what cannot be, what would change, for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jimflow.core.differences import differences
from jimflow.core.migration.found import Finding
from jimflow.core.migration.moving import CaseMove
from jimflow.core.mistakes import Said
from jimflow.core.model import Blocker
from jimflow.core.workflow import Workflow
from jimflow.texts.amounts import listed
from jimflow.texts.blockers import local_day
from jimflow.texts.dates import short_day
from jimflow.texts.difference_words import tell
from jimflow.texts.findings import Names, Reader
from jimflow.texts.names import assignment_title, function_titles, meeting_name, named, quoted

Lines = Mapping[str, Sequence[str]]
"""What is said, and of whom."""

WEIGHT = {
    "refused": Said("går inte", "impossible"),
    "decide": Said("måste avgöras", "to be decided"),
    "note": Said("att veta", "note"),
}
KIND = {
    "open": Said("öppning", "opening"),
    "remind": Said("påminnelse", "reminder"),
    "inform": Said("uppgift till samordnaren", "notice to the coordinator"),
    "invite": Said("kalenderinbjudan", "calendar invitation"),
    "hold": Said("preliminär kalenderbokning", "hold"),
    "readiness": Said("inför träffen", "before the meeting"),
    "handover": Said("överlämning", "hand-over"),
    "vacated": Said("vakans", "vacancy"),
}

OUTCOME = {
    "moved": Said("flyttad", "moved"),
    "there": Said("är redan där", "is there already"),
    "refused": Said("stannar", "stays"),
    "changed": Said("någon hann ändra, titta igen", "someone was faster, look again"),
    "failed": Said("det gick inte, se loggen", "could not be done, see the log"),
}
"""What became of one that was to be moved."""


def heading(code: str, before: Workflow, after: Workflow | None, lang: str) -> tuple[str, list[str]]:
    """Which round, from what to what, and what differs; `after` is None on the way back."""
    if after is None:
        return Said(f"{code}: tillbaka", f"{code}: back").in_(lang), []
    head = f"{code}: {before.name} {before.version} → {after.version}"
    if before.digest == after.digest or before.name != after.name:
        return head, []
    changes = [d for d in differences(before, after) if d.path != ("version",)]
    return head, list(dict.fromkeys(t.words for t in tell(before, after, changes, lang)))


def counts(moves: int, stay: int, there: int, ended: int, unknown: int, lang: str) -> str:
    """How many are moved, and how many are not."""
    said = [Said(f"{moves} flyttas", f"{moves} to be moved")]
    said += [Said(f"{stay} kan inte flyttas", f"{stay} cannot be moved")] if stay else []
    said += [Said(f"{there} är redan där", f"{there} are there already")] if there else []
    said += [Said(f"{ended} avslutade lämnas", f"{ended} at their end are left")] if ended else []
    said += [Said(f"{unknown} kom inte från någon annan", f"{unknown} came from no other")] if unknown else []
    return "; ".join(one.in_(lang) for one in said) + "."


def stopped_together(
    stopped: Iterable[tuple[tuple[str, str], Sequence[Finding]]], lang: str
) -> list[tuple[str, Sequence[Finding]]]:
    """Those that cannot be moved, from their names (sv, en) and what stops them: the same things are said once."""
    together: dict[tuple[str, ...], tuple[list[str], Sequence[Finding]]] = {}
    for names, stops in stopped:
        together.setdefault(tuple(f.what.sv for f in stops), ([], stops))[0].append(named(names, lang))
    return [(", ".join(names), stops) for names, stops in together.values()]


def sections(cases: Sequence[CaseMove], lang: str, today: date) -> list[tuple[str, list[str]]]:
    """Under headings all that changes for those that are moved, but for what holds them back."""
    sums = totals(cases)
    added, dropped, moved = (sums[f"mails_{k}"] for k in ("added", "dropped", "moved"))
    title = Said(
        f"Utskick: {added} tillkommer, {dropped} utgår, {moved} flyttas",
        f"Mails: {added} added, {dropped} dropped, {moved} moved",
    )
    found = (
        (Said("Att veta", "Worth knowing"), note_lines(cases, lang)),
        (Said("Uppgifter", "Assignments"), work_lines(cases, lang, today)),
        (title, mail_lines(cases, lang, today)),
    )
    return [(said.in_(lang), with_whom(lines, len(cases), lang)) for said, lines in found if lines]


def work_lines(cases: Sequence[CaseMove], lang: str, today: date) -> dict[str, list[str]]:
    """What happens to assignments, each thing once with those it happens to."""
    return _together(cases, lang, lambda case: _of_work(case, lang, today))


def mail_lines(cases: Sequence[CaseMove], lang: str, today: date) -> dict[str, list[str]]:
    """What happens to mails to come."""
    return _together(cases, lang, lambda case: _of_mails(case, lang, today))


def note_lines(cases: Sequence[CaseMove], lang: str) -> dict[str, list[str]]:
    """What is worth knowing and stops nothing."""
    found: dict[str, list[str]] = {}
    for case in cases:
        for f in case.findings:
            if not f.stops:
                found.setdefault(f"{f.what.in_(lang)}.", []).append(named(case.facts.organisation_names, lang))
    return found


def totals(cases: Sequence[CaseMove]) -> dict[str, int]:
    """How much changes, over all cases that are moved."""
    impacts = [c.impact for c in cases]
    return {
        "mails_added": sum(len(i.added) for i in impacts),
        "mails_dropped": sum(len(i.dropped) + len(i.unsaid) for i in impacts),
        "mails_moved": sum(len(i.moved) for i in impacts),
        "told_at_once": sum(len(i.at_once) for i in impacts),
        "assignments_made": sum(len(i.made) for i in impacts),
        "assignments_ended": sum(len(i.ended) for i in impacts),
        "due_dates_moved": sum(len(i.due_moved) for i in impacts),
        "newly_stopped": sum(bool(i.stops) for i in impacts),
        "freed": sum(bool(i.freed) for i in impacts),
    }


HELD = {
    True: Said("Nytt som hindrar", "Newly held back"),
    False: Said("Hindrar inte längre", "Held back no more"),
}
"""What is said of those held back by something new (True), or no longer."""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Those held back by the same things: their names listed, and what reads the findings."""

    names: str
    reader: Reader
    blockers: Sequence[Blocker]


def held_back(cases: Sequence[CaseMove], lang: str, today: date, *, newly: bool) -> list[HeldBack]:
    """Those that are held back by something new, or (not `newly`) by something no longer."""
    together: dict[tuple[str, ...], list[tuple[CaseMove, Sequence[Blocker]]]] = {}
    for case in cases:
        if found := case.impact.stops if newly else case.impact.freed:
            key = tuple(repr((b.code, b.severity, sorted(b.facts.items()))) for b in found)
            together.setdefault(key, []).append((case, found))
    told = []
    for several in together.values():
        case, blockers = several[0]
        names = [c.facts.organisation_names for c, _ in several]
        sv, en = (listed([pair[n] for pair in names], lang_) for n, lang_ in enumerate(("sv", "en")))
        whole = (sv, en if len(several) == 1 else f"each of {en}")
        workflow = case.after if newly else case.before
        reader = Reader(workflow, Names(whole, case.facts.cluster_name), today)
        told.append(HeldBack(en if lang == "en" else sv, reader, blockers))
    return told


def reader_of(case: CaseMove, workflow: Workflow, today: date) -> Reader:
    """What puts findings about a case in words, by one of its two definitions."""
    return Reader(workflow, Names(case.facts.organisation_names, case.facts.cluster_name), today)


def with_whom(lines: Lines, everyone: int, lang: str) -> list[str]:
    """Each line, with those it is about where it is not about all."""
    return [said if len(who) == everyone else f"{said} ({listed(list(who), lang)})" for said, who in lines.items()]


def _together(
    cases: Sequence[CaseMove], lang: str, of: Callable[[CaseMove], Iterator[tuple[str, str]]]
) -> dict[str, list[str]]:
    """In the order of time."""
    found: dict[tuple[str, str], list[str]] = {}
    for case in cases:
        for said in dict.fromkeys(of(case)):
            found.setdefault(said, []).append(named(case.facts.organisation_names, lang))
    return {said: who for (_, said), who in sorted(found.items(), key=lambda one: one[0][0])}


def _of_work(case: CaseMove, lang: str, today: date) -> Iterator[tuple[str, str]]:
    old, new, impact = case.before, case.after, case.impact
    for w in impact.due_moved:
        title = quoted(assignment_title(new, w.name, lang), lang)
        days = f"{_day(w.before, lang, today)} → {_day(w.after, lang, today)}"
        yield str(w.after), Said(f"{title}: sista dag {days}", f"{title}: due {days}").in_(lang)
    for w in impact.made:
        title = quoted(assignment_title(new, w.name, lang), lang)
        said = Said(f"ny uppgift {title}, sista dag ", f"new assignment {title}, due ").in_(lang)
        yield str(w.after), said + _day(w.after, lang, today)
    for w in impact.ended:
        title = quoted(assignment_title(old, w.name, lang), lang)
        yield str(w.before), Said(f"{title} utgår", f"{title} ends").in_(lang)
    for r in impact.remarks:
        if r.kind == "decide due date":
            title = quoted(assignment_title(new, r.name, lang), lang)
            wanted = short_day(r.wanted, lang, today)
            said = Said(
                f"att besluta: {title} skulle vara klar {wanted}, det är för nära",
                f"to decide: {title} would be due {wanted}, which is too near",
            ).in_(lang)
            yield "", said


def _of_mails(case: CaseMove, lang: str, today: date) -> Iterator[tuple[str, str]]:
    old, new, impact = case.before, case.after, case.impact
    moved: dict[tuple[str, datetime, datetime], list[str]] = {}
    for m in impact.moved:
        moved.setdefault((m.rule, m.before, m.after), []).append(m.recipient)
    for (rule, before, after), functions in moved.items():
        yield (
            str(after),
            f"{rule_words(new, rule, functions, lang)}: {_day(before, lang, today)} → {_day(after, lang, today)}",
        )
    for workflow, sign, waiting in ((new, "+", impact.added), (old, "–", impact.dropped)):
        several: dict[tuple[str, datetime], list[str]] = {}
        for rule, function, due in waiting:
            several.setdefault((rule, due), []).append(function)
        for (rule, due), functions in several.items():
            yield str(due), f"{sign} {rule_words(workflow, rule, functions, lang)}: {_day(due, lang, today)}"
    at_once: dict[str, list[str]] = {}
    for assignment, function in impact.at_once:
        at_once.setdefault(assignment, []).append(function)
    for assignment, functions in at_once.items():
        words = rule_words(new, f"open::{assignment}", functions, lang)
        yield "", f"+ {words}: " + Said("i nästa utskick", "in the next mail").in_(lang)


def rule_words(workflow: Workflow, rule: str, functions: Sequence[str], lang: str) -> str:
    """A mail to come in words: what it is, about what, to whom."""
    kind, *rest = rule.split(":")
    said = KIND[kind].in_(lang) if kind in KIND else kind
    if kind in ("open", "remind", "inform"):
        said += " " + quoted(assignment_title(workflow, rest[1], lang), lang)
    elif kind in ("invite", "hold", "readiness"):
        said += f" {meeting_name(workflow, rest[0], lang)}"
    to = function_titles(workflow, dict.fromkeys(functions), lang)
    return f"{said} {Said('till', 'to').in_(lang)} {to}"


def _day(moment: datetime | None, lang: str, today: date) -> str:
    if moment is None:
        return Said("ingen dag", "no day").in_(lang)
    return short_day(local_day(moment.isoformat()), lang, today)
