"""A whole round among municipalities: no mail and no answer calls them agencies, in Swedish or in English."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from jimflow.actions.upkeep import set_up
from jimflow.clock import utc_now
from jimflow.files.shipped import shipped
from jimflow.files.yaml import loads
from jimflow.rehearsal.outcome import Rehearsed
from jimflow.rehearsal.people_file import parse_people
from jimflow.rehearsal.rehearse import play_through
from jimflow.store.engine import open_engine
from tests.cli.console import Console
from tests.own_words import AREA, KOMMUN, TEMPLATES, Nouns, definition, in_swedish, on_disk, read_from, round_text
from tests.story.playing import words

FOREIGN = re.compile(r".*(?:myndighet|agenc|klust|(?<![-\w\"./])clusters?\b(?!\")).*", re.IGNORECASE)
"""What no line may say: agency, or cluster other than as a key of a document, an option or a word of the language."""
AGENCY = re.compile(r".*(?:myndighet|agenc).*", re.IGNORECASE)
"""What no help may say; it speaks of every programme, and calls a group a cluster, as its options do."""
SHARED = {"party", "answered", "receipt"}
"""Templates of programmes where organisations have parts in a subject, or where one case starts another, and of what
an agency has handed in on its own pages."""

PEOPLE = """\
people: tried
title: {sv: Prövade, en: Tried}
coordinator: {acknowledges: meeting + 2 working days}
except:
  - {organisation: beta, function: finance, submits: never}
  - {organisation: beta, step: start, function: [head, planner], attends: no, replies: meeting - 10 days}
  - {organisation: gamma, joins: 2021-05-03 at 10:00}
happens:
  - {when: 2021-06-21 at 09:00, cluster: north, move: deepening, date: 2021-09-22, from: "09:00", to: "12:00"}
  - {when: 2021-06-22 at 09:00, organisation: alfa, appoint: finance, name: Ny, mail: ny@example.org}
  - {when: 2021-06-23 at 09:00, organisation: alfa, vacate: finance}
  - {when: 2021-10-01 at 09:00, organisation: beta, do: withdraw, reason: Nya förutsättningar}
