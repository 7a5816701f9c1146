"""Lines for those who run things: what is missing, vacant, undeliverable, to record or to choose; the overview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jimflow.mail.reader import Reader, Values, plain, rows, text
from jimflow.mail.voice import Item
from jimflow.texts.amounts import listed
from jimflow.texts.blockers import finding_fix, finding_text
from jimflow.texts.catalogue import counted
from jimflow.texts.fill import capital
from jimflow.texts.names import (
    assignment_title,
    function_title,
    meeting_name,
    meeting_number,
    party_title,
    quoted,
    start_title,
    state_title,
    title_within,
)
from jimflow.texts.words import not_submitted


def late_values(reader: Reader, items: Sequence[Item]) -> Values:
    """Assignments not submitted, one row each: the host phones."""
    found = [_late(reader, item.facts) for item in items]
    return {**_shared(reader, items), "late": found}


def vacant_values(reader: Reader, items: Sequence[Item]) -> Values:
    """Functions that nobody holds although they have an assignment."""
    found = [
        {
            **_late(reader, item.facts),
            "vacant": function_title(reader.workflow, text(item.facts, "vacant"), reader.lang),
            "meeting": meeting_name(reader.workflow, text(item.facts, "step"), reader.lang),
        }
        for item in items
    ]
    waiting = any(text(item.facts, "assignment") for item in items)
    return {**_shared(reader, items), "vacancies": found, "waiting": waiting}


def readiness_values(reader: Reader, items: Sequence[Item]) -> Values:
    """What will be missing at a meeting to come, by organisation."""
    found = [
        {
            "organisation": reader.name(item.facts, "organisation"),
            "meeting": meeting_name(reader.workflow, text(item.facts, "step"), reader.lang),
            "meeting_day": reader.day(item.facts.get("meeting_day")),
            "findings": _findings(reader, item.facts, caveat=False),
            "link": item.link,
        }
        for item in items
    ]
    day = min((text(item.facts, "meeting_day") for item in items), default="")
    count = sum(len(rows(item.facts, "findings")) for item in items)
    things = counted(reader.lang, count, "{n} sak", "{n} saker")
    return {**_shared(reader, items), "groups": found, "day_short": reader.short_day(day), "count": things}


def record_values(reader: Reader, items: Sequence[Item]) -> Values:
    """Attendance to be recorded, and the cluster to be moved on."""
    return {**reader.common(items[0]), "day_short": reader.short_day(items[0].facts.get("meeting_day"))}


def theme_values(reader: Reader, items: Sequence[Item]) -> Values:
    """A theme to be chosen, and from what."""
    step = reader.step(items[0].facts)
    waiting = [
        _title(reader, name)
        for name in (step.named("before") if step else ())
        if (waits := reader.workflow.assignments[name].waits_for) is not None and waits.theme
    ]
    return {
        **reader.common(items[0]),
        "themes": [said.in_(reader.lang) for said in reader.workflow.themes.values()],
        "waiting": listed(waiting, reader.lang),
        "day_short": reader.short_day(items[0].facts.get("meeting_day")),
    }


def undeliverable_values(reader: Reader, items: Sequence[Item]) -> Values:
    """Addresses that refused a mail for good, and people who want no mail."""
    found = [
        {
            "organisation": reader.name(item.facts, "organisation"),
            "function": function_title(reader.workflow, text(item.facts, "about"), reader.lang),
            "address": plain(text(item.facts, "address")),
            "reply": plain(text(item.facts, "reply")),
            "stopped": bool(item.facts.get("stopped")),
        }
        for item in items
    ]
    lost, stopped = ([row for row in found if row["stopped"] is which] for which in (False, True))
    return {**_shared(reader, items), "lost": lost, "stopped": stopped}


def staffing_values(reader: Reader, items: Sequence[Item]) -> Values:
    """What those who take part have changed at home: who holds what from when, without names; a row for each."""
    found = [
        {
            "organisation": reader.name(item.facts, "organisation"),
            "function": function_title(reader.workflow, text(change, "about"), reader.lang),
            "what": text(change, "what"),
            "day": reader.day(change.get("day")),
        }
        for item in items
        for change in rows(item.facts, "changes")
    ]
    return {**_shared(reader, items), "changed": found, "round_code": reader.voice.round_code}


def party_values(reader: Reader, items: Sequence[Item]) -> Values:
    """An organisation's part in a subject: an invitation to answer, or that it has the part."""
    facts = items[0].facts
    return {
        **reader.common(items[0]),
        "part": title_within(party_title(reader.workflow, text(facts, "part"), reader.lang)),
        "invited": text(facts, "standing") == "invited",
        "contribution": plain(text(facts, "contribution")),
    }


def answered_values(reader: Reader, items: Sequence[Item]) -> Values:
    """What was started from a case has ended: what it was, and how."""
    facts = items[0].facts
    return {
        **reader.common(items[0]),
        "start": start_title(reader.workflow, text(facts, "start"), reader.lang),
        "case": reader.name(facts, "case"),
        "ended": reader.name(facts, "ended"),
    }


