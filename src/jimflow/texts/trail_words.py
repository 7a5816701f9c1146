"""What each kind of audit entry is called, and what of it fits on a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.texts.amounts import listed
from jimflow.texts.blockers import local_day
from jimflow.texts.dates import short_day
from jimflow.texts.mail_words import rule_words
from jimflow.texts.names import (
    assignment_title,
    function_title,
    party_title,
    quoted,
    start_title,
    state_title,
    theme_title,
    title_within,
)
from jimflow.texts.rule_words import requirement
from jimflow.texts.words import REPLY, ROLE, word

KINDS = {
    "account_added": Said("konto gjort", "account made"),
    "account_disabled": Said("konto avstängt", "account disabled"),
    "account_enabled": Said("konto öppnat igen", "account enabled"),
    "account_password": Said("nytt lösenord", "new password"),
    "account_removed": Said("konto borttaget", "account removed"),
    "account_role": Said("konto fick en annan roll", "account given another role"),
    "account_signed_out": Said("konto utloggat", "account signed out"),
    "accepted": Said("uppgift godkänd", "assignment accepted"),
    "attachment_removed": Said("inskickad fil borttagen", "submitted file removed"),
    "attendance": Said("närvaro antecknad", "attendance recorded"),
    "countersigned": Said("avsteg kontrasignerat", "waiver countersigned"),
    "definition_stored": Said("definition sparad", "definition stored"),
    "due": Said("förfallet sagt", "what was due was said"),
    "erasure": Said("innehåll raderat", "content erased"),
    "evaluated": Said("träff utvärderad av en deltagare", "meeting evaluated by a participant"),
    "forward_ended": Said("skickar inte längre vidare till kollegan", "no longer sent on to the colleague"),
    "forwarded": Said("uppgift skickad vidare till en kollega", "assignment sent on to a colleague"),
    "functions": Said("funktioner ändrade", "functions changed"),
    "head_count": Said("antal deltagare noterat", "number of participants noted"),
    "links_revoked": Said("länkar i mejl drogs tillbaka", "links in mails revoked"),
    "mail": Said("mejl skickat", "mail sent"),
    "mail_addition": Said("tillägg i mejl som väntar", "addition to mails that wait"),
    "mail_dead": Said("mejl kunde inte levereras", "mail could not be delivered"),
    "mail_edited": Said("mejl som väntar har skrivits om", "mail that waits was written anew"),
    "mail_held": Said("mejl hålls", "mails held"),
    "mail_let_go": Said("stopp för mejl hävt", "stop of mail lifted"),
    "mail_retried": Said("mejl skickas igen", "mail sent again"),
    "mail_review": Said("granskning av mejl ändrad", "review of mail changed"),
    "mail_stopped": Said("mejlen stoppade", "mail stopped"),
    "meeting_cancelled": Said("träff inställd", "meeting called off"),
    "meeting_evaluation": Said("utvärdering av träff sparad", "evaluation of a meeting saved"),
    "meeting_held": Said("träff genomförd", "meeting held"),
    "meeting_moved": Said("träff flyttad", "meeting moved"),
    "meeting_notes": Said("anteckningar från träff sparade", "notes of a meeting saved"),
    "meeting_planned": Said("träff planerad", "meeting planned"),
    "mail_again": Said("mejl igen, på personens egen begäran", "mail again, as the person asked"),
    "meeting_programme": Said("träffens program sparat", "programme of a meeting saved"),
    "migrated": Said("flyttad till en annan definition", "moved to another definition"),
    "migration_reverted": Said("tillbaka till den förra definitionen", "back to the former definition"),
    "answered": Said("svar på det som startades", "answer to what was started"),
    "motive": Said("motiv ändrat", "motive changed"),
    "move": Said("flyttad", "moved"),
    "no_more_mail": Said("vill inte ha fler mejl", "wants no more mail"),
    "note": Said("anteckning skriven", "note written"),
    "note_withdrawn": Said("anteckning struken", "note withdrawn"),
    "organisation_added": Said("organisation tillagd", "organisation added"),
    "party_added": Said("part tillagd", "party added"),
    "party_answered": Said("part har svarat", "party has answered"),
    "party_left": Said("part har lämnat", "party has left"),
    "party_passed": Said("part överlämnad", "part passed on"),
    "pause_until": Said("uppehållets sista dag ändrad", "end of the pause changed"),
    "proposed": Said("föreslagen", "proposed"),
    "refused": Said("nekad", "refused"),
    "registrar": Said("registratorns adress ändrad", "the registrar's address changed"),
    "released": Said("mejl släppta", "mails released"),
    "remark": Said("inlägg i en uppgift", "a turn in the dialogue of a task"),
    "restored": Said("återställd ur säkerhetskopia", "restored from a backup"),
    "result": Said("resultat", "result"),
    "round_changed": Said("omgång ändrad", "round changed"),
    "round_loaded": Said("omgång laddad", "round loaded"),
    "round_migrated": Said("omgång flyttad till en annan definition", "round moved to another definition"),
    "rsvp": Said("svar på inbjudan", "answer to invitation"),
    "saved": Said("svar sparade", "answers saved"),
    "sent_back": Said("uppgift öppnad igen", "assignment reopened"),
    "started": Said("startat i ett annat program", "started in another programme"),
    "submitted": Said("uppgift inskickad", "assignment submitted"),
    "substitute_ended": Said("ersättare avslutad", "substitute ended"),
    "substitute_named": Said("ersättare namngiven", "substitute named"),
    "theme": Said("tema valt", "theme chosen"),
    "undeliverable": Said("adress fungerar inte", "address does not work"),
    "waiver": Said("avsteg beslutat", "waiver decided"),
}
"""Words for the kinds of entries; one that is not listed is called by its code."""


def kind_word(kind: str, lang: str) -> str:
    """What an entry is called."""
    return word(KINDS, kind, lang)


class Acting(Protocol):
    """Somebody who acted, as looked up by pseudonym."""

    @property
    def name(self) -> str:
        """ "" for one who was erased."""

    @property
    def functions(self) -> Mapping[int, tuple[str, ...]]:
        """What the person has held, by participation."""


_NOBODY: Mapping[str, Acting] = {}


def actor_words(
    payload: Mapping[str, Any],
    lang: str,
    people: Mapping[str, Acting] = _NOBODY,
    chain: int = 0,
    workflow: Workflow | None = None,
) -> str:
    """Who acted: a name, or that it happened by itself.

    `people` are those who take part, by pseudonym; of them the function is said too, at the participation of `chain`,
    and for whom they acted: `Anna Ek, ekonomifunktion`, `Nora Nyman åt Anna Ek, ekonomifunktion`.
    """
    actor = payload.get("actor", {})
    if payload.get("automatic"):
        return word(ROLE, "system", lang)
    name, behalf = str(actor.get("name", "")), str(payload.get("behalf") or "")
    if name not in people:
        return name
    who = _name(people, name, lang)
    if behalf:
        who = Said(f"{who} åt {_name(people, behalf, lang)}", f"{who} for {_name(people, behalf, lang)}").in_(lang)
    function = _acting_as(payload, people.get(behalf or name), chain)
    if not function:
        return who
    return f"{who}, {title_within(function_title(workflow, function, lang) if workflow else function)}"


def _name(people: Mapping[str, Acting], pseudonym: str, lang: str) -> str:
    known = people.get(pseudonym)
    return known.name if known is not None and known.name else Said("en raderad person", "an erased person").in_(lang)


def _acting_as(payload: Mapping[str, Any], who: Acting | None, chain: int) -> str:
    """The function that the entry names, where it is one of the person's there; else the only one."""
    held = who.functions.get(chain, ()) if who is not None else ()
    said = payload.get("function")
    return said if isinstance(said, str) and said in held else held[0] if len(held) == 1 else ""


