"""The plan of moving a round to another definition, on the screen: what cannot be, what would change, for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from jimflow.actions.migration import CasePreview, Preview
from jimflow.cli.desk import Desk
from jimflow.cli.findings import blocker_lines
from jimflow.core.differences import differences
from jimflow.core.migration.found import Finding
from jimflow.core.migration.impact import Impact
from jimflow.core.mistakes import Said
from jimflow.core.model import Blocker
from jimflow.core.workflow import Workflow
from jimflow.texts.amounts import listed
from jimflow.texts.dates import short_day
from jimflow.texts.difference_words import tell
from jimflow.texts.findings import Names, Reader
from jimflow.texts.names import assignment_title, function_titles, meeting_name, quoted

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
MOST_CHANGES = 12


def heading(desk: Desk, found: Preview) -> list[str]:
    """Which round, from what to what, and what differs."""
    if found.after is None:
        return [Said(f"{found.code_of_round}: tillbaka", f"{found.code_of_round}: back").in_(desk.lang)]
    before, after = found.before, found.after
    said = [f"{found.code_of_round}: {before.name} {before.version} → {after.version}"]
    if before.digest == after.digest or before.name != after.name:
        return said
    changes = [d for d in differences(before, after) if d.path != ("version",)]
    words = list(dict.fromkeys(t.words for t in tell(before, after, changes, desk.lang)))
    more = len(words) - MOST_CHANGES
    tail = [Said(f"… och {more} till", f"… and {more} more").in_(desk.lang)] if more > 0 else []
    return said + [f"– {line}" for line in words[:MOST_CHANGES]] + tail


def counts(desk: Desk, found: Preview) -> str:
    """How many are moved, and how many are not."""
    moves = 0 if found.stopped else sum(c.moves for c in found.cases)
    there = sum(c.way is None for c in found.cases)
    stay = len(found.cases) - there - moves
    said = [Said(f"{moves} flyttas", f"{moves} to be moved")]
    said += [Said(f"{stay} kan inte flyttas", f"{stay} cannot be moved")] if stay else []
    said += [Said(f"{there} är redan där", f"{there} are there already")] if there else []
    ended, unknown = len(found.ended), len(found.unknown)
    said += [Said(f"{ended} avslutade lämnas", f"{ended} at their end are left")] if ended else []
    said += [Said(f"{unknown} kom inte från någon annan", f"{unknown} came from no other")] if unknown else []
    return "; ".join(one.in_(desk.lang) for one in said) + "."


def finding_lines(desk: Desk, findings: Iterable[Finding], indent: str = "  ") -> Iterator[tuple[str, str, str]]:
    """(words, indent, indent of the lines after) of each finding and of how to mend it."""
    for f in findings:
        yield f"[{WEIGHT[f.weight].in_(desk.lang)}] {f.what.in_(desk.lang)}.", indent, f"{indent}  "
        if f.mend is not None:
            yield f"→ {f.mend.in_(desk.lang)}", f"{indent}  ", f"{indent}    "


def work_lines(desk: Desk, cases: Sequence[CasePreview]) -> dict[str, list[str]]:
    """What happens to assignments, each thing once with those it happens to."""
    return _together(desk, cases, _of_work)


def mail_lines(desk: Desk, cases: Sequence[CasePreview]) -> dict[str, list[str]]:
    """What happens to mails to come."""
    return _together(desk, cases, _of_mails)


def note_lines(desk: Desk, cases: Sequence[CasePreview]) -> dict[str, list[str]]:
    """What is worth knowing and stops nothing."""
    found: dict[str, list[str]] = {}
    for case in cases:
        for f in case.plan.findings if case.plan is not None and case.moves else ():
            if not f.stops:
                found.setdefault(f"{f.what.in_(desk.lang)}.", []).append(name_of(desk, case))
    return found


def totals(cases: Sequence[CasePreview]) -> dict[str, int]:
    """How much changes, over all cases that are moved."""
    impacts = [c.impact for c in cases if c.impact is not None]
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


def held_back(desk: Desk, cases: Sequence[CasePreview], *, newly: bool) -> Iterator[tuple[str, list[str]]]:
    """(names, findings as `why` shows them) of those that are held back by something new, or no longer; those held
    by the same things stand together."""
    together: dict[tuple[str, ...], list[tuple[CasePreview, Workflow, Sequence[Blocker]]]] = {}
    for case in cases:
        assert case.impact is not None and case.way is not None
        found = case.impact.stops if newly else case.impact.freed
        workflow = case.way.after.workflow if newly else case.moving.case.programme.workflow
        if found:
            together.setdefault(tuple(repr((b.code, b.severity, sorted(b.facts.items()))) for b in found), []).append(
                (case, workflow, found)
            )
    for several in together.values():
        case, workflow, blockers = several[0]
        names = [c.moving.case.facts.organisation_names for c, _, _ in several]
        sv, en = (listed([pair[n] for pair in names], lang) for n, lang in enumerate(("sv", "en")))
        whole = (sv, en if len(several) == 1 else f"each of {en}")
        reader = Reader(workflow, Names(whole, case.moving.case.facts.cluster_name), desk.today())
        yield (en if desk.lang == "en" else sv), blocker_lines(reader, blockers, desk.lang)


def reader_of(desk: Desk, case: CasePreview, workflow: Workflow) -> Reader:
    """What puts findings about a case in words, by one of its two definitions."""
    facts = case.moving.case.facts
    return Reader(workflow, Names(facts.organisation_names, facts.cluster_name), desk.today())


def name_of(desk: Desk, case: CasePreview) -> str:
    """What the organisation is called."""
    return case.moving.case.facts.organisation_names[desk.lang == "en"]


def with_whom(lines: Lines, everyone: int, lang: str) -> list[str]:
    """Each line, with those it is about where it is not about all."""
    return [said if len(who) == everyone else f"{said} ({listed(list(who), lang)})" for said, who in lines.items()]


def _together(
    desk: Desk,
    cases: Sequence[CasePreview],
    of: Callable[[Desk, Workflow, Workflow, Impact], Iterator[tuple[str, str]]],
) -> dict[str, list[str]]:
    """In the order of time."""
    found: dict[tuple[str, str], list[str]] = {}
    for case in cases:
        if case.impact is not None and case.way is not None:
            for said in dict.fromkeys(
                of(desk, case.moving.case.programme.workflow, case.way.after.workflow, case.impact)
            ):
                found.setdefault(said, []).append(name_of(desk, case))
    return {said: who for (_, said), who in sorted(found.items(), key=lambda one: one[0][0])}


def _of_work(desk: Desk, old: Workflow, new: Workflow, impact: Impact) -> Iterator[tuple[str, str]]:
    lang = desk.lang
    for w in impact.due_moved:
        title = quoted(assignment_title(new, w.name, lang), lang)
        days = f"{_day(desk, w.before)} → {_day(desk, w.after)}"
        yield str(w.after), Said(f"{title}: sista dag {days}", f"{title}: due {days}").in_(lang)
    for w in impact.made:
        title = quoted(assignment_title(new, w.name, lang), lang)
        said = Said(f"ny uppgift {title}, sista dag ", f"new assignment {title}, due ").in_(lang)
        yield str(w.after), said + _day(desk, w.after)
    for w in impact.ended:
        title = quoted(assignment_title(old, w.name, lang), lang)
        yield str(w.before), Said(f"{title} utgår", f"{title} ends").in_(lang)
    for r in impact.remarks:
        if r.kind == "decide due date":
            title = quoted(assignment_title(new, r.name, lang), lang)
            wanted = short_day(r.wanted, lang, desk.today())
            said = Said(
                f"att besluta: {title} skulle vara klar {wanted}, det är för nära",
                f"to decide: {title} would be due {wanted}, which is too near",
            ).in_(lang)
            yield "", said


def _of_mails(desk: Desk, old: Workflow, new: Workflow, impact: Impact) -> Iterator[tuple[str, str]]:
    lang = desk.lang
    moved: dict[tuple[str, datetime, datetime], list[str]] = {}
    for m in impact.moved:
        moved.setdefault((m.rule, m.before, m.after), []).append(m.recipient)
    for (rule, before, after), functions in moved.items():
        yield str(after), f"{rule_words(new, rule, functions, lang)}: {_day(desk, before)} → {_day(desk, after)}"
    for workflow, sign, waiting in ((new, "+", impact.added), (old, "–", impact.dropped)):
        several: dict[tuple[str, datetime], list[str]] = {}
        for rule, function, due in waiting:
            several.setdefault((rule, due), []).append(function)
        for (rule, due), functions in several.items():
            yield str(due), f"{sign} {rule_words(workflow, rule, functions, lang)}: {_day(desk, due)}"
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


def _day(desk: Desk, moment: datetime | None) -> str:
    if moment is None:
        return Said("ingen dag", "no day").in_(desk.lang)
    return short_day(desk.local(moment).date(), desk.lang, desk.today())
