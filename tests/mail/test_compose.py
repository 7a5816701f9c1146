"""Composing a digest: what one assignment says, how several are gathered, and what stays harmless whoever typed it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from jimflow.core.definition import read_definition
from jimflow.mail.compose import Item, Recipient, compose_digest, message_id
from jimflow.mail.questions import earlier_answers
from tests.build import SWEDEN, at, ends
from tests.build_workflow import mini_definition
from tests.mail.every import EVERY
from tests.mail.saying import (
    ADDRESS,
    LANGUAGES,
    MEETINGS,
    REAL,
    TEMPLATES,
    VOICE,
    WRITTEN,
    item,
    jim_plus,
    mail,
    task,
)
from tests.mail.test_every_mail import Page

PAYLOAD = "<script>alert('x')</script>"
CODES = frozenset(
    "function step assignment due meeting_day vacant about functions findings code state to day meeting "
    "starts ends mode uid moves before meetings wanted next trigger since until at".split()
)
"""Facts that are codes and days, not words that anyone has typed."""

OPEN = task("open", "planning_followup", "problem_formulation", "describe_problems")
PARTICIPANTS = task("open", "gm_coordinator", "preparation", "name_functions", "2021-05-20")
SELF = task("open", "gm_coordinator", "preparation", "self_assessment", "2021-06-01")
WELCOME = item("welcome", "gm_coordinator", "letter:welcome", state="preparation", meetings=MEETINGS)


def test_an_opening_says_what_by_when_why_you_how_long_who_reads_it_and_how_to_answer() -> None:
    found = mail(OPEN, voice=REAL)
    assert found.subject == "Senast 1 juni: beskriv hur ni hittar ojämställdhetsproblem (JiM+, träff 2)"
    said = found.paragraphs
    assert said[:5] == [
        "JiM+ 2021–2022 · Träff 2 (Problemformulering)",
        "Hej!",
        "Vi ber er beskriva vilka ojämställdhetsproblem Kriminalvården arbetar med i dag och hur ni kom fram till dem. "
        "Skicka in svaret senast tisdag 1 juni. Räkna med ungefär en halv dag.",
        "Träffen handlar om att formulera problem som går att göra något åt i kärnverksamheten. "
        "Vägen fram till problemet är lika intressant som problemet.",
        "Du får uppgiften för att du ansvarar centralt för verksamhetsplanering och uppföljning. "
        "Samma uppgift har gått till chef i kärnverksamheten. Ni lämnar ett gemensamt svar.",
    ]
    assert said[-7:] == [
        "Det här händer sedan\n--------------------\nNär svaret är inskickat kan de andra i klustret läsa det "
        "inför träff 2 (Problemformulering) tisdag 8 juni.",
        "Material\n--------\n- Att planera så att verksamheten blir jämställd\n  "
        "https://jamstalldhetsmyndigheten.se/jamstalldhetsintegrering/vagledning-for-jamstalldhetsintegrering/"
        "planera-for-en-jamstalld-verksamhet/",
        "Så svarar du\n------------\nSvara på det här mejlet och skriv frågans nummer före varje svar. "
        "Det går bra att svara på några frågor nu och resten senare. Samordningen för JiM+ tar emot svaren.",
        "Ska någon annan svara? Skicka mejlet vidare och tala om för oss vem det är.",
        "Frågor? Svara på mejlet, så svarar samordningen för JiM+.",
        "Hälsningar\nSamordningen för JiM+, Jämställdhetsmyndigheten\nsamordning@example.org",
        "Ditt svar blir en allmän handling hos Jämställdhetsmyndigheten som andra kan begära ut. "
        "Skriv därför inget som omfattas av sekretess. Vårt dnr: 2021/17.",
    ]


def test_a_function_is_asked_its_own_questions_and_the_shared_ones() -> None:
    found = mail(task("open", "finance", "budgeting", "describe_resources"), lang="en")
    asked = [p for p in found.paragraphs if p[:1].isdigit()]
    assert asked == [
        "1. Which problem do the answers concern? Change it if it has become clearer.",
        "2. How is the money allocated in this part of the activity, and who decides? (your function only)",
        "3. Which figures can you break down by women and men, and which not? (your function only)",
    ]


def marks(to: list[str], *functions: str, lang: str = "sv") -> str:
    """What stands after a question for the functions `to` of three, in a mail to the holder of `functions`."""
    data = mini_definition()
    first = data["forms"]["describe_today"]["questions"][0]
    data["forms"]["describe_today"]["questions"] = [first | {"for": to}, first | {"id": "of_all"}]
    items = [task("open", f, "start", "describe_today", "2021-04-07") for f in functions]
    found = mail(*items, workflow=read_definition(data), lang=lang)
    return next(line.partition("?")[2] for line in found.text.splitlines() if line.startswith("1. "))


def test_a_question_names_the_other_functions_that_are_asked_it_unless_all_are() -> None:
    two, three = ["finance", "planner"], ["coordinator", "finance", "planner"]
    assert marks(["finance"], "finance") == " (bara din funktion)"
    assert marks(two, "finance") == " (bara din funktion och planeringsfunktion)"
    assert marks(two, "finance", lang="en") == " (your function and planning function only)"
    assert marks(two, "finance", "planner") == " (bara din funktion)"
    assert marks(two, "finance", "coordinator") == " (bara din funktion och planeringsfunktion)"
    assert marks(three, "finance") == marks(three, *three) == ""


def test_whoever_holds_two_functions_gets_the_assignment_once_with_the_questions_of_both() -> None:
    found = mail(*(task("open", f, "budgeting", "describe_resources") for f in ("finance", "planning_followup")))
    assert [p.partition(" ")[0] for p in found.paragraphs if p[:1].isdigit()] == ["1.", "2.", "3.", "4."]
    assert (
        "Du får uppgiften för att du ansvarar centralt för verksamhetsplanering och uppföljning samt arbetar med "
        "ekonomi och jämställdhetsbudgetering. Samma uppgift har gått till chef i kärnverksamheten. "
        "Ni lämnar ett gemensamt svar."
    ) in found.paragraphs


def test_earlier_answers_stand_under_their_questions_in_words() -> None:
    answers = {"goal": "violence", "problem": "Unga män\nsöker inte hjälp."}
    said = mail(task("open", "core_business_manager", "problem_formulation", "sharpen_problem", answers=answers)).text
    assert "   Tidigare svar, ändra om det behövs:\n   Unga män\n   söker inte hjälp.\n" in said
    assert "   Tidigare svar, ändra om det behövs:\n   Mäns våld mot kvinnor ska upphöra\n" in said
    assert said.count("Tidigare svar") == 2


@pytest.mark.parametrize(
    ("step", "name", "field", "answer", "words"),
    [
        ("closing", "closing_report", "reached", ["product"], "Produkt – något har tagits fram"),
        ("closing", "closing_report", "reached", ["an old code"], "an old code"),
        ("closing", "closing_report", "result", "", None),
        ("preparation", "name_functions", "head_booked", False, "nej"),
        ("follow_up", "develop_follow_up", "next_look", "2021-09-01", "onsdag 1 september"),
        ("follow_up", "develop_follow_up", "next_look", "i höst", "i höst"),
    ],
)
def test_an_answer_is_said_in_words(step: str, name: str, field: str, answer: object, words: str | None) -> None:
    said = mail(task("open", "gm_coordinator", step, name, answers={field: answer})).text
    found = re.search(r"Tidigare svar, ändra om det behövs:\n   (.*)", said)
    assert (found[1] if found else None) == words


def test_an_earlier_answer_is_the_assignments_own_before_the_one_it_is_prefilled_from() -> None:
    given = {
        ("describe_problems", "current"): "förr",
        ("describe_problems", "found_how"): "i statistiken",
        ("sharpen_problem", "problem"): "nu",
        ("closing_report", "problem"): "sedan",
    }
    found = earlier_answers(jim_plus(), "sharpen_problem", given)
    assert found == {"problem": "nu", "evidence": "i statistiken"}


def test_the_levels_of_the_self_assessment_are_explained_once() -> None:
    assert mail(SELF).text.count("Välj en: saknas, delvis på plats eller på plats.") == 1


def test_a_theme_stands_where_the_texts_ask_for_it() -> None:
    chosen = mail(task("open", "gm_coordinator", "deepening", "describe_theme", theme="case_handling"))
    own = mail(task("open", "gm_coordinator", "deepening", "describe_theme", theme="bemötande av barn"))
    assert "arbetar med handläggning och bemötande, sett från" in chosen.paragraphs[2]
    assert "arbetar med bemötande av barn, sett från" in own.paragraphs[2]


def test_a_year_is_said_only_when_it_is_another() -> None:
    at_new_year = task("open", "finance", "budgeting", "adjust_resources", "2022-01-10")
    assert "senast måndag 10 januari 2022" in mail(at_new_year, written=at("2021-12-20 08:00")).text
    assert "senast måndag 10 januari." in mail(at_new_year, written=at("2022-01-03 08:00")).text


def test_a_reminder_counts_the_days_that_are_left_as_people_do() -> None:
    said = mail(task("remind", "planning_followup", "problem_formulation", "describe_problems"))
    assert said.subject == "Påminnelse, senast 1 juni: beskriv hur ni hittar ojämställdhetsproblem"
    friday = mail(replace(OPEN, template="remind"), written=at("2021-05-27 08:00")).paragraphs[2]
    assert "Skicka in svaret senast tisdag 1 juni, om 5 dagar." in friday


def test_what_is_late_is_said_without_blame() -> None:
    said = mail(task("overdue", "finance", "budgeting", "describe_resources", "2021-05-04"))
    assert said.subject == "Sista dag var 4 maj: beskriv hur resurser fördelas (JiM+, träff 3)"
    assert said.paragraphs[2] == (
        "Vi har inte fått ert svar än. Det skulle ha kommit tisdag 4 maj, men det går bra att skicka in det nu."
    )


def test_a_digest_of_several_lists_them_first_letters_before_assignments_by_due_date() -> None:
    found = mail(SELF, PARTICIPANTS, WELCOME)
    assert found.subject == "JiM+: 3 saker, den första senast 20 maj"
    assert found.paragraphs[2] == (
        "Det här mejlet gäller tre saker i JiM+ 2021–2022:\n"
        "1. Välkomna till JiM+ 2021–2022: så börjar ni\n"
        "2. Senast 20 maj: berätta vilka som deltar (förberedelse)\n"
        "3. Senast 1 juni: gör självskattningen (förberedelse)"
    )
    assert mail(PARTICIPANTS, WELCOME, SELF).raw == found.raw


def test_an_assignment_without_a_due_date_comes_last() -> None:
    undated = task("open", "gm_coordinator", "start", "describe_start", "")
    assert mail(undated, SELF).paragraphs[2].splitlines()[1:] == [
        "1. Senast 1 juni: gör självskattningen (förberedelse)",
        "2. Beskriv hur jämställdhetsarbetet styrs (träff 1)",
    ]


def test_what_is_due_at_the_same_moment_stands_as_the_definition_lists_it() -> None:
    workflow = jim_plus()
    work = [(step.name, name) for step in workflow.steps.values() for _, name in step.assignments]
    for found in (work[:2], work[2:5], work[-3:], [work[9], work[2]]):
        tasks = [task("open", "gm_coordinator", step, name) for step, name in found]
        titles = [workflow.assignments[name].short.sv for _, name in sorted(found, key=work.index)]
        for said in (mail(*tasks), mail(*reversed(tasks))):
            lines = said.paragraphs[2].splitlines()[1:]
            assert [line.partition(": ")[2].rpartition(" (")[0] for line in lines] == titles
    assert [name for _, name in work] != sorted(name for _, name in work)


def test_rows_of_one_section_stand_by_day_and_then_as_the_definition_lists_them() -> None:
    vacant = [
        item("vacant", "gm_coordinator", step="budgeting", assignment=name, vacant=function, due=ends(day).isoformat())
        for day, name, function in (
            ("2021-09-22", "describe_resources", "finance"),
            ("2021-09-22", "describe_resources", "planning_followup"),
            ("2021-09-21", "describe_resources", "finance"),
        )
    ]
    for said in (mail(*vacant), mail(*reversed(vacant))):
        rows = [line for line in said.text.splitlines() if line.startswith("- ")]
        assert [(row.partition(",")[0], row.rpartition("sista dag ")[2]) for row in rows] == [
            ("- Ekonomifunktion", "tisdag 21 september"),
            ("- Verksamhetsplanering och uppföljning", "onsdag 22 september"),
            ("- Ekonomifunktion", "onsdag 22 september"),
        ]


def test_questions_are_numbered_through_a_digest_so_that_an_answer_needs_no_more_than_a_number() -> None:
    found = re.findall(r"^(\d+)\. (?!Senast)", mail(PARTICIPANTS, SELF).text, re.M)
    assert [int(number) for number in found] == list(range(1, 26))


def test_a_digest_says_when_the_first_thing_should_have_come() -> None:
    late = task("overdue", "gm_coordinator", "preparation", "name_functions", "2021-05-04")
    assert mail(late, SELF).subject == "JiM+: 2 saker, den första skulle ha kommit 4 maj"
    assert mail(late, SELF, lang="en").subject == "JiM+: 2 things, the first was due 4 May"
    assert mail(WELCOME, EVERY["completion"][0]).subject == "JiM+: 2 saker"


def test_the_same_item_twice_is_said_once() -> None:
    assert mail(OPEN, OPEN).raw == mail(OPEN).raw


def test_what_several_agencies_lack_is_one_section_with_a_row_each() -> None:
    found = mail(*EVERY["inform"])
    assert found.subject == "Ring Kriminalvården och Vinnova: svar har inte kommit (JiM+, träff 1)"
    assert found.paragraphs[3].splitlines() == [
        "- Kriminalvården: ”Beskrivning av hur jämställdhetsarbetet styrs i dag” (träff 1), inte inlämnad, "
        "skulle ha kommit 4 maj",
        "- Vinnova: ”Beskrivning av hur jämställdhetsarbetet styrs i dag” (träff 1), inte inlämnad",
    ]


def test_a_morning_overview_gives_its_subject_to_the_whole_digest() -> None:
    found = mail(*EVERY["inform"], *EVERY["morning"])
    assert found.subject == "Läget 11 maj: mejlen är stoppade, 1 svar har inte kommit, 1 kan inte gå vidare"


LATE = {"organisation": "Vinnova", "step": "start", "assignment": "describe_start", "due": "2021-05-04"}
STOPPED = {"organisation": "Forte", "state": "start", "findings": [{"code": "theme_set", "facts": {}}]}
READY = {"organisation": "Formas", "state": "start", "to": "problem_formulation"}
STOP = {"why": "Fel text", "day": "2021-05-10T07:00:00+00:00", "all": False}
PAUSE = {"organisation": "Forte", "day": "2021-05-31"}
WAITING = {"day": "2021-06-01", "step": "start", "assignment": "describe_start", "count": 1, "from": ["Forte", "Forte"]}


@pytest.mark.parametrize(
    ("seen", "sv", "en"),
    [
        ({"late": [LATE]}, "1 svar har inte kommit", "1 answer not received"),
        ({"stopped": [STOPPED]}, "1 kan inte gå vidare", "1 cannot move on"),
        ({"ready": [READY, READY]}, "2 kan gå vidare", "2 can move on"),
        ({"ready": [READY], "pauses": [PAUSE]}, "uppehåll att se över", "pauses to look into"),
        ({"pauses": [PAUSE], "given_up": 2}, "mejl att se över", "mails to look into"),
        ({"pauses": [PAUSE], "to_review": 2}, "mejl att se över", "mails to look into"),
        ({"mail_stopped": [STOP], "given_up": 2}, "mejlen är stoppade", "the mail is stopped"),
        ({"coming": [WAITING]}, "allt i tid", "all on time"),
    ],
)
def test_a_morning_counts_in_its_subject_only_what_there_is(seen: dict[str, Any], sv: str, en: str) -> None:
    morning = replace(EVERY["morning"][0], facts={"organisation": "", "cluster": ["", ""], **seen})
    assert mail(morning).subject == f"Läget 11 maj: {sv} (JiM+)"
    assert mail(morning, lang="en").subject == f"Status 11 May: {en} (JiM+)"


def test_a_morning_says_from_whom_a_single_answer_is_waited_for() -> None:
    morning = replace(EVERY["morning"][0], facts={"organisation": "", "cluster": ["", ""], "coming": [WAITING]})
    assert "vi väntar på 1 svar från Forte" in mail(morning).text
    assert "we wait for 1 answer from Forte" in mail(morning, lang="en").text


def test_a_subject_gives_up_its_tail_and_then_its_end_when_it_is_too_long() -> None:
    workflow = jim_plus()
    short = workflow.assignments["describe_problems"].short

    def subject(words: str) -> str:
        longer = replace(workflow.assignments["describe_problems"], short=replace(short, sv=words))
        changed = replace(workflow, assignments={**workflow.assignments, "describe_problems": longer})
        return mail(OPEN, workflow=changed).subject

    assert subject("x" * 47) == f"Senast 1 juni: {'x' * 47} (JiM+, träff 2)"
    assert subject("x" * 48) == f"Senast 1 juni: {'x' * 48} (träff 2)"
    assert subject("x" * 54) == f"Senast 1 juni: {'x' * 54}"
    assert subject("ord " * 20) == "Senast 1 juni: ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord…"


def test_a_message_id_belongs_to_the_key_and_tells_nothing_of_it() -> None:
    assert message_id("digest:anna@example.org", "jim.example.org") == message_id(
        "digest:anna@example.org", "jim.example.org"
    )
    assert "anna" not in message_id("digest:anna@example.org", "jim.example.org")
    assert message_id("a", "x.org") != message_id("b", "x.org")


def test_a_digest_without_items_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one item"):
        compose_digest(
            jim_plus(), SWEDEN, REAL, Recipient(ADDRESS, "sv"), [], WRITTEN, message_id("k", "x.org"), TEMPLATES
        )


def poisoned(value: Any, key: str = "") -> Iterator[Any]:
    """The value once for each text in it that someone has typed, with the payload in place of it."""
    if isinstance(value, str) and key not in CODES:
        yield PAYLOAD
    elif isinstance(value, Mapping):
        for k, inner in value.items():
            if k not in ("meetings", "moves") and (k not in CODES or not isinstance(inner, str)):
                yield from ({**value, k: bad} for bad in poisoned(inner, str(k)))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from ([*value[:n], bad, *value[n + 1 :]] for bad in poisoned(inner, key))


TYPED = [
    pytest.param(replace(one, facts=facts), id=f"{name} {n}")
    for name, items in EVERY.items()
    for one in items
    for n, facts in enumerate(poisoned(one.facts))
]


@pytest.mark.parametrize("said", TYPED)
def test_what_someone_has_typed_is_never_markup(said: Item) -> None:
    for lang in LANGUAGES:
        found = mail(said, lang=lang)
        assert "script" not in Page(found.html).named("script", "b", "i")
        assert "<script" not in found.html
        assert found.html.count("&lt;script&gt;") >= found.text.count("<script>")


def test_a_definition_full_of_markup_gives_mails_without_any() -> None:
    def marked(value: Any) -> Any:
        if isinstance(value, dict) and set(value) == {"sv", "en"}:
            return {lang: f"{words} {PAYLOAD}" for lang, words in value.items()}
        if isinstance(value, dict):
            return {key: marked(inner) for key, inner in value.items()}
        return [marked(inner) for inner in value] if isinstance(value, list) else value

    workflow = read_definition(marked(mini_definition()))
    facts = {"due": ends("2021-06-01").isoformat(), "step": "start", "assignment": "describe_today"}
    for lang in LANGUAGES:
        found = mail(item("open", "finance", **facts), lang=lang, workflow=workflow)
        assert Page(found.html).named("script") == []
        assert found.html.count("&lt;script&gt;") >= found.text.count("<script>") > 3


@pytest.mark.parametrize("name", ["Alfa\r\nBcc: eva@example.org", "Alfa\u2028Bcc: eva@example.org", "Alfa\x00"])
def test_a_name_cannot_add_a_header_or_a_recipient(name: str) -> None:
    found = mail(*(replace(i, facts={**i.facts, "organisation": name}) for i in EVERY["undeliverable"]))
    assert found.message["Bcc"] is None
    assert (str(found.message["To"]), "Bcc: " in found.subject) == (ADDRESS, "Bcc" in name)


@pytest.mark.parametrize("typed", ["[[sign-in:7]]", "[[[sign-in:7]]]", "[[[[sign-in:7]]"])
@pytest.mark.parametrize("key", ["organisation", "theme", "cluster"])
def test_a_text_cannot_name_a_slot_that_a_link_or_a_code_is_put_into(key: str, typed: str) -> None:
    facts = {**EVERY["open with a theme"][0].facts, key: typed, "answers": {"today": typed}}
    assert b"[[" not in mail(replace(EVERY["open with a theme"][0], facts=facts)).raw


def test_a_host_that_is_no_authority_calls_nothing_an_official_document() -> None:
    private = replace(VOICE, public_records=False, example=False)
    for lang, secrecy, reference in (
        ("sv", "Skriv inget i svaret som omfattas av sekretess.", "Vårt dnr: EXEMPEL 2021/1."),
        ("en", "Leave out of your answer anything covered by secrecy.", "Our reference: EXEMPEL 2021/1."),
    ):
        ends = {name: mail(*EVERY[name], lang=lang, voice=private).paragraphs[-1] for name in EVERY}
        assert ends["remind"] == f"{secrecy} {reference}"
        assert ends["invite"] == ends["record"] == reference
        assert [name for name, said in ends.items() if re.search("allmän|official", said)] == []
    bare = replace(private, case_number="")
    assert mail(*EVERY["invite"], voice=bare).paragraphs[-1].endswith("\nsamordning@example.org")
    assert mail(*EVERY["invite"], voice=bare).html.count('class="small"') == 0
