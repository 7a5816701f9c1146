"""The foot of every mail leads whoever takes part to their choices and to what is kept about them, where pages are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.mail.every import EVERY
from tests.mail.saying import VOICE, mail

SITE = "https://jim.example"
LED = replace(VOICE, site=SITE)
CHOICES = {"sv": "Byt språk eller hur du får mejl", "en": "Change the language or how you get mail"}
PRIVACY = {"sv": "Så hanterar vi personuppgifter", "en": "How we handle personal data"}


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("name", ["open", "invite", "invitation"])
def test_a_mail_to_somebody_who_takes_part_ends_with_the_ways(name: str, lang: str) -> None:
    found = mail(*EVERY[name], lang=lang, voice=LED)
    for words, place in ((CHOICES[lang], "/my/me"), (PRIVACY[lang], "/privacy")):
        assert f"{words}: {SITE}{place}\n" in found.text
        assert f'<a href="{SITE}{place}">{words}</a>' in found.html


def test_the_host_and_mails_without_pages_have_none_of_it() -> None:
    assert "/my/me" not in mail(*EVERY["undeliverable"], voice=LED).text
    assert "/my/me" not in mail(*EVERY["open"]).text


def test_a_code_to_sign_in_comes_without_any_address() -> None:
    assert "https://" not in mail(*EVERY["sign_in"], voice=LED).text


@pytest.mark.parametrize(("lang", "words"), [("sv", "Ändra det på sidan Hos oss"), ("en", "Change it here")])
def test_the_welcome_leads_to_the_page_where_people_are_replaced(lang: str, words: str) -> None:
    led, bare = (mail(*EVERY["welcome"], lang=lang, voice=voice) for voice in (LED, VOICE))
    assert f"{words}: {SITE}/my/agency\n" in led.text
    assert f'{words}: <a href="{SITE}/my/agency">{SITE}/my/agency</a>' in led.html
    assert words not in bare.text + bare.html


def test_news_of_people_leads_the_host_to_the_list_of_them() -> None:
    led = mail(*EVERY["staffing"], voice=LED)
    assert f"Vem det är står här: {SITE}/rounds/{LED.round_code}/people\n" in led.text
    assert f'<a href="{SITE}/rounds/{LED.round_code}/people">Se vem det är</a>' in led.html
    assert "Vem det är står i jimflow." in mail(*EVERY["staffing"]).text
