"""Composes a mail that is not sent, from a template and real facts; reads only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from jimflow.actions.case import Case, open_case
from jimflow.actions.errors import NotFound
from jimflow.actions.receipts import receipts_said
from jimflow.actions.remarks import remarks_said
from jimflow.actions.voices import speakers
from jimflow.core.doors import CODE_LIFE
from jimflow.core.handover import takes_over
from jimflow.core.messages import about_assignment, calendar_entries, letter, notice
from jimflow.core.mistakes import did_you_mean
from jimflow.core.model import Message, Started
from jimflow.core.occasions import occasions
from jimflow.core.overview import overview
from jimflow.core.parties import answer_back, told
from jimflow.core.people import attending_functions, coordinators, holders, hosts
from jimflow.core.remarks import to_the_agency
from jimflow.core.remind import sweep
from jimflow.mail.compose import Composed, Item, Recipient, compose_calendar, compose_digest, message_id
from jimflow.mail.meetings import TEMPLATES as ABOUT_A_DATE
from jimflow.mail.mime import LINK
from jimflow.mail.own_words import bare
from jimflow.mail.sign_in import TEMPLATE as A_CODE
from jimflow.runtime import Runtime
from jimflow.store.hot import WHOLE, plan_rows
from jimflow.store.queries.seats import people_of
from jimflow.store.tables import Intent
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, read

WEEK = timedelta(days=7)


def preview(runtime: Runtime, template: str, participation: int, lang: str) -> Composed:
    """The mail that `template` makes for this participation: as last written, else as the plan would have it now.

    Raises NotFound for an unknown template, and for one that there is nothing to say with yet.
    """
    known = runtime.templates.names()
    if template not in known:
        close = did_you_mean(template, known)
        names = ", ".join(sorted(known))
        raise NotFound(
            f"Det finns ingen mall {template}. " + (f"Menade du {close}?" if close else f"Det finns {names}."),
            f"There is no template {template}. " + (f"Did you mean {close}?" if close else f"There are {names}."),
        )
    with read(runtime.engine) as tx:
        now = runtime.clock()
        case = open_case(runtime, tx, participation, WHOLE)
        speaker = speakers(runtime, tx, [case.facts.round])[case.facts.round]
        found = next(_written(tx, template, case), None) or next(_meant(tx, template, case, now), None)
    if found is None:
        raise NotFound(
            f"{case.facts.organisation_name} har inget att säga med mallen {template} än.",
            f"There is nothing to say to {case.facts.organisation_name} with the template {template} yet.",
        )
    item, address = found
    workflow, calendar = case.programme.workflow, speaker.programme.calendar
    function = workflow.functions.get(item.function)
    if speaker.pages and function is not None and function.belongs_to != "host" and _has_a_page(item):
        item = replace(item, link=LINK)
    name = message_id(f"preview:{item.code}", runtime.settings.mail_domain)
    reader = Recipient(address, lang)
    if template in ABOUT_A_DATE:
        return compose_calendar(workflow, calendar, speaker.voice, reader, item, now, name, runtime.templates)
    return compose_digest(workflow, calendar, speaker.voice, reader, [item], now, name, runtime.templates)


def _has_a_page(item: Item) -> bool:
    about_a_date = isinstance(item.facts.get("meeting"), int) and item.template != "cancelled"
    return about_a_date or bool(item.facts.get("assignment"))


def _written(tx: Tx, template: str, case: Case) -> Iterator[tuple[Item, str]]:
    """What has been said about this participation with the template, the latest first."""
    i = table(Intent).c
    wanted = select(i.item, i.function, i.facts, i.address).where(i.template == template)
    rows = wanted.where(i.participation == case.facts.id).order_by(i.id.desc()).limit(1)
    for item, function, facts, address in tx.connection.execute(rows):
        seen = bare(json.loads(facts))
        read_now = {**receipts_said(tx, {0: seen}).get(0, {}), **remarks_said(tx, {0: seen}).get(0, {})}
        yield Item(template, item, function, seen | read_now), address


def _meant(tx: Tx, template: str, case: Case, now: datetime) -> Iterator[tuple[Item, str]]:
    """What would be said: by the plan, by a letter, or after an act that has not been done."""
    wanted = (
        *(_planned(tx, case), _planned(tx, _short_handed(case)), _letters(case), _dates(case)),
        *(_vacancies(case, now), _hosts(case, now), _with_others(case, now), _colleagues(tx, case, now)),
        *(_dialogue(case, now), _codes(case, now)),
    )
    for messages in wanted:
        for m in messages:
            if m.template == template:
                yield Item(template, m.item, str(m.facts["function"]), m.facts), m.address


def _planned(tx: Tx, case: Case) -> Iterator[Message]:
    """Every occurrence of the plan as if its time had come, whatever has become of it."""
    subject = ("participation", case.facts.id)
    for row in sorted(plan_rows(tx, [subject]).get(subject, ()), key=lambda k: k.due_at):
        yield from sweep(case.programme, case.facts, [row], row.due_at).messages


def _short_handed(case: Case) -> Case:
    """The case as if nobody but its coordinators held a function, for what is said only when something is missing."""
    functions = case.programme.workflow.functions
    left = tuple(a for a in case.facts.appointments if not a.own or functions[a.function].coordinates)
    return Case(replace(case.facts, appointments=left), case.programme)


def _letters(case: Case) -> Iterator[Message]:
    for sent in case.programme.workflow.letters:
        for a in case.facts.appointments:
            if a.function in sent.to:
                yield letter(case.facts, sent, a.function, a)


def _dialogue(case: Case, now: datetime) -> Iterator[Message]:
    """A comment on the first assignment, with no words of anybody's."""
    today = case.programme.today(now)
    for made in case.facts.assignments[:1]:
        for m in to_the_agency(case.programme, case.facts, made, "comment", 0, today):
            yield replace(m, facts={**m.facts, "words": "[…]"})


