"""What the pieces of a definition are called when they change: the piece itself, a new one, and what a switch means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jimflow.core.mistakes import Said


@dataclass(frozen=True, slots=True)
class Piece:
    """`the` piece that changes or goes (påminnelsen), and `new`, one that comes (ny påminnelse)."""

    the: Said
    new: Said


def _piece(sv: str, en: str, new_sv: str = "", new_en: str = "") -> Piece:
    return Piece(Said(sv, en), Said(new_sv or f"nu {sv}", new_en or f"now {en}"))


PIECES: Mapping[str, Piece] = {
    # whatever has it
    "title": _piece("namnet", "the name", "nytt namn", "new name"),
    "text": _piece("ordalydelsen", "the wording", "ny ordalydelse", "new wording"),
    # the programme
    "version": _piece("versionen", "the version", "ny version", "new version"),
    "name": _piece("definitionens namn", "the definition's name"),
    "calendar": _piece("kalendern", "the calendar", "ny kalender", "new calendar"),
    "languages": _piece("språket", "the language", "nytt språk", "new language"),
    "result_steps": _piece("resultatkedjan", "the results chain", "ny resultatkedja", "new results chain"),
    "result_goals": _piece("resultatens mål", "the goals of results", "nya mål för resultat", "new goals of results"),
    # functions
    "duty": _piece("förklaringen av varför man får uppgifter", "the explanation of why one gets assignments"),
    "attends": _piece("vilka träffar den är med på", "which meetings it attends"),
    "belongs_to": _piece("var den hör hemma", "where it belongs"),
    "busy": _piece("den upptagna tiden", "the busy time", "ny upptagen tid", "new busy time"),
    # rules
    "kind": _piece("vad den ser på", "what it looks at"),
    "severity": _piece("hur strängt den tas", "how strict it is"),
    "at": _piece("vilka träffar den gäller", "which meetings it is about"),
    "fix": _piece("vem som kan åtgärda det", "who can mend it"),
    "fix_after": _piece("vad som kan göras efter träffen", "what can be done after the meeting"),
    # assignments
    "short": _piece("det korta namnet i ärenderaden", "the short name in the subject line"),
    "ask": _piece("vad vi ber om", "what we ask"),
    "why": _piece("förklaringen till varför", "the explanation of why"),
    "instruction": _piece("anvisningen", "the instruction"),
    "effort": _piece("tiden att räkna med", "the time to expect"),
    "to": _piece("mottagaren", "the recipient", "ny mottagare", "new recipient"),
    "form": _piece("formuläret", "the form"),
    "opens": _piece("öppningen", "the opening"),
    "due": _piece("sista dag", "the due date"),
    "remind": _piece("påminnelsen", "the reminder", "ny påminnelse", "new reminder"),
    "inform": _piece(
        "meddelandet om att svar saknas",
        "the notice that an answer is missing",
        "nytt meddelande om att svar saknas",
        "new notice if an answer is missing",
    ),
    "waits_for": _piece("vad den väntar på", "what it waits for"),
    "share_with": _piece("vem som får läsa svaret", "who may read the answer"),
    # questions
    "hint": _piece("hjälptexten", "the hint", "ny hjälptext", "new hint"),
    "audience": _piece("vem som ser frågan", "who sees the question", "nu bara för", "now only for"),
    "choices": _piece(
        "listan att välja ur", "the list to choose from", "ny lista att välja ur", "new list to choose from"
    ),
    "prefill": _piece(
        "svaret den fylls i med", "the answer it is filled in with", "fylls nu i med svaret på", "now filled in with"
    ),
    "section": _piece("avsnittet", "the section", "nytt avsnitt", "new section"),
    "limit": _piece("högsta antalet tecken", "the most characters"),
    # steps and meetings
    "purpose": _piece("syftet", "the purpose"),
    "length": _piece("träffens längd", "the length of the meeting"),
    "guests": _piece("gästen", "the guest", "ny gäst", "new guest"),
    "assignments": _piece("uppgiften", "the assignment", "ny uppgift i steget", "new assignment in the step"),
    "catch_up": _piece(
        "uppgiften för den som missar träffen",
        "the assignment for who misses the meeting",
        "ny uppgift för den som missar träffen",
        "new assignment for who misses the meeting",
    ),
    "attendance": _piece("närvaroregeln", "the attendance rule", "ny närvaroregel", "new attendance rule"),
    "entry": _piece("regeln för att börja", "the rule for entering", "ny regel för att börja", "new rule for entering"),
    "exit": _piece(
        "regeln för att gå vidare", "the rule for moving on", "ny regel för att gå vidare", "new rule for moving on"
    ),
    "materials": _piece("materialet", "the material", "nytt material", "new material"),
    "invite": _piece("inbjudan", "the invitation", "ny inbjudan", "new invitation"),
    "readiness": _piece(
        "prövningen av beredskapen", "the look at readiness", "ny prövning av beredskapen", "new look at readiness"
    ),
    "record": _piece(
        "påminnelsen om att anteckna närvaron",
        "the reminder to record attendance",
        "ny påminnelse om att anteckna närvaron",
        "new reminder to record attendance",
    ),
    "theme_missing": _piece(
        "påminnelsen om tema", "the reminder about the theme", "ny påminnelse om tema", "new reminder about the theme"
    ),
    # transitions and letters
    "ways": _piece("vägen", "the way", "ny väg", "new way"),
    "along": _piece("ordningen", "the order"),
    "reason": _piece("om skäl behövs", "whether a reason is needed"),
    "by": _piece("vem som gör det", "who does it"),
    "rules": _piece("regeln", "the rule", "ny regel", "new rule"),
    "state": _piece("när det går", "when it goes"),
    "template": _piece("mallen", "the template"),
    "subject": _piece("vad som deltar", "what takes part"),
    "letters.subject": _piece("ärenderaden", "the subject line", "ny ärenderad", "new subject line"),
    # what takes part
    "one": _piece("ordet för en som deltar", "the word for one that takes part"),
    "the": _piece("ordet i bestämd form", "the word in its definite form"),
    "many": _piece("ordet för flera", "the word for several"),
    "a": _piece("ordet med artikel", "the word with its article"),
    "the_many": _piece("ordet för alla", "the word for all"),
    "model": _piece("ordet för en förebild", "the word for a model"),
    "the_model": _piece("ordet för förebilden", "the word for the model"),
    # parts that organisations take, and sub-flows
    "joins": _piece("hur man blir med", "how one joins"),
    "most": _piece("det högsta antalet samtidigt", "the most at a time", "nu högst", "now at most"),
    "contact": _piece("vem som hör av en inbjudan", "who hears of an invitation"),
    "workflow": _piece("programmet som startas", "the programme that is started"),
    "states": _piece(
        "läget där det kan startas", "the state it may be started in", "nytt läge att starta i", "new state"
    ),
    "carries": _piece("svaren som följer med", "the answers that go along"),
    "tells": _piece("vem som hör av svaret", "who hears of the answer", "hör nu av svaret", "now hears of the answer"),
}

SWITCHES: Mapping[str, tuple[Said, Said]] = {
    "coordinates": (
        Said("samordnar nu och kan svara på allt", "now coordinates and may answer everything"),
        Said("samordnar inte längre", "no longer coordinates"),
    ),
    "waivable": (
        Said("avsteg kan nu godkännas", "can now be waived"),
        Said("avsteg kan inte längre godkännas", "can no longer be waived"),
    ),
    "curable": (
        Said("kan nu tas igen i efterhand", "can now be caught up afterwards"),
        Said("kan inte längre tas igen i efterhand", "can no longer be caught up afterwards"),
    ),
    "accept": (
        Said("svaret ska nu godkännas", "the answer must now be accepted"),
        Said("svaret behöver inte längre godkännas", "the answer need no longer be accepted"),
    ),
    "optional": (Said("blir frivillig", "becomes optional"), Said("är inte längre frivillig", "is no longer optional")),
    "closes": (
        Said("stängs nu när steget lämnas", "is now closed when the step is left"),
        Said("ligger nu kvar när steget lämnas", "now stays open when the step is left"),
    ),
    "required": (
        Said("måste nu besvaras", "must now be answered"),
        Said("behöver inte längre besvaras", "need no longer be answered"),
    ),
    "has_meeting": (
        Said("får en träff", "gets a meeting"),
        Said("har inte längre någon träff", "has no meeting any more"),
    ),
    "theme_per_cluster": (
        Said("var och en väljer nu tema", "each now chooses a theme"),
        Said("har inte längre något tema", "has no theme any more"),
    ),
    "rests": (
        Said("är nu ett steg att stanna i", "is now a step to stay in"),
        Said("är inte längre ett steg att stanna i", "is no longer a step to stay in"),
    ),
    "holds": (
        Said("första och sista träffen bokas nu i förväg", "the first and last meeting are now held free in advance"),
        Said("första och sista träffen bokas inte längre i förväg", "the first and last are no longer held free"),
    ),
    "final": (Said("är nu ett slut", "is now an end"), Said("är inte längre ett slut", "is no longer an end")),
    "completes": (
        Said("räknas nu som att steget är klart", "now counts as the step being done"),
        Said("räknas inte längre som att steget är klart", "no longer counts as the step being done"),
    ),
}

TIMES = frozenset({"opens", "due", "remind", "invite", "readiness", "record", "theme_missing"})
"""Pieces that move, where others change."""

WORDS: Mapping[tuple[str, str], Said] = {
    ("severity", "block"): Said("stopp", "stop"),
    ("severity", "warn"): Said("varning", "warning"),
    ("severity", "info"): Said("upplysning", "information"),
    ("attends", "every meeting"): Said("varje träff", "every meeting"),
    ("attends", "first and last"): Said("första och sista träffen", "the first and last meeting"),
    ("attends", "as guest"): Said("inbjuden som gäst", "invited as a guest"),
    ("attends", "never"): Said("inga träffar", "no meetings"),
    ("belongs_to", "ministry"): Said("departementet", "the ministry"),
    ("belongs_to", "outside"): Said("någon utanför", "someone from outside"),
    ("belongs_to", "host"): Said("värden", "the host"),
    ("belongs_to", "guest"): Said("gäst utifrån", "guest from outside"),
    ("at", "every meeting"): Said("varje träff", "every meeting"),
    ("at", "first and last"): Said("första och sista träffen", "the first and last meeting"),
    ("reason", "required"): Said("skäl krävs", "a reason is required"),
    ("reason", "asked"): Said("skäl efterfrågas", "a reason is asked for"),
    ("reason", "none"): Said("inget skäl behövs", "no reason is needed"),
    ("by", "host"): Said("värden", "the host"),
    ("kind", "text"): Said("text", "text"),
    ("kind", "choice"): Said("ett val", "one choice"),
    ("kind", "choices"): Said("flera val", "several choices"),
    ("kind", "yes_no"): Said("ja eller nej", "yes or no"),
    ("kind", "number"): Said("ett tal", "a number"),
    ("kind", "date"): Said("ett datum", "a date"),
    ("length", "full day"): Said("heldag", "full day"),
    ("length", "half day"): Said("halvdag", "half day"),
    ("languages", "sv"): Said("svenska", "Swedish"),
    ("languages", "en"): Said("engelska", "English"),
}
"""Words of the language in words."""
