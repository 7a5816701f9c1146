"""A mail is in one language: the reader's, or Swedish where something in it has no English."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.workflow import Workflow
from jimflow.files.shipped import shipped
from jimflow.files.yaml import load
from tests.mail.every import EVERY
from tests.mail.saying import jim_plus, mail, with_parts
from tests.own_words import in_swedish


@cache
def swedish() -> Workflow:
    """The shipped programme without its English."""
    return with_parts(read_definition(in_swedish(load(shipped("workflows") / "jim-plus.yaml").data)))


@pytest.mark.parametrize("name", EVERY)
def test_without_english_a_reader_of_english_gets_the_swedish_mail(name: str) -> None:
    assert mail(*EVERY[name], lang="en", workflow=swedish()).raw == mail(*EVERY[name], lang="sv").raw


def test_one_thing_without_english_makes_the_whole_mail_swedish() -> None:
    several = next(items for items in EVERY.values() if len(items) > 1)
    mixed = [replace(several[0], workflow=swedish()), *several[1:]]
    whole = [replace(several[0], workflow=jim_plus()), *several[1:]]
    assert mail(*mixed, lang="en").raw == mail(*whole, lang="sv").raw
