"""The words for states of work, roles, severities and mails, neutral about whoever is named."""

from __future__ import annotations

from datetime import date

from jimflow.core.mistakes import Said
from jimflow.texts.catalogue import tr
from jimflow.texts.dates import short_day

STEP_STATUS = {
    "outside": Said("utanför stegen", "outside the steps"),
    "working": Said("arbetar", "at work"),
    "planned": Said("planerat", "planned"),
    "before_open": Said("förbereder träffen", "preparing for the meeting"),
    "before_submitted": Said("har förberett, deltagare saknas", "prepared, participants missing"),
    "ready": Said("redo för träffen", "ready for the meeting"),
    "held": Said("träffen genomförd", "meeting held"),
    "held_without_us": Said("träffen genomförd, deltog inte", "meeting held, did not take part"),
    "after_open": Said("arbetar efter träffen", "at work after the meeting"),
    "after_done": Said("klar med steget", "done with the step"),
    "late": Said("svar har inte kommit", "answer not received"),
}
ASSIGNMENT_STATUS = {
    "planned": Said("planerad", "planned"),
    "open": Said("öppen", "open"),
    "submitted": Said("inskickad", "submitted"),
    "accepted": Said("godkänd", "accepted"),
    "cancelled": Said("inställd", "cancelled"),
    "closed": Said("stängd", "closed"),
}
ROLE = {
    "coordinator": Said("samordnare", "coordinator"),
    "participant": Said("deltagare", "participant"),
    "administrator": Said("administratör", "administrator"),
    "auditor": Said("granskare", "auditor"),
    "operator": Said("operatör", "operator"),
    "system": Said("jimflow, av sig självt", "jimflow, by itself"),
}
REPLY = {
    "yes": Said("kommer", "coming"),
    "no": Said("kommer inte", "not coming"),
    "maybe": Said("kanske", "maybe"),
}
STANDING = {
    "invited": Said("inbjuden, har inte svarat", "invited, has not answered"),
    "joined": Said("deltar", "takes part"),
    "declined": Said("har tackat nej", "has declined"),
    "left": Said("deltar inte längre", "takes part no longer"),
}
NOTE_KIND = {
    "call": Said("samtal", "call"),
    "meeting": Said("möte", "meeting"),
    "other": Said("annat", "other"),
}
SEVERITY = {
    "block": Said("stopp", "stop"),
    "warn": Said("varning", "warning"),
    "info": Said("upplysning", "information"),
}
MAIL_CLASS = {
    "digest": Said("samlat mejl", "digest"),
    "calendar": Said("kalendermejl", "calendar mail"),
    "immediate": Said("genast", "at once"),
}
MAIL_STATUS = {
    "pending": Said("väntar", "waiting"),
    "claimed": Said("på väg", "on its way"),
    "handing_over": Said("lämnas över", "being handed over"),
    "sent": Said("skickat", "sent"),
    "unknown": Said("ovisst, skickas igen", "uncertain, sent again"),
    "dead": Said("kunde inte levereras", "could not be delivered"),
    "cancelled": Said("inställt", "cancelled"),
}
REVIEW = {
    "none": Said("mejlen går av sig själva", "mail goes by itself"),
    "all": Said("alla mejl väntar på att någon släpper dem", "all mail waits for somebody to release it"),
    "first": Said(
        "det första mejlet av varje utskick väntar, och resten med det",
        "the first mail of each batch waits, and the rest with it",
    ),
}
MODE = {
    "on_site": Said("på plats", "on site"),
    "digital": Said("digitalt", "online"),
    "hybrid": Said("på plats och digitalt", "on site and online"),
}


def word(words: dict[str, Said], code: str, lang: str) -> str:
    """A code in words; one that is not listed stands as it is."""
    found = words.get(code)
    return found.in_(lang) if found else code


def not_submitted(due: date | None, lang: str, today: date) -> str:
    """`inte inlämnad, skulle ha kommit 1 juni`; before the due date `inte inlämnad, sista dag 1 juni`."""
    if due is None:
        return tr(lang, "inte inlämnad")
    when = short_day(due, lang, today)
    if due < today:
        return tr(lang, "inte inlämnad, skulle ha kommit {day}", day=when)
    return tr(lang, "inte inlämnad, sista dag {day}", day=when)


def how_it_stands(
    status: str,
    opens: date | None,
    due: date | None,
    submitted: date | None,
    lang: str,
    today: date,
    *,
    late: bool,
) -> str:
    """The state of an assignment in words, neutral about whoever has it. Local dates."""
    if status == "open":
        return not_submitted(due, lang, today)
    said = word(ASSIGNMENT_STATUS, status, lang)
    if status == "planned" and opens is not None:
        when = short_day(opens, lang, today)
        return Said(f"{said}, öppnar {when}", f"{said}, opens {when}").in_(lang)
    if submitted is not None:
        after = Said(", efter sista dag", ", after the due date").in_(lang) if late else ""
        if status == "accepted":  # the day is that of the submission, and says so
            said = f"{said}, {word(ASSIGNMENT_STATUS, 'submitted', lang)}"
        return f"{said} {short_day(submitted, lang, today)}{after}"
    return said
