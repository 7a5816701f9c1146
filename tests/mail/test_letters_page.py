"""Letters in the definition's own words, and the page that lists the others."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.language.states import IN_LETTERS, NOT_FOR_LETTERS
from jimflow.core.messages import letter
from jimflow.files.places import BadFile
from jimflow.files.shipped import shipped
from jimflow.files.workflows import load_workflow
from jimflow.files.yaml import loads
from jimflow.mail.letters import letter_values
from jimflow.mail.reader import Reader
from jimflow.mail.voice import Item
from tests.build import SWEDEN, appointment, facts
from tests.build_workflow import both, changed
from tests.mail.saying import TEMPLATES, VOICE, jim_plus, mail

PAGE = (shipped("config").parent / "docs" / "reference" / "letters.md").read_text(encoding="utf-8")
OWN = {
    "when": "enters completed",
    "to": ["coordinator"],
    "subject": both("Tack, {organisation}", "Thank you, {organisation}"),
    "text": both(
        "Nu är det\nklart.\n\n{function}: svara senast {answer_by}.", "Done.\n\n{function}: answer by {answer_by}."
    ),
}


def table(heading: str) -> list[str]:
    """What stands in backticks in the first cells of the first table after a heading."""
    rows = re.findall(r"^\| (`.*?) \|", PAGE.split(heading)[1].split("\n## ")[0], re.MULTILINE)
    return [name for cell in rows for name in re.findall(r"`\{?(\w+)\}?`", cell)]


def test_the_page_lists_every_template_of_a_letter() -> None:
    assert set(table("## Letters that come with jimflow")) == TEMPLATES.names() - set(NOT_FOR_LETTERS)


def test_the_page_lists_what_a_letter_may_fill_in() -> None:
    assert set(table("## Words of one's own")) == set(IN_LETTERS)


def test_the_page_lists_what_only_letters_know() -> None:
    reader = Reader(jim_plus(), SWEDEN, VOICE, "sv", date(2021, 6, 1))
    item = Item("welcome", "letter:welcome", "gm_coordinator", {"state": "preparation", "meetings": {}})
    assert set(table("## A template of one's own")) == letter_values(reader, [item]).keys() - reader.common(item).keys()


def test_the_example_on_the_page_is_a_letter() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    said = loads(example, "letters.md").data["letters"]["thanks"]
    two = {key: {"sv": said[key], "en": said[key]} for key in ("subject", "text")}
    found = read_definition(changed({"letters.thanks": {**said, **two, "to": ["coordinator"]}})).letters
    assert (found[-1].name, found[-1].template) == ("thanks", "letter")


@pytest.mark.parametrize(
    ("lang", "subject", "lines"),
    [
        ("sv", "Tack, Alfaverket", ["Nu är det klart.", "JiM-samordnare: svara senast"]),
        ("en", "Thank you, Alfaverket", ["Done.", "Gender mainstreaming coordinator: answer by"]),
    ],
)
def test_the_words_of_the_definition_go_out_as_paragraphs_with_names_and_days(
    lang: str, subject: str, lines: list[str]
) -> None:
    workflow = read_definition(changed({"letters.thanks": OWN}))
    sent = letter(facts("completed"), workflow.letters[-1], "coordinator", appointment(2, "coordinator"))
    assert (sent.template, sent.item) == ("letter", "letter:thanks")
    found = mail(Item(sent.template, sent.item, "coordinator", sent.facts, workflow), lang=lang)
    assert found.subject == subject
    paragraphs = [part.replace("\n", " ") for part in found.text.split("\n\n")]
    assert [any(p.strip().startswith(line) for p in paragraphs) for line in lines] == [True, True]
    assert "{" not in found.text


def test_where_the_mail_texts_are_ones_own_the_template_of_such_letters_must_be_there(tmp_path: Path) -> None:
    text = (shipped("workflows") / "jim-plus.yaml").read_text(encoding="utf-8")
    own = "{when: enters completed, to: [gm_coordinator], subject: {sv: Tack, en: Thanks}, text: {sv: Ja, en: Yes}}"
    file, mails = tmp_path / "mine.yaml", tmp_path / "mails"
    file.write_text(text.replace("letters: ", f"letters:\n  thanks: {own}  ", 1), encoding="utf-8")
    assert load_workflow(file).letters[0].template == "letter"
    for name in ("invitation", "welcome", "completion"):
        (mails / name).mkdir(parents=True)
        for part in (shipped("notifications") / name).iterdir():
            (mails / name / part.name).write_bytes(part.read_bytes())
    with pytest.raises(BadFile) as bad:
        load_workflow(file, notifications=mails)
    assert [m.what.en for m in bad.value.mistakes] == ["the template letter does not exist"]
