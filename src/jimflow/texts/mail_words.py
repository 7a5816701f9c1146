"""What a mail to come says, in a few words: of an item of the outbox, or of a rule of time that waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from jimflow.core.workflow import Workflow
from jimflow.texts.blockers import local_day
from jimflow.texts.catalogue import tr
from jimflow.texts.dates import short_day
from jimflow.texts.names import (
    assignment_title,
    function_title,
    meeting_name,
    party_title,
    quoted,
    start_title,
    state_title,
)

_NOTHING: Mapping[str, object] = {}


def item_words(workflow: Workflow, code: str, facts: Mapping[str, object], lang: str, today: date) -> str:
    """The code of an item: `remind:start:describe_today`, `moved:start`, `letter:welcome` …; `facts` as it froze them.

    One that is not known stands as it is.
    """
    kind, *about = code.split(":")
    if kind in ("open", "remind", "overdue", "inform", "handover") and len(about) > 1:
        return _work(workflow, kind, about[1], lang)
    if kind in ("hold", "invite", "moved", "cancelled", "left", "readiness", "record", "theme"):
        return _meeting(workflow, kind, about[0], facts, lang, today)
    match kind:
        case "letter":
            return _letter(workflow, about[0], lang)
        case "vacant":
            return tr(lang, "besked om att ingen är {function}", function=_vacant(workflow, about, facts, lang))
        case "party":
            return tr(lang, "besked om delen {part}", part=quoted(party_title(workflow, about[0], lang), lang))
        case "remark" if len(about) > 1:
            title = quoted(assignment_title(workflow, about[1], lang), lang)
            return tr(lang, "ett inlägg om {title}", title=title)
        case "forwarded" if len(about) > 1:
            title = quoted(assignment_title(workflow, about[1], lang), lang)
            return tr(lang, "{title}, skickad vidare av en kollega", title=title)
        case "receipt" if len(about) > 1:
            title = quoted(assignment_title(workflow, about[1], lang), lang)
            return tr(lang, "kvitto på {title}", title=title)
        case "sign-in":
            return tr(lang, "kod för att logga in")
        case "substitute":
            return tr(lang, "besked om att vara ersättare")
        case "answered":
            return tr(lang, "svar på {start}", start=quoted(start_title(workflow, about[0], lang), lang))
        case _:
            return _of_the_host(kind, facts, lang) or code


def rule_words(workflow: Workflow, rule: str, lang: str) -> str:
    """The same of an occurrence's rule, which tells no more than its kind, its step and its assignment."""
    return item_words(workflow, rule, _NOTHING, lang, date.max)


def _work(workflow: Workflow, kind: str, assignment: str, lang: str) -> str:
    title = quoted(assignment_title(workflow, assignment, lang), lang)
    match kind:
        case "open":
            return tr(lang, "ny uppgift {title}", title=title)
        case "remind":
            return tr(lang, "påminnelse om {title}", title=title)
        case "overdue":
            return tr(lang, "påminnelse om {title}, efter sista dagen", title=title)
        case "inform":
            return tr(lang, "besked om att svaret på {title} saknas", title=title)
        case _:
            return tr(lang, "överlämning av {title}", title=title)


def _meeting(workflow: Workflow, kind: str, step: str, facts: Mapping[str, object], lang: str, today: date) -> str:
    meeting = meeting_name(workflow, step, lang)
    before, now = _day(facts, "before", lang, today), _day(facts, "meeting_day", lang, today)
    match kind:
        case "hold":
            return tr(lang, "preliminär kalenderbokning av {meeting}", meeting=meeting)
        case "invite":
            return tr(lang, "kalenderinbjudan till {meeting}", meeting=meeting)
        case "moved" if before and now and before != now:
            return tr(lang, "{meeting} flyttas från {before} till {now}", meeting=meeting, before=before, now=now)
        case "moved":
            return tr(lang, "ändrad tid eller plats för {meeting}", meeting=meeting)
        case "cancelled":
            return tr(lang, "{meeting} ställs in", meeting=meeting)
        case "left":
            return tr(lang, "{meeting} tas bort ur kalendern", meeting=meeting)
        case "readiness":
            return tr(lang, "besked om vad som saknas inför {meeting}", meeting=meeting)
        case "record":
            return tr(lang, "fråga om vilka som var med på {meeting}", meeting=meeting)
        case _:
            return tr(lang, "fråga om temat för {meeting}", meeting=meeting)


def _letter(workflow: Workflow, name: str, lang: str) -> str:
    found = next((letter for letter in workflow.letters if letter.name == name), None)
    return tr(lang, "brev: {state}", state=quoted(state_title(workflow, found.state if found else name, lang), lang))


def _vacant(workflow: Workflow, about: list[str], facts: Mapping[str, object], lang: str) -> str:
    """The item names the work that waits, or where none does the function; the facts name the function."""
    return quoted(function_title(workflow, str(facts.get("vacant") or about[-1]), lang), lang)


def _of_the_host(kind: str, facts: Mapping[str, object], lang: str) -> str:
    match kind:
        case "morning":
            return tr(lang, "morgonens översikt")
        case "undeliverable" if facts.get("stopped"):
            return tr(lang, "besked om någon som inte vill ha mejl")
        case "undeliverable":
            return tr(lang, "besked om en adress som inte tar emot mejl")
        case "staffing":
            return tr(lang, "besked om vilka som innehar funktioner")
        case "handover":
            return tr(lang, "överlämning till den som börjar")
        case "vacated":
            return tr(lang, "besked om att ingen tar över")
        case _:
            return ""


def _day(facts: Mapping[str, object], name: str, lang: str, today: date) -> str:
    written = facts.get(name)
    return short_day(local_day(written), lang, today) if isinstance(written, str) and written else ""
