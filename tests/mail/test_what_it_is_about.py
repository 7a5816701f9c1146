"""In a programme where what takes part is no organisation, every mail names it: someone may work on two of them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from jimflow.core.workflow import Workflow
from jimflow.mail.voice import Item
from tests.mail.every import EVERY
from tests.mail.saying import LANGUAGES, Read, jim_plus, mail, with_parts

ROUND_OR_CLUSTER = {"morning", "record", "theme", "inform", "vacant", "readiness", "undeliverable", "staffing"}
OF_ONE = sorted(name for name, items in EVERY.items() if items[0].template not in ROUND_OR_CLUSTER)
LONG = "Samverkan om ekonomiskt bistånd till nyanlända kvinnor i tre kommuner"


def areas() -> Workflow:
    """JiM+ as it would be if areas went through it."""
    return replace(with_parts(jim_plus()), subject="area")


def about(name: str, area: str, lang: str = "sv") -> Read:
    """One of the mails, about that area."""
    return mail(*(_of(item, area) for item in EVERY[name]), lang=lang, workflow=areas())


def _of(item: Item, area: str) -> Item:
    return replace(item, facts={**item.facts, "organisation": area})


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", OF_ONE)
def test_two_areas_mails_differ_in_the_subject_the_first_line_and_the_heading(name: str, lang: str) -> None:
    north, south = about(name, "Norra området", lang), about(name, "Södra området", lang)
    for mail_, area in ((north, "Norra området"), (south, "Södra området")):
        assert area in mail_.subject
        assert mail_.subject.count(area) == 1
        assert len(mail_.subject) <= 78
        assert mail_.text.splitlines()[0].endswith(f" · {area}")
        assert area in re.findall(r"<h1>(.*?)</h1>", mail_.html)[0]


def test_a_subject_line_keeps_the_area_and_shortens_what_is_asked() -> None:
    assert [about(name, "Norra området").subject for name in ("open", "remind", "invite", "hold", "welcome")] == [
        "Senast 1 juni: beskriv hur ni hittar ojämställdhetsproblem (Norra området)",
        "Påminnelse, senast 1 juni: beskriv hur ni hittar… (Norra området)",
        "Inbjudan 8 juni: Problemformulering (JiM+, Norra området, träff 2)",
        "Håll 17 maj 2022 fri: Uppföljning (JiM+, Norra området, träff 5)",
        "Välkomna till JiM+ 2021–2022: så börjar ni (Norra området)",
    ]


def test_a_long_name_is_shortened_too_so_that_both_are_seen() -> None:
    assert about("overdue", LONG).subject == (
        "Sista dag var 4 maj: beskriv hur… (Samverkan om ekonomiskt bistånd till…)"
    )


def test_a_name_that_the_programmes_own_words_say_is_not_said_over_again() -> None:
    assert about("completion", "Norra området").subject == "Norra området har genomfört JiM+ 2021–2022"


def test_the_calendars_own_line_names_it() -> None:
    assert "SUMMARY:JiM+\\, träff 2: Problemformulering (Norra området)" in about("invite", "Norra området").calendar


def test_several_things_in_one_mail_are_headed_by_what_each_is_about() -> None:
    first = EVERY["open"][0]
    found = mail(_of(first, "Norra området"), _of(first, "Södra området"), workflow=areas())
    assert found.subject == "JiM+: 2 saker, den första senast 1 juni"
    assert found.text.splitlines()[0] == "JiM+ 2021–2022 · Träff 2 (Problemformulering)"
    assert (
        re.findall(r"^\d\. (Senast .*)$", found.text, re.MULTILINE)
        == [
            "Senast 1 juni: beskriv hur ni hittar ojämställdhetsproblem (Norra området, träff 2)",
            "Senast 1 juni: beskriv hur ni hittar ojämställdhetsproblem (Södra området, träff 2)",
        ]
        * 2
    )


def test_several_things_about_one_area_name_it_in_the_subject() -> None:
    found = mail(*(_of(EVERY[name][0], "Norra området") for name in ("open", "remind")), workflow=areas())
    assert found.subject == "JiM+ (Norra området): 2 saker, den första senast 1 juni"


@pytest.mark.parametrize("name", ["asked", "invitation", "handover", "invite"])
def test_no_sentence_treats_an_area_as_an_organisation(name: str) -> None:
    found = about(name, "Norra området").text
    assert [odd for odd in ("bjuder in Norra", "på Norra området", "Från Norra") if odd in found] == []


@pytest.mark.parametrize("name", sorted(EVERY))
def test_a_mail_of_a_programme_of_organisations_is_as_before(name: str) -> None:
    found = mail(*EVERY[name])
    assert "· Kriminalvården" not in found.text
    assert "(Kriminalvården" not in found.subject
    assert ", Kriminalvården" not in found.subject