def _dates(case: Case) -> Iterator[Message]:
    """Calendar mails of the first meeting to come; the moved one as if it had been a week before."""
    coming = sorted((m for m in case.facts.meetings.values() if m.status == "planned"), key=lambda m: m.day)
    for meeting in coming[:1]:
        more = {"before": (meeting.day - WEEK).isoformat(), "moves": []}
        for function in attending_functions(case.programme.workflow, meeting.step):
            for a in holders(case.facts, function, meeting.day):
                for kind in ABOUT_A_DATE:
                    yield from calendar_entries(
                        kind, case.facts, meeting, function, a, "preview", more=more if kind == "moved" else None
                    )


def _vacancies(case: Case, now: datetime) -> Iterator[Message]:
    """What the coordinators hear when a function stands empty or its address fails, and a new holder of her work."""
    facts, today = case.facts, case.programme.today(now)
    for to in coordinators(case.programme.workflow, facts, today):
        for a in facts.appointments:
            if a.own and a.id != to.id:
                seen = {"step": facts.here, "assignment": "", "vacant": a.function, "due": ""}
                yield notice("vacant", f"vacant:{a.function}", facts, to.function, to, seen, "preview")
                lost = {"about": a.function, "address": a.address, "reply": ""}
                yield notice("undeliverable", f"undeliverable:{a.function}", facts, to.function, to, lost, "preview")
    for a in facts.appointments:
        yield from takes_over(case.programme, facts, a, now)


def _colleagues(tx: Tx, case: Case, now: datetime) -> Iterator[Message]:
    """What somebody hears whom a holder has sent a task on to, or named as a substitute."""
    facts, today = case.facts, case.programme.today(now)
    asked = case.programme.workflow.assignments
    people = people_of(tx, {a.person for a in facts.appointments})
    for a in facts.appointments:
        if not a.own or a.person not in people:
            continue
        between = {"by": people[a.person].name, "holder": "", "person": a.person}
        for step in occasions(case.programme.workflow, facts):
            for name in (name for _, name in step.assignments if a.function in asked[name].to):
                made = facts.assignment(step.name, name)
                due = made.due_at if made is not None else None
                meant = about_assignment("forwarded", facts, asked[name], step.name, a.function, a, due, "preview")
                yield replace(meant, facts={**meant.facts, **between, "may_hand_in": False, "words": ""})
        period = {"since": today.isoformat(), "until": (today + WEEK).isoformat(), "right": "signature"}
        named = {**between, "holder": people[a.person].name, **period}
        yield notice("substitute", "substitute:signature", facts, a.function, a, named, "preview")


def _codes(case: Case, now: datetime) -> Iterator[Message]:
    """A code to sign in with, as if somebody had asked for one."""
    seen = {"number": 0, "until": (now + CODE_LIFE).isoformat()}
    for a in case.facts.appointments[:1]:
        yield notice(A_CODE, "sign-in:0", case.facts, a.function, a, seen, "preview")


def _with_others(case: Case, now: datetime) -> Iterator[Message]:
    """What the parties of a subject hear of their parts, and the answer to what may be started from the case."""
    programme, facts, today = case.programme, case.facts, case.programme.today(now)
    for party in facts.parties:
        yield from told(programme, facts, party, today)
    goal = programme.workflow.state_title(programme.workflow.goal)
    for start in programme.workflow.starts.values():
        over = Started(start.name, 0, programme.workflow.goal, over=True)
        yield from answer_back(programme, facts, over, (start.title.sv, start.title.en), goal, today)


def _hosts(case: Case, now: datetime) -> Iterator[Message]:
    """What the host is asked about the cluster, and the morning seen from this participation alone."""
    facts, workflow = case.facts, case.programme.workflow
    for to in hosts(workflow, facts, case.programme.today(now)):
        for meeting in sorted(facts.meetings.values(), key=lambda m: (m.status == "held", m.day)):
            seen = {
                "organisation": "",
                "step": meeting.step,
                "meeting_day": meeting.day.isoformat(),
                "members": [facts.organisation_name],
            }
            yield notice("record", f"record:{meeting.step}", facts, to.function, to, seen, "preview")
            if workflow.steps[meeting.step].theme_per_cluster:
                yield notice("theme", f"theme:{meeting.step}", facts, to.function, to, seen, "preview")
        for function in workflow.functions.values():
            if function.belongs_to == "agency":
                changed = {
                    "changes": [{"about": function.name, "what": "new", "day": case.programme.today(now).isoformat()}]
                }
                yield notice("staffing", "staffing", facts, to.function, to, changed, "preview")
        morning = overview(case.programme, [facts], now).facts()
        yield notice("morning", "morning", facts, to.function, to, morning, "preview")
