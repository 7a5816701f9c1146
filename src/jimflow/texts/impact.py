"""What an act does to people, in words: one line that sums it up, and who gets, loses or keeps what, and when."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from jimflow.core.impact import Due, Impact, Mail, Note, WaiverChange, WorkChange
from jimflow.core.model import Subject
from jimflow.core.timetable import kind_of
from jimflow.core.workflow import Workflow
from jimflow.texts.amounts import listed
from jimflow.texts.blockers import ZONE
from jimflow.texts.catalogue import counted, tr
from jimflow.texts.dates import clock, day, short_day
from jimflow.texts.fill import capital
from jimflow.texts.mail_words import item_words, rule_words
from jimflow.texts.names import assignment_title, function_title, function_titles, quoted, state_title
from jimflow.texts.rule_words import requirement

Details = list[tuple[str, list[str]]]
"""Headings, each with the lines under it."""

REMINDERS = ("remind", "inform", "readiness", "record", "theme")
"""Kinds of occurrences that remind of something; the others tell it for the first time."""


def summary(impact: Impact, lang: str) -> str:
    """`Skickar 4 mejl, ställer in 2, flyttar 6 påminnelser.`; `Skickar inget.`"""
    parts = [*_of_mails(impact, lang), *_of_times(impact, lang), *_of_work(impact, lang)]
    return capital(f"{', '.join(parts)}.")


def details(impact: Impact, workflows: Mapping[str, Workflow], lang: str, today: date) -> Details:
    """Who moves, each mail by person and day, what is not sent, and by participation what happens to work and times.

    Those to whom the same happens stand under one heading. `workflows` by digest, as a trial gives them.
    """
    said = _Telling(impact, workflows, lang, today)
    found: Details = []
    for heading, lines in (
        (tr(lang, "Steg"), said.states()),
        *said.mails(),
        (tr(lang, "Mejl som inte skickas"), said.unsent()),
        *said.together(tr(lang, "uppgifter"), said.of_work()),
        *said.together(tr(lang, "påminnelser och utskick"), said.times()),
        (tr(lang, "Avsteg"), said.waivers()),
    ):
        if lines:
            found.append((heading, list(lines)))
    return found


def _of_mails(impact: Impact, lang: str) -> Iterator[str]:
    sent, unsent = (sum(not mail.also for mail in several) for several in (impact.mails, impact.unsent))
    yield counted(lang, sent, "skickar {n} mejl", "skickar {n} mejl") if sent else tr(lang, "skickar inget")
    if unsent and sent:
        yield counted(lang, unsent, "ställer in {n}", "ställer in {n}")
    elif unsent:
        yield counted(lang, unsent, "ställer in {n} mejl", "ställer in {n} mejl")
    if also := len(impact.mails) - sent:
        yield counted(lang, also, "lägger till något i {n} mejl", "lägger till något i {n} mejl")


def _of_times(impact: Impact, lang: str) -> Iterator[str]:
    moved = _things(impact.entries("moved"), [m.after for m in impact.moved], lang)
    if moved:
        yield tr(lang, "flyttar {things}", things=moved)
    if dropped := _things(impact.entries("cancelled"), impact.dropped, lang):
        yield tr(lang, "tar bort {things}", things=dropped)
    if added := _things((), impact.added, lang):
        yield tr(lang, "lägger till {things}", things=added)


def _things(entries: Sequence[Note], due: Sequence[Due], lang: str) -> str:
    """`3 kalenderbokningar, 2 påminnelser och 1 planerat utskick`; "" for nothing."""
    reminders = sum(kind_of(d.rule) in REMINDERS for d in due)
    several = (
        (len(entries), counted(lang, len(entries), "{n} kalenderbokning", "{n} kalenderbokningar")),
        (reminders, counted(lang, reminders, "{n} påminnelse", "{n} påminnelser")),
        (others := len(due) - reminders, counted(lang, others, "{n} planerat utskick", "{n} planerade utskick")),
    )
    return listed([said for n, said in several if n], lang)


def _of_work(impact: Impact, lang: str) -> Iterator[str]:
    if n := sum(w.before is None for w in impact.work):
        yield counted(lang, n, "ger {n} ny uppgift", "ger {n} nya uppgifter")
    if n := sum(w.before is not None and w.became == "open" for w in impact.work):
        yield counted(lang, n, "öppnar {n} uppgift", "öppnar {n} uppgifter")
    if n := sum(w.redated for w in impact.work):
        yield counted(lang, n, "ändrar sista dagen för {n} uppgift", "ändrar sista dagen för {n} uppgifter")
    if n := sum(w.became in ("closed", "cancelled") for w in impact.work):
        yield counted(lang, n, "stänger {n} uppgift", "stänger {n} uppgifter")
    if n := sum(w.after.standing == "fallen" for w in impact.waivers):
        yield counted(lang, n, "låter {n} avsteg upphöra", "låter {n} avsteg upphöra")


@dataclass(frozen=True, slots=True)
class _Telling:
    impact: Impact
    workflows: Mapping[str, Workflow]
    lang: str
    today: date

    def states(self) -> list[str]:
        """Who moves from where to where."""
        return [
            f"{self._name(of)}: {self._state(of, s.before)} → {self._state(of, s.after)}"
            if s.before
            else f"{self._name(of)}: {self._state(of, s.after)}"
            for s in self.impact.states
            for of in [("participation", s.participation)]
        ]

    def mails(self) -> Iterator[tuple[str, list[str]]]:
        """By person and time of sending."""
        found: dict[tuple[str, datetime], list[Mail]] = {}
        for mail in self.impact.mails:
            found.setdefault((mail.first.address, mail.first.send_at), []).append(mail)
        for several in found.values():
            notes = [note for mail in several for note in mail.notes]
            yield self._person(notes, several), list(dict.fromkeys(self._note(note) for note in notes))

    def unsent(self) -> list[str]:
        """To whom, what, and when it would have gone."""
        return [
            f"{self._whom([note])}: {self._note(note)} ({self._day(note.send_at)})"
            for mail in self.impact.unsent
            for note in mail.notes
        ]

    def of_work(self) -> Iterator[tuple[Subject, str]]:
        """What happens to assignments, by whose they are."""
        for change in self.impact.work:
            of = ("participation", change.work.participation)
            title = quoted(assignment_title(self._workflow(of), change.work.name, self.lang), self.lang)
            yield of, f"{title}: {self._change(change)}"

    def times(self) -> Iterator[tuple[Subject, str]]:
        """What happens to what waits, by whom it is about and in the order of time; several functions in one line."""
        found: dict[tuple[datetime, Subject, str, str], list[str]] = {}
        for m in self.impact.moved:
            when = f"{self._day(m.before.at)} → {self._day(m.after.at)}"
            found.setdefault((m.after.at, m.after.subject, m.after.rule, when), []).append(m.after.recipient)
        for due in self.impact.added:
            self._keep(found, due, tr(self.lang, "tillkommer {day}", day=self._day(due.at)))
        for due in self.impact.dropped:
            self._keep(found, due, tr(self.lang, "utgår {day}", day=self._day(due.at)))
        for (_, of, rule, when), functions in sorted(found.items()):
            workflow = self._workflow(of)
            who = function_titles(workflow, dict.fromkeys(functions), self.lang)
            what = rule_words(workflow, rule, self.lang)
            yield of, tr(self.lang, "{when}: {what} till {who}", when=when, what=what, who=who)

    def waivers(self) -> list[str]:
        """Waivers that fall, and those that are decided or signed."""
        return [
            f"{self._name(('participation', w.after.participation))}: {self._waiver(w)}" for w in self.impact.waivers
        ]

    def together(self, what: str, lines: Iterable[tuple[Subject, str]]) -> Iterator[tuple[str, list[str]]]:
        """Under one heading those to whom the same happens."""
        by_subject: dict[Subject, list[str]] = {}
        for of, line in lines:
            by_subject.setdefault(of, []).append(line)
        same: dict[tuple[str, ...], list[str]] = {}
        for of, several in sorted(by_subject.items(), key=lambda one: (one[0][0] != "participation", one[0])):
            same.setdefault(tuple(several), []).append(self._name(of))
        for several_lines, names in same.items():
            yield f"{listed(names, self.lang)}: {what}", list(several_lines)

    def _keep(self, found: dict[tuple[datetime, Subject, str, str], list[str]], due: Due, when: str) -> None:
        found.setdefault((due.at, due.subject, due.rule, when), []).append(due.recipient)

    def _change(self, change: WorkChange) -> str:
        lang, due = self.lang, self._due(change.work.due_at)
        said = []
        if change.before is None:
            said.append(tr(lang, "ny uppgift, sista dag {day}", day=due) if due else tr(lang, "ny uppgift"))
        elif change.became is not None:
            said.append(_became(change, lang))
        if change.redated and change.before is not None:
            before = self._due(change.before.due_at)
            now = due or tr(lang, "ingen dag")
            said.append(tr(lang, "sista dag {before} → {now}", before=before or tr(lang, "ingen dag"), now=now))
        return listed(said, lang) or tr(lang, "ändras")

    def _waiver(self, change: WaiverChange) -> str:
        of = self._workflow(("participation", change.after.participation))
        rule = of.rules.get(change.after.rule)
        what = requirement(of, rule, self.lang) if rule is not None else change.after.rule
        match change.after.standing:
            case "fallen":
                return tr(self.lang, "avsteget från ”{what}” upphör", what=what)
            case "in force":
                until = short_day(change.after.until, self.lang, self.today)
                return tr(self.lang, "avsteg från ”{what}”, till och med {day}", what=what, day=until)
            case _:
                return tr(self.lang, "avsteg från ”{what}”, gäller när det är kontrasignerat", what=what)

    def _person(self, notes: Sequence[Note], mails: Sequence[Mail]) -> str:
        first, lang = notes[0], self.lang
        at = first.send_at.astimezone(ZoneInfo(ZONE))
        when = f"{day(at.date(), lang, self.today)} {clock(at, lang)}"
        if first.mail_class == "immediate":
            when = tr(lang, "genast")
        held = tr(lang, "väntar på granskning") if any(note.held for note in notes) else ""
        also = tr(lang, "läggs till i ett mejl som ändå går") if all(mail.also for mail in mails) else ""
        return ", ".join(part for part in (self._whom(notes), when, also, held) if part)

    def _whom(self, notes: Sequence[Note]) -> str:
        """A person with the functions held, or an address with nobody's name."""
        workflow = self._workflow_of(notes[0])
        functions = dict.fromkeys(function_title(workflow, note.function, self.lang) for note in notes)
        cases = dict.fromkeys(self._name(("participation", n.participation)) for n in notes if n.participation)
        own = workflow.functions.get(notes[0].function)
        at_home = own is not None and own.belongs_to not in ("host", "guest")
        name = notes[0].name or notes[0].address
        unsaid = [place for place in (*functions, *(cases if at_home else ())) if place not in name]
        return f"{name} ({', '.join(unsaid)})" if unsaid else name

    def _note(self, note: Note) -> str:
        workflow = self._workflow_of(note)
        said = item_words(workflow, note.item, json.loads(note.facts), self.lang, self.today)
        own = workflow.functions.get(note.function)
        if note.participation and own is not None and own.belongs_to in ("host", "guest"):
            return f"{said} ({self._name(('participation', note.participation))})"
        return said

    def _workflow_of(self, note: Note) -> Workflow:
        return self._workflow(("participation", note.participation) if note.participation else ("round", note.round))

    def _workflow(self, of: Subject) -> Workflow:
        return self.workflows[self.impact.whom[of].definition]

    def _name(self, of: Subject) -> str:
        return self.impact.whom[of].names[self.lang == "en"]

    def _state(self, of: Subject, state: str) -> str:
        return state_title(self._workflow(of), state, self.lang)

    def _due(self, moment: datetime | None) -> str:
        return self._day(moment) if moment is not None else ""

    def _day(self, moment: datetime) -> str:
        return short_day(moment.astimezone(ZoneInfo(ZONE)).date(), self.lang, self.today)


def _became(change: WorkChange, lang: str) -> str:
    match change.became:
        case "open" if change.before is not None and change.before.status != "planned":
            return tr(lang, "öppnas igen")
        case "open":
            return tr(lang, "öppnar")
        case "submitted":
            return tr(lang, "är inskickad")
        case "accepted":
            return tr(lang, "är godkänd")
        case "cancelled":
            return tr(lang, "utgår")
        case "closed":
            return tr(lang, "stängs")
        case _:
            return tr(lang, "väntar på att öppnas")
