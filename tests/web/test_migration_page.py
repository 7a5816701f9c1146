"""A round moved from its page: planned, decided, shown, confirmed once, told agency by agency, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from jimflow.files.shipped import shipped
from jimflow.files.workflows import load_workflow
from jimflow.store.trail import verify_trail
from jimflow.store.transaction import read
from tests.demo_site import Installation
from tests.web.conftest import ROUND
from tests.web.person import Person
from tests.web.test_workflows_page import with_files

PAGE = f"{ROUND}/migration"
PAIR = "assignment:describe_start=describe_beginning"
REASON = "Beslut den 26 oktober"


@pytest.fixture
def made(own_demo: Installation, tmp_path: Path) -> Installation:
    """Beside the round's definition a version with a later due date and another name for an assignment."""
    folder = tmp_path / "workflows"
    folder.mkdir()
    before = (shipped("workflows") / "jim-plus.yaml").read_text(encoding="utf-8")
    (folder / "jim-plus.yaml").write_text(before, encoding="utf-8")
    after = before.replace('version: "2021-1"', 'version: "2021-2"').replace("describe_start", "describe_beginning")
    after = after.replace("due: meeting + 20 working days", "due: meeting + 25 working days")
    (folder / "next.yaml").write_text(after, encoding="utf-8")
    return with_files(own_demo, folder)


def target(made: Installation) -> str:
    """The digest of the new version."""
    folder = made.runtime.settings.workflows
    assert folder is not None
    return load_workflow(folder / "next.yaml").digest


def looked(person: Person) -> str:
    """Chooses the new version and decides what must be decided; the words of the preview."""
    page = person.see(PAGE)
    assert page.form(PAGE).choices["to"] == ["", target(person.made)]
    person.press(PAGE, {"to": target(person.made)})
    assert "0 flyttas; 13 kan inte flyttas." in person.page.words
    return person.press(PAGE, {"decide1": PAIR}).words


def posted(person: Person, reason: str = REASON, status: int = 200) -> str:
    """Presses on with the reason."""
    form = next(f for f in person.page.forms if f.method == "post" and f.action == PAGE)
    person.page.forms = [form]
    return person.press(PAGE, {"reason": reason}, status=status).words


def follow(made: Installation) -> dict[str, int]:
    """How many follow which version."""
    with read(made.runtime.engine) as tx:
        rows = tx.connection.execute(text("SELECT definition, count(*) FROM participation GROUP BY definition"))
        return {made.runtime.programmes.workflow(tx, digest).version: count for digest, count in rows}


def test_the_plan_says_what_must_be_decided_and_then_what_would_happen_and_changes_nothing(
    made: Installation,
) -> None:
    words = looked(Person(made))
    assert "Alla 13 myndigheter följer version 2021-1." in words
    assert "13 flyttas. Inget är ändrat än." in words
    assert (
        "”Plan för fortsatt uppföljning”: sista dag 16 juni 2022 → 23 juni 2022 "
        "(Kriminalvården, Polismyndigheten, Migrationsverket och Statens institutionsstyrelse)"
    ) in words
    assert "Utskick: 0 tillkommer, 0 utgår, 65 flyttas" in words
    assert follow(made) == {"2021-1": 13}


def test_a_move_is_confirmed_done_and_told_agency_by_agency_and_taken_back_the_same_way(made: Installation) -> None:
    person = Person(made)
    looked(person)
    confirm = posted(person)
    assert "Flytta omgången?" in confirm
    assert f"Skäl: {REASON}" in confirm
    assert "13 flyttas." in confirm
    assert follow(made) == {"2021-1": 13}
    told = person.confirm().words
    assert person.path.startswith(f"{PAGE}/moves?done=")
    assert "13 har flyttats." in told
    assert f"Skäl {REASON} Omgången följer sedan dess jim-plus 2021-2 flyttad: 13" in told
    assert "Kriminalvården flyttad" in told
    assert follow(made) == {"2021-2": 13}
    assert "Alla 13 myndigheter följer version 2021-2." in person.see(f"{PAGE}?back=1").words
    posted(person, "Fel version")
    assert "Omgången följer sedan dess jim-plus 2021-1 flyttad: 13" in person.confirm().words
    assert follow(made) == {"2021-1": 13}
    with read(made.runtime.engine) as tx:
        assert verify_trail(tx).ok


def test_a_form_sent_twice_moves_once(made: Installation) -> None:
    person = Person(made)
    looked(person)
    posted(person)
    confirm = person.page
    person.confirm()
    person.page = confirm
    person.confirm()
    assert person.page.words.count("flyttad: 13") == 1


def test_what_has_changed_since_it_was_looked_at_is_shown_again_and_nothing_is_done(made: Installation) -> None:
    anna, bo = Person(made), Person(made, "bo")
    for person in (anna, bo):
        looked(person)
        posted(person)
    bo.confirm()
    words = anna.confirm(status=409).words
    assert "Någon annan hann före" in words
    assert "13 är redan där" in words
    assert REASON not in anna.see(PAGE).words
    assert follow(made) == {"2021-2": 13}


def test_without_a_reason_and_with_pairs_that_mean_nothing_it_is_told_and_kept(made: Installation) -> None:
    person = Person(made)
    looked(person)
    assert "Skriv skälet" in posted(person, " ", 422)
    words = person.see(f"{PAGE}?to={target(made)}&map=x", 422).words
    assert "x: skriv GAMMALT=NYTT" in words
    assert "--map" not in words
    assert "Definitionen finns inte längre" in person.see(f"{PAGE}?to=nope", 422).words


def test_with_no_other_version_it_says_how_to_bring_one(demo: Installation) -> None:
    words = Person(demo).see(PAGE).words
    assert "Det finns ingen annan definition av programmet." in words
    assert "Omgången har inte flyttats." in Person(demo).see(f"{PAGE}/moves").words
    assert "There is no other definition of the programme." in Person(demo, lang="en").see(PAGE).words


@pytest.mark.parametrize("login", ["cilla", "david"])
def test_those_who_may_only_read_see_the_plan_and_cannot_carry_it_out(made: Installation, login: str) -> None:
    person = Person(made, login)
    assert "13 flyttas." in looked(person)
    assert [f.action for f in person.page.forms if f.method == "post" and f.action == PAGE] == []
    coordinator = Person(made)
    looked(coordinator)
    person.page = coordinator.page
    posted(person, status=403)
    assert follow(made) == {"2021-1": 13}


def test_in_english_too(made: Installation) -> None:
    person = Person(made, lang="en")
    page = person.see(f"{PAGE}?to={target(made)}&map={PAIR}")
    assert "13 to be moved. Nothing has been changed yet." in page.words
    posted(person)
    assert "13 have been moved." in person.confirm().words