"""
"""Something of everything that mails tell of: late work, absence, a late joiner, a move, a vacancy, a departure."""


def foreign(text: str) -> list[str]:
    """The lines that call someone an agency or a group of them a cluster."""
    return FOREIGN.findall(text)


def played(folder: Path, data: dict[str, object], *, language: str) -> Rehearsed:
    file = on_disk(folder, data, round_text(language=language))
    settings, read = read_from(file)
    return play_through(settings, file, read, parse_people(loads(PEOPLE, "people.yaml"), read))


def test_no_mail_text_has_a_word_of_its_own_for_those_who_take_part() -> None:
    texts = [file for file in shipped("notifications").rglob("*") if file.suffix in (".sv", ".en")]
    said = [re.sub(r"{[{%].*?[}%]}|/my/agency", "", file.read_text(encoding="utf-8")) for file in texts]
    assert [line for text in said for line in foreign(text)] == []
    assert len(texts) > 120


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_mail_of_a_round_among_municipalities_speaks_of_agencies(tmp_path: Path, language: str) -> None:
    found = played(tmp_path, definition(KOMMUN), language=language)
    assert [line for raw in found.texts for line in foreign(words(raw))] == []
    assert len(found.texts) > 150
    sent = {code.partition(":")[0] for line in found.mails for code in line.items}
    assert {"open", "remind", "letter", "hold", "invite", "left", "vacant", "readiness", "record", "morning"} <= sent


def test_in_a_programme_in_swedish_a_reader_of_english_gets_the_same_mails_as_everyone(tmp_path: Path) -> None:
    swedish = played(tmp_path / "sv", in_swedish(definition(KOMMUN)), language="sv")
    english = played(tmp_path / "en", in_swedish(definition(KOMMUN)), language="en")
    assert english.texts == swedish.texts
    assert {re.findall(r"Content-Language: (\w+)", raw.decode()) == ["sv"] for raw in english.texts} == {True}


class Spoken:
    """A command line that keeps everything it has said, in both languages."""

    def __init__(self, folder: Path, nouns: Nouns) -> None:
        on_disk(folder, definition(nouns), round_text())
        self.folder, self.said = folder, list[str]()
        self.console = Console(folder)
        engine = open_engine(f"sqlite:///{self.console.database}")
        set_up(engine, "test", utc_now, demo=True, offset=timedelta(0))
        engine.dispose()

    def __call__(self, *call: str, lang: str = "sv") -> str:
        answer = self.console("--lang", lang, *call, code=None)
        assert answer.code != 3, answer.err
        self.said.append(answer.out + answer.err)
        return self.said[-1]

    def both(self, *call: str) -> None:
        """The same call on a Swedish and on an English screen."""
        self(*call)
        self(*call, lang="en")


def test_no_answer_of_the_commands_in_such_a_round_speaks_of_agencies(tmp_path: Path) -> None:
    say = Spoken(tmp_path, KOMMUN)
    _begin(say)
    _work(say)
    _tell(say)
    _mistakes(say)
    assert [line for text in say.said for line in foreign(text)] == []
    assert len(say.said) > 150


def _begin(say: Spoken) -> None:
    say.console.travel("2021-01-11T08:00")
    say("round", "load", "round.yaml")
    for call in (
        *("workflow check", "workflow list", "workflow show mini", "workflow diagram mini"),
        *("round list", "round show", "round show --json", "why alfa", "why alfa --json", "why zzz", "why"),
        *("do alfa", "advance", "advance alfa --cluster north", "advance --cluster north --seen 1", "waive"),
        "mail preview",
    ):
        say.both(*call.split())
    say("do", "--cluster", "north", "invite")
    say("do", "--cluster", "north", "accept")
    say.both("advance", "--cluster", "north")
    for call in ("assignment list", "assignment list alfa", "assignment show self_assessment alfa --form"):
        say.both(*call.split())
    say("advance", "--cluster", "north", "--acknowledge", "self_assessed,roles_filled")


def _work(say: Spoken) -> None:
    say.console.travel("2021-04-15T08:00")
    say.both("meeting", "hold", "north", "start")
    for call in (
        *("meeting show north", "attendance record alfa start --all-present", "attendance show alfa start"),
        *("attendance record beta start --present nobody", "advance --cluster north", "advance beta", "why beta"),
        *("why beta --at 2021-06-01", "function list", "function list beta", "function list alfa --json"),
        *("function set alfa finance --name Ny --mail nonsense", "result add alfa methods Text", "result list"),
        *("waive beta management_present --reason Valet --until 2021-12-31 --step start", "round show"),
        *("pause beta --reason Valet --until 2021-05-01", "resume beta", "function end beta finance"),
        "withdraw alfa --reason Slut",
    ):
        say.both(*call.split())


def _tell(say: Spoken) -> None:
    for call in (
        "audit list",
        "audit list --json",
        "audit verify",
        "mail list",
        "round show",
        "rehearse round.yaml --until 2021-05-01",
    ):
        say.both(*call.split())
    for number in range(1, 6):
        say("audit", "show", "beta", str(number))
    written = set()
    for template in sorted({*TEMPLATES} - SHARED):
        for lang in ("sv", "en"):
            for who in ("beta", "alfa", "gamma"):
                if "Subject: " in say("mail", "preview", template, who, lang=lang):
                    say("mail", "preview", template, who, "--raw", lang=lang)
                    written.add((template, lang))
                    break
    assert written == {(template, lang) for template in {*TEMPLATES} - SHARED for lang in ("sv", "en")}


def _mistakes(say: Spoken) -> None:
    folder = say.folder
    whole, of_round = (folder / "workflows" / "mini.yaml").read_text(), (folder / "round.yaml").read_text()
    for old, new in (
        ("coordinates: true", "coordinates: false"),
        ("belongs_to: host", "belongs_to: elsewhere"),
        ("mail: ada@example.org", "mail: ada"),
    ):
        (folder / "broken.yaml").write_text(whole.replace(old, new))
        say.both("workflow", "check", "broken.yaml")
    for old, new in (("model: alfa", "modell: alfa"), ("model: alfa", "model: gamma"), ("ada@example.org", "ada")):
        (folder / "broken.yaml").write_text(of_round.replace(old, new))
        say.both("round", "load", "broken.yaml")
    for table in ("kommun;funktion;namn;e-post\nalfa;finance;Eva;eva\n", "kommunr;funktion;namn;e-post\na;b;c;d\n"):
        (folder / "roster.csv").write_text(table)
        say.both("roster", "load", "roster.csv")


def test_no_help_of_any_command_speaks_of_agencies(tmp_path: Path) -> None:
    say = Spoken(tmp_path, KOMMUN)
    page = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    commands = re.findall(r"^###? (\w[\w -]*)$", page, re.MULTILINE)
    assert len(commands) > 40
    for command in commands:
        say.both(*command.split(), "--help")
    assert [line for text in say.said for line in AGENCY.findall(text)] == []


def test_an_ett_word_is_bent_as_it_should(tmp_path: Path) -> None:
    say = Spoken(tmp_path, AREA)
    say.console.travel("2021-01-11T08:00")
    assert "sedan jimflow do OMRÅDE invite" in say("round", "load", "round.yaml")
    assert "Inget område heter zzz. Det finns alfa, beta, gamma." in say("why", "zzz")
    assert "There is no area called zzz." in say("why", "zzz", lang="en")
    assert re.search(r"^Område +Läge", say("round", "show"), re.MULTILINE)
    assert "\n  modellområde: Alfaviken\n" in say("round", "show")
    assert "\n  model area: Alfa Bay\n" in say("round", "show", lang="en")
    assert "Skriv: jimflow waive OMRÅDE REGEL" in say("waive")
    for trigger in ("invite", "accept"):
        say("do", "alfa", trigger)
    say("withdraw", "alfa", "--reason", "Slut")
    assert "\n  modellområdets plats är tom\n" in say("round", "show")
    assert "\n  the model area's seat is empty\n" in say("round", "show", lang="en")
    shown = say("workflow", "show", "mini")
    assert "minst 1 från området (högsta ledningen) deltar" in shown
    assert "klustret har minst 3, högst 6 områden" in shown
    whole = (tmp_path / "workflows" / "mini.yaml").read_text()
    (tmp_path / "broken.yaml").write_text(whole.replace("coordinates: true", "coordinates: false"))
    assert "ingen av områdets funktioner samordnar" in say("workflow", "check", "broken.yaml")
    assert "none of the area's functions coordinates" in say("workflow", "check", "broken.yaml", lang="en")
