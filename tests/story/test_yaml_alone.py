"""A step with its meeting, a function, an assignment with its form and a rule, added to JiM+ by YAML alone."""

from pathlib import Path
from typing import Any

import pytest

from jimflow.files.workflows import check_workflow
from jimflow.files.yaml import load, loads
from tests.story.playing import PEOPLE, ROUND, WORKFLOW, Played, of_clusters, played, write

ADDED = """\
functions:
  communication:
    title: {sv: Kommunikationsfunktion, en: Communications function}
    duty: {sv: arbetar med kommunikation, en: work with communication}
    attends: every meeting
rules:
  story_told:
    check: form_has
    assignment: tell_story
    field: story
    severity: block
    text: {sv: "{organisation} har inte berättat något.", en: "{organisation} has not told anything."}
    fix: {sv: "Svara på frågan i ”{assignment}”.", en: "Answer the question in “{assignment}”."}
assignments:
  tell_story:
    title: {sv: Berättelse om förändringen, en: Story of the change}
    short: {sv: berätta om förändringen, en: tell the story of the change}
    ask: {sv: "berätta vad som har ändrats på {organisation}", en: "tell what has changed at {organisation}"}
    why: {sv: Andra lär av exempel., en: Others learn from examples.}
    instruction: {sv: Välj en enda händelse., en: Choose a single event.}
    effort: 2 hours
    to: [communication]
    form: tell_story
    opens: meeting - 20 days
    due: meeting - 5 days
    remind: [due - 3 working days, due + 1 working day]
forms:
  tell_story:
    questions:
      - {id: story, type: text, sv: Vad hände?, en: What happened?, prefill: test_working_method.method}
      - {id: told_to, type: text, required: false, sv: För vem?, en: To whom?}
"""

STEP = """\
sharing:
  title: {sv: Spridning, en: Sharing}
  purpose: {sv: Ni berättar för varandra., en: You tell each other.}
  meeting: {length: half day}
  before: [tell_story]
  catch_up: read_notes
  exit: [story_told]
"""

MEETING = """\
sharing: {date: 2022-03-30, from: "09:00", to: "12:00", mode: digital}
"""

EXCEPTIONS = """\
except:
  - {organisation: kriminalvarden, assignment: tell_story, submits: never}
  - {organisation: polismyndigheten, assignment: tell_story, submits: due + 10 working days at 10:00}
"""

STEPS = ["preparation", "start", "problem_formulation", "budgeting", "deepening"]
MEMBERS = ["kriminalvarden", "polismyndigheten", "migrationsverket", "statens_institutionsstyrelse"]


def extended_definition() -> dict[str, Any]:
    """JiM+ with the parts of ADDED, and the step before the last meeting."""
    definition: dict[str, Any] = load(WORKFLOW).data
    for section, new in loads(ADDED, "added.yaml").data.items():
        assert definition[section].keys() & new.keys() == set()
        definition[section] |= new
    steps: dict[str, Any] = {}
    for name, step in definition["steps"].items():
        if name == "follow_up":
            steps |= loads(STEP, "step.yaml").data
        steps[name] = step
    return definition | {"steps": steps}


def extended_round() -> dict[str, Any]:
    """One cluster of the round, with a date for the new meeting and a mailbox for the new function."""
    held = of_clusters(load(ROUND).data, ["rattsvardande"])
    held["clusters"]["rattsvardande"]["meetings"] |= loads(MEETING, "meeting.yaml").data
    held["roster"]["functions"].append("communication")
    return held


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("extended")
    return {
        "workflow": write(folder / "workflows" / "jim-plus.yaml", extended_definition()),
        "round": write(folder / "round.yaml", extended_round()),
        "people": write(folder / "people.yaml", load(PEOPLE).data | loads(EXCEPTIONS, "people.yaml").data),
    }


@pytest.fixture(scope="module")
def story(files: dict[str, Path]) -> Played:
    return played(files["round"], files["people"], files["workflow"].parent)


def about_the_story(story: Played, organisation: str) -> list[tuple[str, str, str]]:
    """(day, to, item) of what was sent about the new assignment."""
    return [
        (mail["at"][:10], mail["to"], item)
        for mail in story.document["mails"]
        for item in mail["items"]
        if item.endswith(":tell_story") and mail["organisation"] == organisation
    ]


def test_the_extended_definition_has_no_mistake(files: dict[str, Path]) -> None:
    assert check_workflow(files["workflow"]).lines() == []


def test_the_new_assignment_goes_to_the_new_function_on_its_days(story: Played) -> None:
    to = "communication.{}@example.org"
    for member in ("migrationsverket", "statens_institutionsstyrelse"):
        name = to.format(member.replace("_", "-"))
        assert about_the_story(story, member) == [("2022-03-10", name, "open:sharing:tell_story")]
    for member in ("kriminalvarden", "polismyndigheten"):
        assert about_the_story(story, member) == [
            ("2022-03-10", to.format(member), "open:sharing:tell_story"),
            ("2022-03-22", to.format(member), "remind:sharing:tell_story"),
            ("2022-03-28", to.format(member), "overdue:sharing:tell_story"),
        ]


def test_the_new_function_is_invited_to_every_meeting(story: Played) -> None:
    invited = [
        item
        for mail in story.document["mails"]
        for item in mail["items"]
        if mail["to"] == "communication.kriminalvarden@example.org" and item.startswith("invite:")
    ]
    assert invited == [f"invite:{step}" for step in (*STEPS[1:], "sharing", "follow_up")]


def test_the_machine_passes_through_the_new_state(story: Played) -> None:
    whole_way = ["proposed", "invited", *STEPS, "sharing", "follow_up", "closing", "completed"]
    assert story.moves == {
        "kriminalvarden": ["proposed", "invited", *STEPS, "sharing"],
        "polismyndigheten": whole_way,
        "migrationsverket": whole_way,
        "statens_institutionsstyrelse": whole_way,
    }


def test_the_new_rule_stops_until_the_form_is_answered(story: Played) -> None:
    stops = [line for line in story.document["blocked"] if line["code"] == "story_told"]
    assert [(line["organisation"], line["state"], line["to"], line["from"], line["until"]) for line in stops] == [
        ("kriminalvarden", "sharing", "follow_up", "2022-03-31", None),
        ("polismyndigheten", "sharing", "follow_up", "2022-03-31", "2022-04-08"),
    ]
    assert {line["severity"] for line in stops} == {"block"}
    assert [(line["text"]["en"], line["fix"]["en"]) for line in stops] == [
        (f"{name} has not told anything.", "Answer the question in “Story of the change”.")
        for name in ("Swedish Prison and Probation Service", "Swedish Police Authority")
    ]


def test_the_audit_of_the_extended_round_holds(story: Played) -> None:
    assert story.audit.ok
    assert story.audit.chains == 1 + len(MEMBERS)
