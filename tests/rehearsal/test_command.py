"""`jimflow rehearse` as it is called."""

from __future__ import annotations

import html
import re
from email import message_from_bytes
from pathlib import Path

import pytest

from jimflow.cli import timeline
from jimflow.rehearsal.rehearse import play_through
from tests.build import day
from tests.cli.console import Answer, Console
from tests.rehearsal.minis import HEAD, Mini


def call(small: Mini, folder: Path, *words: str, code: int = 0) -> Answer:
    (folder / "jimflow.toml").write_text(f'workflows = "{small.settings.workflows}"\n', encoding="utf-8")
    return Console(folder)("rehearse", str(small.path), *words, code=code)


def test_one_document_is_printed_and_what_is_invented_is_said_beside_it(small: Mini, tmp_path: Path) -> None:
    said = call(small, tmp_path, "--json", "--until", "2021-04-14")
    assert said.err == "påhittat exempel\n"
    assert (said.json["until"], said.json["people"]["name"]) == ("2021-04-14", "on-time")
    assert len(said.json["mails"]) > 20


def test_the_screen_shows_a_silent_round_beside(small: Mini, tmp_path: Path) -> None:
    said = call(small, tmp_path)
    for words in (
        "Provkörning: Mini 2021",
        "Alla svarar i tid   Ingen svarar",
        "Mejl per månad",
        "Vad som stoppar vem · Ingen svarar",
        "Träffarnas dagar är exempeldatum.",
        "Inget skickades och inget sparades.",
    ):
        assert words in said.out
    assert max(map(len, said.out.splitlines())) <= 80


def test_what_deserves_a_look_in_the_file_is_told_on_the_screen_and_beside_a_document(
    small: Mini, tmp_path: Path
) -> None:
    text = small.path.read_text(encoding="utf-8")
    small.path.write_text(text.replace("ends_on: 2022-01-31", "ends_on: 2021-12-31"), encoding="utf-8")
    told = "Värt att titta på: round.yaml:8: final_report (closing) har sista dag"
    said = call(small, tmp_path, "--until", "2021-01-12")
    assert [line for line in said.out.splitlines() if line.startswith(told)] and max(
        map(len, said.out.split("\n"))
    ) <= 80
    beside = call(small, tmp_path, "--json", "--until", "2021-01-12")
    assert beside.err.startswith(told) and beside.json["until"] == "2021-01-12"


def test_silent_alone_is_not_played_twice(small: Mini, tmp_path: Path) -> None:
    said = call(small, tmp_path, "--people", "silent", "--lang", "en")
    assert said.out.count("Nobody answers") == 4  # the title, two tables, what stops
    assert "Everyone answers" not in said.out


def test_every_mail_can_be_written_to_a_new_folder(small: Mini, tmp_path: Path) -> None:
    said = call(small, tmp_path, "--json", "--until", "2021-03-17", "--mails", "brev/alla")
    files = sorted((tmp_path / "brev" / "alla").glob("*.eml"))
    assert [f.name.split("_", 3)[3] for f in files] == [f"{m['to']}.eml" for m in said.json["mails"]]
    assert message_from_bytes(files[0].read_bytes())["To"] == "coordinator.alfa@example.org"
    assert files[0].name == "00001_2021-01-11_0800_coordinator.alfa@example.org.eml"


def test_beside_the_mails_lies_one_page_with_all_of_them_by_person(small: Mini, tmp_path: Path) -> None:
    said = call(small, tmp_path, "--json", "--until", "2021-03-17", "--mails", "brev")
    page = (tmp_path / "brev" / "index.html").read_text(encoding="utf-8")
    sent = said.json["mails"]
    assert page.count("<details>") == len(sent)
    people = sorted({mail["to"] for mail in sent})
    assert re.findall(r'<h2 id="(.*?)">', page) == people
    assert re.findall(r'<a href="#(.*?)">', page) == people
    own = page[page.index(f'<h2 id="{people[0]}">') : page.index(f'<h2 id="{people[1]}">')]
    subjects = [html.unescape(s) for s in re.findall(r"<summary>[\d -]+:\d\d · (.*?)</summary>", own)]
    assert subjects == [mail["subject"] for mail in sent if mail["to"] == people[0]]
    assert "Hej!" in own and "src=" not in page


