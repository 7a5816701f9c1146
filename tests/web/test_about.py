"""What anybody may read: the accessibility statement, and what is kept about people."""

from __future__ import annotations

import pytest

from tests.demo_site import Installation
from tests.web.person import Person

STATEMENT = {
    "sv": ("Tillgänglighetsredogörelse", "2018:1937", "Digg", "axe-core"),
    "en": ("Accessibility statement", "2018:1937", "Digg", "axe-core"),
}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_accessibility_statement_is_read_by_anybody_and_says_where_to_turn(demo: Installation, lang: str) -> None:
    seen = Person(demo, None, lang).see("/accessibility")
    assert [part for part in STATEMENT[lang] if part not in seen.words] == []
    assert "samordning.jamstalldhetsmyndigheten@example.org" in seen.words


def test_what_is_kept_about_people_is_told_in_both_languages(demo: Installation) -> None:
    said = [Person(demo, None, lang).see("/privacy").words for lang in ("sv", "en")]
    assert ["artikel 6.1 e" in said[0], "Article 6(1)(e)" in said[1]] == [True, True]


def test_every_page_leads_to_both_from_its_foot(demo: Installation) -> None:
    for who, path in ((None, "/sign-in"), ("anna", "/rounds")):
        links = {address for _, address in Person(demo, who).see(path).links}
        assert {"/accessibility", "/privacy"} <= links
