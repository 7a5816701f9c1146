"""What a rule asks for, in words, and how heavily it weighs: said of the definition, not of any case."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jimflow.core.mistakes import Said
from jimflow.core.workflow import Rule, Workflow
from jimflow.texts.amounts import listed
from jimflow.texts.names import (
    answer_title,
    assignment_title,
    field_title,
    function_titles,
    party_title,
    quoted,
    start_title,
)
from jimflow.texts.words import SEVERITY, word

GROUPS = {
    "before": Said("uppgifterna inför träffen är inlämnade", "the assignments before the meeting are submitted"),
    "after": Said("uppgifterna efter träffen är inlämnade", "the assignments after the meeting are submitted"),
    "step": Said("stegets uppgifter är inlämnade", "the assignments of the step are submitted"),
    "all": Said("alla uppgifter i omgången är inlämnade", "all assignments of the round are submitted"),
}


SHARES = {
    "half": Said("minst hälften", "at least half"),
    "more than half": Said("fler än hälften", "more than half"),
    "two thirds": Said("minst två tredjedelar", "at least two thirds"),
    "all": Said("alla", "all"),
}


def requirement(workflow: Workflow, rule: Rule, lang: str) -> str:
    """`minst 1 från myndigheten i högsta ledningen deltar`: met when this is so."""
    return _WORDS[rule.kind](workflow, rule, lang)


def weight(rule: Rule, lang: str) -> str:
    """`varning, avsteg kan godkännas, kan tas igen`."""
    said = [
        (rule.waivable, Said("avsteg kan godkännas", "can be waived")),
        (rule.curable, Said("kan tas igen", "can be caught up")),
        (rule.at == "first and last", Said("bara första och sista träffen", "first and last meeting only")),
    ]
    return ", ".join([word(SEVERITY, rule.severity, lang), *(words.in_(lang) for on, words in said if on)])


def _attendance(workflow: Workflow, rule: Rule, lang: str) -> str:
    leading = Said(" (högsta ledningen)", " (top management)").in_(lang) if "where" in rule.params else ""
    at_least = rule.params.get("at_least")
    whom = function_titles(workflow, _names(rule.params.get("functions", ())), lang) + leading
    if "of" in rule.params and isinstance(at_least, str):
        share, whom = SHARES[at_least], workflow.nouns.the.in_(lang) + leading
        some = Said(f"{share.sv} från {whom} deltar", f"{share.en} from {whom} take part")
    elif "of" in rule.params:
        whom = workflow.nouns.the.in_(lang) + leading
        some = Said(f"minst {at_least or 1} från {whom} deltar", f"at least {at_least or 1} from {whom} takes part")
    elif isinstance(at_least, str):
        share = SHARES[at_least]
        some = Said(f"{share.sv} av {whom} deltar", f"{share.en} of {whom} take part")
    elif at_least:
        some = Said(f"minst {at_least} av {whom} deltar", f"at least {at_least} of {whom} takes part")
    else:
        some = Said(f"deltar: {whom}", f"taking part: {whom}")
    return some.in_(lang)


def _meeting_held(_workflow: Workflow, _rule: Rule, lang: str) -> str:
    return Said("träffen är genomförd", "the meeting is held").in_(lang)


def _submitted(workflow: Workflow, rule: Rule, lang: str) -> str:
    wanted = rule.params["assignments"]
    if isinstance(wanted, str):
        return GROUPS[wanted].in_(lang)
    titles = listed([quoted(assignment_title(workflow, name, lang), lang) for name in _names(wanted)], lang)
    return Said(f"inlämnat: {titles}", f"submitted: {titles}").in_(lang)


def _form_has(workflow: Workflow, rule: Rule, lang: str) -> str:
    assignment, field = str(rule.params["assignment"]), str(rule.params["field"])
    where, question = assignment_title(workflow, assignment, lang), field_title(workflow, assignment, field, lang)
    if wanted := _names(rule.params.get("is")):
        answer = listed([quoted(answer_title(workflow, assignment, field, name, lang), lang) for name in wanted], lang)
        return Said(
            f"i ”{where}” är svaret på ”{question}” {answer}", f"in “{where}” the answer to “{question}” is {answer}"
        ).in_(lang)
    return Said(f"i ”{where}” finns svar på ”{question}”", f"“{where}” answers “{question}”").in_(lang)


def _theme_set(workflow: Workflow, _rule: Rule, lang: str) -> str:
    the = workflow.group.the
    return Said(f"{the.sv} har valt tema", f"{the.en} has chosen a theme").in_(lang)


def _holders(workflow: Workflow, rule: Rule, lang: str) -> str:
    whom = function_titles(workflow, _names(rule.params["functions"]), lang)
    least = rule.params.get("at_least")
    if least is not None:
        return Said(f"minst {least} innehar: {whom}", f"at least {least} hold: {whom}").in_(lang)
    return Said(f"någon innehar: {whom}", f"someone holds: {whom}").in_(lang)


def _results_reach(workflow: Workflow, rule: Rule, lang: str) -> str:
    chain = workflow.choices[workflow.result_steps or ""]
    steps = ", ".join(chain[name].in_(lang) for name in _names(rule.params["at_least_one_of"]))
    return Said(f"minst ett resultat når: {steps}", f"at least one result reaches: {steps}").in_(lang)


def _parties(workflow: Workflow, rule: Rule, lang: str) -> str:
    named = listed([party_title(workflow, name, lang) for name in _names(rule.params["part"])], lang)
    count = _bounds(rule, lang)
    if rule.params.get("contribution"):
        with_it = Said(
            f"{count or 'alla'} som deltar som {named} har skrivit sitt bidrag",
            f"{count or 'all'} taking part as {named} have written their contribution",
        )
        return with_it.in_(lang)
    return Said(f"{count} deltar som {named}", f"{count} take part as {named}").in_(lang)


def _answered(workflow: Workflow, rule: Rule, lang: str) -> str:
    title, least = quoted(start_title(workflow, str(rule.params["start"]), lang), lang), rule.params.get("at_least")
    if least:
        some = Said(
            f"{title} har startats minst {least} gång och är klart",
            f"{title} was started at least {least} time and is over",
        )
        return some.in_(lang)
    return Said(f"det som har startats med {title} är klart", f"what was started with {title} is over").in_(lang)


def _bounds(rule: Rule, lang: str) -> str:
    least, most = rule.params.get("min"), rule.params.get("max")
    if least == most:
        return str(least)
    bounds = [
        Said(f"minst {least}", f"at least {least}") if least else None,
        Said(f"högst {most}", f"at most {most}") if most else None,
    ]
    return ", ".join(bound.in_(lang) for bound in bounds if bound)


def _cluster_size(workflow: Workflow, rule: Rule, lang: str) -> str:
    many, the = workflow.nouns.many.in_(lang), workflow.group.the
    return Said(f"{the.sv} har {_bounds(rule, lang)} {many}", f"{the.en} has {_bounds(rule, lang)} {many}").in_(lang)


_WORDS: Mapping[str, Callable[[Workflow, Rule, str], str]] = {
    "attendance": _attendance,
    "meeting_held": _meeting_held,
    "submitted": _submitted,
    "form_has": _form_has,
    "theme_set": _theme_set,
    "holders": _holders,
    "results_reach": _results_reach,
    "cluster_size": _cluster_size,
    "parties": _parties,
    "answered": _answered,
}


def _names(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()
