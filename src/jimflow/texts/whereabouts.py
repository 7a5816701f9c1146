"""Where one participation stands and how it goes, in a line: as a board of many shows it."""

from __future__ import annotations

from datetime import date

from jimflow.core.mistakes import Said
from jimflow.core.nouns import genitive
from jimflow.core.why import Why
from jimflow.texts.amounts import listed
from jimflow.texts.dates import day, short_day
from jimflow.texts.names import assignment_title, meeting_name, named, state_title
from jimflow.texts.stops import Stops
from jimflow.texts.words import STEP_STATUS, word


def state_words(answer: Why, lang: str) -> str:
    """The step or state it is in; with whether it joined later than the others."""
    title = state_title(answer.programme.workflow, answer.facts.here, lang)
    joined = Said("ansluten senare", "joined later").in_(lang)
    return f"{title} ({joined})" if answer.facts.late_joiner else title


def how_words(answer: Why, stops: Stops, lang: str, today: date, paused_until: date | None = None) -> str:
    """What stops it alone, then what has not been received of it or else how far it has come in its step."""
    said = [stops.of(answer.facts.id, lang), not_received(answer, lang, today)]
    if not said[1]:
        outside = answer.status == "outside"
        said.append(
            pause_words(answer, lang, today, paused_until) if outside else word(STEP_STATUS, answer.status, lang)
        )
    return " · ".join(s for s in said if s)


def not_received(answer: Why, lang: str, today: date) -> str:
    """The first answer that should have come and has not, and how many more; "" when none."""
    waited_for = answer.late
    if not waited_for:
        return ""
    workflow = answer.programme.workflow
    first = min(waited_for, key=lambda a: (a.due_at is None, a.due_at))
    assert first.due_at is not None
    due = short_day(answer.programme.today(first.due_at), lang, today)
    title = assignment_title(workflow, first.name, lang)
    more = len(waited_for) - 1
    said = Said(f"”{title}” skulle ha kommit {due}", f"“{title}” was due {due}").in_(lang)
    return listed([said, Said(f"{more} till", f"{more} more").in_(lang)], lang) if more else said


def pause_words(answer: Why, lang: str, today: date, paused_until: date | None) -> str:
    """Of a pause where it began and how long it lasts; "" where the state itself says everything."""
    before = answer.facts.came_from
    if not before:
        return ""
    title = state_title(answer.programme.workflow, before, lang)
    was = Said(f"var i {title}", f"was in {title}").in_(lang)
    if paused_until is None:
        return was
    until = short_day(paused_until, lang, today)
    return Said(f"{was}, uppehåll till {until}", f"{was}, pause until {until}").in_(lang)


def next_meeting(answer: Why, lang: str, today: date) -> str:
    """The next planned meeting of its cluster, and the day; "" when none is planned."""
    coming = [m for m in answer.facts.meetings.values() if m.status == "planned"]
    if not coming:
        return ""
    meeting = min(coming, key=lambda m: m.day)
    title, when = meeting_name(answer.programme.workflow, meeting.step, lang), day(meeting.day, lang, today)
    example = Said(" (exempeldatum)", " (example date)").in_(lang) if meeting.example_date else ""
    return Said(f"nästa: {title}, {when}{example}", f"next: {title}, {when}{example}").in_(lang)


def model_words(answer: Why, lang: str) -> str:
    """Who is the cluster's model, or that its seat is empty since it has left."""
    workflow = answer.programme.workflow
    if answer.facts.state in workflow.finals and answer.facts.state != workflow.goal:
        its = genitive(workflow.nouns.the_model)
        return Said(f"{its.sv} plats är tom", f"{its.en} seat is empty").in_(lang)
    return f"{workflow.nouns.model.in_(lang)}: {named(answer.facts.organisation_names, lang)}"
