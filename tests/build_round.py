"""A small round of the mini programme as text, so that a test may change a line and look for its number."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from jimflow.core.definition import read_definition
from jimflow.core.workflow import Workflow
from jimflow.files.calendars import load_calendar
from jimflow.files.round_shape import RoundFile
from jimflow.files.rounds import parse_round
from jimflow.files.shipped import shipped
from jimflow.files.yaml import loads
from tests.build_workflow import mini_definition

ROUND = """\
round: mini-2021
workflow: mini
title: {sv: Mini 2021, en: Mini 2021}
example: true
example_note: {sv: Allt är påhittat, en: All is invented}
invite_on: 2021-01-11
starts_on: 2021-01-12
ends_on: 2022-01-31
case_number: "M 2021/1"
host: {organisation: centre, mailbox: centre@example.org, sender: {sv: Centrum, en: The centre}, organiser: true}
policy:
  severity: {management_present: block}
  deputy: counts
  effort: {preparation: 2 days}
organisations:
  centre: {name: {sv: Centrum, en: Centre}, mailbox: centre@example.org}
  alfa: {name: {sv: Alfaverket, en: Alfa Agency}, short: AV, mailbox: alfa@example.org}
  beta: {name: Beta, mailbox: beta@example.org}
  gamma: {name: Gamma, mailbox: gamma@example.org}
  expertverket: {name: Expertverket, mailbox: expert@example.org}
contributors:
  - {organisation: expertverket, function: expert}
clusters:
  north:
    name: {sv: Norr, en: North}
    model_agency: alfa
    members: [alfa, beta]
    meetings:
      start: {date: 2021-04-14, from: "09:00", to: "16:00", mode: digital, example_date: true}
      deepening: {date: 2021-09-15, from: "09:00", to: "12:00", theme: case_handling, place: {sv: Umeå, en: Umea}}
      follow_up:
        sessions:
          - {date: 2021-11-24, from: "13:00", to: "16:00"}
          - {date: 2021-11-25, from: "09:00", to: "12:00", mode: hybrid, place: Luleå}
  south_and_east:
    name: South
    members: [gamma]
materials:
  start:
    - {title: {sv: Att läsa, en: To read}, url: "https://example.org/read"}
roster:
  pattern: "{function}.{organisation}@example.org"
  functions: [planner, coordinator, finance, head, officer]
  top_management: [head]
  appointments:
    - {organisation: centre, function: host, name: Ada, mail: ada@example.org}
    - {organisation: expertverket, function: expert, name: Eva, mail: eva@example.org, from: 2021-02-01, language: en}
    - {organisation: alfa, function: head, name: Hedda, mail: hedda@example.org, to: 2021-06-30, acting: true}
    - {organisation: alfa, function: head, name: Hugo, mail: hugo@example.org, from: 2021-07-01}
"""

SWEDEN = load_calendar(shipped("config") / "calendars" / "sweden.yaml")


def mini() -> Workflow:
    """The mini programme, read."""
    return read_definition(mini_definition())


def read(text: str = ROUND, workflow: Workflow | None = None) -> RoundFile:
    """The round in `text`, called round.yaml, read against the mini programme and the Swedish calendar."""
    return parse_round(loads(text, "round.yaml"), workflow or mini(), SWEDEN)


def with_line(old: str, new: str, text: str = ROUND) -> str:
    """The round with one place changed; the place must be there once."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def line_of(piece: str, text: str = ROUND) -> int:
    """The line where `piece` first stands, from 1."""
    return text[: text.index(piece)].count("\n") + 1


def programme_folder(folder: Path) -> Path:
    """A folder of workflows with the mini programme in it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mini.yaml").write_text(_mini_text(), encoding="utf-8")
    return folder


@cache
def _mini_text() -> str:
    return yaml.safe_dump(mini_definition(), allow_unicode=True, sort_keys=False)