def test_one_persons_mails_are_shown_in_order_with_their_text(small: Mini, tmp_path: Path) -> None:
    sent = call(small, tmp_path, "--json", "--until", "2021-04-14").json["mails"]
    own = [mail["subject"] for mail in sent if mail["to"] == "coordinator.alfa@example.org"]
    said = call(small, tmp_path, "--until", "2021-04-14", "--show", "Coordinator.Alfa@example.org").out
    assert re.findall(r"^Ämne: (.*)$", said, re.MULTILINE) == own
    assert re.findall(r"^(\d+)/(\d+) · ", said, re.MULTILINE) == [
        (str(n), str(len(own))) for n in range(1, len(own) + 1)
    ]
    assert said.count("Hej!") == len(own)
    assert "Mejl per månad" not in said


def test_the_beginning_of_an_address_means_all_that_begin_so(small: Mini, tmp_path: Path) -> None:
    sent = call(small, tmp_path, "--json", "--until", "2021-04-14").json["mails"]
    said = call(small, tmp_path, "--until", "2021-04-14", "--show", "coordinator", "--lang", "en").out
    assert said.count("\nSubject: ") == sum(mail["to"].startswith("coordinator.") for mail in sent)


def test_an_address_that_gets_no_mail_is_told_with_the_one_probably_meant(small: Mini, tmp_path: Path) -> None:
    said = call(small, tmp_path, "--until", "2021-03-17", "--show", "koordinator.alfa@example.org", code=2)
    assert said.err.endswith("får mejl. Menade du coordinator.alfa@example.org?\n")


def test_a_folder_that_is_not_empty_is_refused_untouched(small: Mini, tmp_path: Path) -> None:
    (tmp_path / "brev").mkdir()
    (tmp_path / "brev" / "mitt.eml").write_text("mitt", encoding="utf-8")
    said = call(small, tmp_path, "--json", "--mails", "brev", code=2)
    assert said.err == "Mappen brev är inte tom. Välj en ny eller tom mapp för mejlen.\n"
    assert (tmp_path / "brev" / "mitt.eml").read_text(encoding="utf-8") == "mitt"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--until", "snart"], "snart är inget datum. Skriv till exempel 2021-10-27.\n"),
        (
            ["--people", "ontime"],
            "ontime: det finns ingen people-fil med det namnet – menade du on-time?\n",
        ),
    ],
)
def test_what_cannot_be_used_is_one_sentence_and_exit_code_2(
    small: Mini, tmp_path: Path, words: list[str], said: str
) -> None:
    assert call(small, tmp_path, *words, code=2).err == said


def test_people_who_ask_for_what_the_rules_refuse_end_it_with_exit_code_2(small: Mini, tmp_path: Path) -> None:
    text = f"{HEAD}happens:\n  - {{when: 2021-02-01 at 09:00, organisation: beta, do: resume}}\n"
    (tmp_path / "people.yaml").write_text(text, encoding="utf-8")
    said = call(small, tmp_path, "--json", "--people", "people.yaml", code=2)
    assert said.err == "2021-02-01 09:00 beta resume: det går inte från läget preparation (order).\n"
    assert said.out == ""


def test_a_timeline_has_meetings_due_dates_and_quiet_weeks_where_they_are(small: Mini) -> None:
    found = play_through(small.settings, small.path, small.read, small.people(""), until=day("2021-12-31"))
    rows = {
        line.plain[: timeline.LABEL].strip(): line.plain[timeline.LABEL :]
        for line in timeline.drawn(found, found.clusters[0], small.read.workflow, small.read.calendar, "sv")
    }
    start = rows["Uppstart"]
    assert start[3 * 3 + 1] == timeline.MEETING  # 14 April, in the second third of the fourth month
    assert (start[2 * 3 + 1], start[3 * 3]) == (timeline.OPEN, timeline.DUE)  # open from 17 March, due 7 April
    follow_up = rows["Uppföljning"]
    assert follow_up[10 * 3 + 2] == timeline.MEETING  # 24 November
    assert follow_up[6 * 3 + 1 : 7 * 3 + 1] == timeline.QUIET * 3  # weeks 28 to 31
