"""The engine's own findings in words: an order that is not followed, a reason that is missing."""

from __future__ import annotations

from collections.abc import Mapping

from jimflow.core.workflow import Workflow
from jimflow.texts.amounts import listed
from jimflow.texts.catalogue import tr
from jimflow.texts.names import state_title, trigger_title


def engine_text(workflow: Workflow, code: str, facts: Mapping[str, object], lang: str, organisation: str) -> str:
    """What the engine found. An unknown code is named, so that nothing stops without a word."""
    if code == "order":
        return _order(workflow, facts, lang, organisation)
    if code == "reason_needed":
        return tr(lang, "Det behövs ett skäl till ”{trigger}”.", trigger=_trigger(workflow, facts, lang))
    return tr(lang, "Regeln ”{code}” säger nej.", code=code)


def engine_fix(workflow: Workflow, code: str, facts: Mapping[str, object], lang: str) -> str:
    """What can be done about it."""
    if code == "reason_needed":
        return tr(lang, "Skriv kort varför. Skälet sparas i granskningsloggen.")
    if code != "order":
        return tr(lang, "Fråga den som förvaltar programmet.")
    ways, trigger = _names(facts, "ways"), str(facts.get("trigger", ""))
    if ways and trigger in workflow.transitions:
        return tr(
            lang,
            "Härifrån leder ”{trigger}” till {states}.",
            trigger=trigger_title(workflow, trigger, lang),
            states=listed([state_title(workflow, s, lang) for s in ways], lang),
        )
    possible = [f"”{trigger_title(workflow, name, lang)}”" for name in _names(facts, "possible")]
    if not possible:
        return tr(lang, "Härifrån går det inte att gå vidare någonstans.")
    return tr(lang, "Härifrån går det att välja {triggers}.", triggers=listed(possible, lang))


def _order(workflow: Workflow, facts: Mapping[str, object], lang: str, organisation: str) -> str:
    """Why there is no way: what is asked for does not exist, comes later, or starts somewhere else."""
    trigger, wanted, following, state = (str(facts.get(k, "")) for k in ("trigger", "wanted", "next", "state"))
    names = {
        "organisation": organisation,
        "trigger": trigger_title(workflow, trigger, lang),
        "wanted": state_title(workflow, wanted, lang),
        "next": state_title(workflow, following, lang),
        "state": state_title(workflow, state, lang),
    }
    if trigger not in workflow.transitions:
        return tr(lang, "Programmet har inget som heter ”{trigger}”.", **names)
    if wanted and wanted not in workflow.states:
        return tr(lang, "Programmet har inget steg som heter ”{wanted}”.", **names)
    if not wanted:
        return tr(lang, "”{trigger}” är inte möjligt för {organisation} i läget {state}.", **names)
    if not following or following == wanted:
        return tr(lang, "”{trigger}” leder inte från {state} till {wanted}.", **names)
    if following in workflow.order and wanted in workflow.order[workflow.order.index(following) :]:
        return tr(lang, "{organisation} kan inte gå till {wanted}: {next} kommer först.", **names)
    return tr(lang, "{organisation} kan inte gå till {wanted}: nästa steg är {next}.", **names)


def _trigger(workflow: Workflow, facts: Mapping[str, object], lang: str) -> str:
    return trigger_title(workflow, str(facts.get("trigger", "")), lang)


def _names(facts: Mapping[str, object], key: str) -> list[str]:
    value = facts.get(key)
    return [str(v) for v in value] if isinstance(value, list | tuple) else []