_PLAIN = (
    *("step", "assignment", "function", "party", "part", "start"),
    *("rule", "answer", "theme", "round", "until", "review"),
)
_RULES = {
    "stopped_by": Said("stoppades av", "stopped by"),
    "acknowledged": Said("passerade varningen", "passed the warning"),
}
_SEVERAL = ("stopped_by", "acknowledged", "items")


def detail(payload: Mapping[str, Any]) -> str:
    """The few words that tell an entry from others of its kind; codes as they stand in the definition."""
    said = []
    if moved := [str(payload[key]) for key in ("from", "to") if payload.get(key)]:
        said.append(" → ".join(moved))
    said += [payload[key] for key in _PLAIN if isinstance(payload.get(key), str) and payload[key]]
    said += [", ".join(map(str, payload[key])) for key in _SEVERAL if payload.get(key)]
    if payload.get("reason"):
        said.append(f"”{payload['reason']}”")
    return " · ".join(said)


def titled_detail(payload: Mapping[str, Any], workflow: Workflow, lang: str) -> str:
    """As `detail`, with the titles of the definition instead of codes, and the items of mails in words."""
    said = []
    if moved := [state_title(workflow, str(payload[key]), lang) for key in ("from", "to") if payload.get(key)]:
        said.append(" → ".join(moved))
    for key in _PLAIN:
        value = payload.get(key)
        if isinstance(value, str) and value:
            said.append(_titled(workflow, key, value, lang))
    for key, words in _RULES.items():
        if codes := payload.get(key):
            rules = [quoted(_titled(workflow, "rule", str(code), lang), lang) for code in codes]
            said += [f"{words.in_(lang)} {listed(rules, lang)}"]
    if items := payload.get("items"):
        said.append(listed(list(dict.fromkeys(_item(workflow, str(item), lang) for item in items)), lang))
    if payload.get("reason"):
        said.append(quoted(str(payload["reason"]), lang))
    return " · ".join(said)


def _item(workflow: Workflow, item: str, lang: str) -> str:
    """What a mail said, without to whom; an item that is due names the function after an arrow."""
    return rule_words(workflow, item.partition(" → ")[0], lang)


def _titled(workflow: Workflow, key: str, value: str, lang: str) -> str:
    titles = {
        "step": state_title,
        "assignment": assignment_title,
        "function": function_title,
        "part": party_title,
        "start": start_title,
        "theme": theme_title,
    }
    if key == "rule" and value in workflow.rules:
        return requirement(workflow, workflow.rules[value], lang)
    if key == "answer":
        return word(REPLY, value, lang)
    if key == "until":
        return short_day(local_day(value), lang, None)
    return titles[key](workflow, value, lang) if key in titles else value