def morning_values(reader: Reader, items: Sequence[Item]) -> Values:
    """The overview of a round: late, stopped, the next working days, pauses to end, mail that cannot be written."""
    facts = items[0].facts
    late = [_late(reader, row) for row in rows(facts, "late")]
    ready = [
        {
            "organisation": reader.name(row, "organisation"),
            "state": state_title(reader.workflow, text(row, "state"), reader.lang),
            "to": state_title(reader.workflow, text(row, "to"), reader.lang),
        }
        for row in rows(facts, "ready")
    ]
    coming = sorted(rows(facts, "coming"), key=lambda row: text(row, "day"))
    today = reader.today.isoformat()
    return {
        **reader.common(items[0]),
        "late": late,
        "stopped": _stopped(reader, facts),
        "stopped_count": len(rows(facts, "stopped")),
        "ready": ready,
        "ready_count": len(ready),
        "coming": [_coming(reader, row) for row in coming],
        "pauses": [
            {"organisation": reader.name(row, "organisation"), "until": reader.day(row.get("day"))}
            for row in rows(facts, "pauses")
        ],
        "unwritten": [_unwritten(reader, row) for row in rows(facts, "unwritten")],
        "given_up": _mails(reader, facts.get("given_up")),
        "mail_stopped": [_stop(reader, row) for row in rows(facts, "mail_stopped")],
        "held_up": _things(reader, facts.get("held_up")),
        "to_review": _things(reader, facts.get("to_review")),
        "late_count": counted(reader.lang, len(late), "{n} svar", "{n} svar"),
        "today": reader.day(today),
        "today_short": reader.short_day(today),
    }


def _late(reader: Reader, facts: Mapping[str, object]) -> Values:
    due = reader.day_of(facts.get("due"))
    return {
        "organisation": reader.name(facts, "organisation"),
        "assignment": _title(reader, text(facts, "assignment")),
        "place_in_programme": meeting_number(reader.workflow, text(facts, "step"), reader.lang),
        "status": not_submitted(due, reader.lang, reader.today),
        "due": reader.day(facts.get("due")),
        "functions": reader.functions(facts.get("functions")),
    }


def _stopped(reader: Reader, facts: Mapping[str, object]) -> list[Values]:
    """Who cannot move on and why. What is to be said of several, as when a cluster has no theme, is said once."""
    names: dict[tuple[str, str, str], list[str]] = {}
    for row in rows(facts, "stopped"):
        state = state_title(reader.workflow, text(row, "state"), reader.lang)
        for finding in _findings(reader, row, caveat=True):
            said = (state, str(finding["text"]), str(finding["fix"]))
            who = names.setdefault(said, [])
            if (
                name := reader.name(row, "organisation")
            ) not in who:  # one rule may stand at the way out and at the way in
                who.append(name)
    found: dict[tuple[str, str], list[Values]] = {}
    for (state, wrong, fix), several in names.items():
        found.setdefault((listed(several, reader.lang), state), []).append({"text": wrong, "fix": fix})
    return [{"organisation": who, "state": state, "findings": findings} for (who, state), findings in found.items()]


def _coming(reader: Reader, row: Mapping[str, object]) -> Values:
    """One line of what is to come: a cluster's meeting, or a due date with how many answers it still waits for."""
    lang, count = reader.lang, row.get("count")
    return {
        "day": reader.day(row.get("day")),
        "meeting": capital(meeting_name(reader.workflow, text(row, "meeting"), lang)) if row.get("meeting") else "",
        "cluster": reader.name(row, "cluster"),
        "assignment": _title(reader, text(row, "assignment")),
        "waiting": counted(lang, count, "{n} svar", "{n} svar") if isinstance(count, int) else "",
        "waiting_for": reader.name(row, "from"),
    }


def _mails(reader: Reader, count: object) -> str:
    return counted(reader.lang, count, "{n} mejl", "{n} mejl") if isinstance(count, int) else ""


def _things(reader: Reader, count: object) -> str:
    return counted(reader.lang, count, "{n} meddelande", "{n} meddelanden") if isinstance(count, int) else ""


def _stop(reader: Reader, row: Mapping[str, object]) -> Values:
    return {"why": plain(text(row, "why")), "since": reader.day(row.get("day")), "all": bool(row.get("all"))}


def _unwritten(reader: Reader, row: Mapping[str, object]) -> Values:
    count = row.get("count")
    people = counted(reader.lang, count if isinstance(count, int) else 0, "{n} mottagare", "{n} mottagare")
    return {"why": reader.name(row, "why"), "people": people}


def _title(reader: Reader, assignment: str) -> str:
    return quoted(assignment_title(reader.workflow, assignment, reader.lang), reader.lang) if assignment else ""


def _findings(reader: Reader, facts: Mapping[str, object], *, caveat: bool) -> list[Values]:
    workflow, lang, today = reader.workflow, reader.lang, reader.today
    found: list[Values] = []
    for row in rows(facts, "findings"):
        seen = row.get("facts")
        about = (seen if isinstance(seen, Mapping) else {}), lang, facts.get("organisation"), facts.get("cluster")
        found.append(
            {
                "text": finding_text(workflow, text(row, "code"), *about, today, caveat=caveat),
                "fix": finding_fix(workflow, text(row, "code"), *about, today),
            }
        )
    return found


def _shared(reader: Reader, items: Sequence[Item]) -> Values:
    """What the rows have in common: the meeting only when it is the same for all."""
    common = reader.common(items[0])
    if len({text(item.facts, "step") for item in items}) > 1:
        common["place_in_programme"] = ""
    function = reader.workflow.functions.get(items[0].function)
    places = dict.fromkeys(reader.name(item.facts, "organisation") for item in items)
    return {
        **common,
        "places": listed(list(places), reader.lang),
        "to_host": function is not None and function.belongs_to == "host",
    }
