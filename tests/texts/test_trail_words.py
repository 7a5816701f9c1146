"""Entries of the audit in words: with codes for whoever knows the definition, with titles for everybody else."""

from __future__ import annotations

from jimflow.store.queries.trail_people import TrailPerson
from jimflow.texts.trail_words import actor_words, detail, titled_detail
from tests.build import mini

MOVE = {"kind": "move", "from": "start", "to": "deepening", "acknowledged": ["functions_present"], "reason": "Bråttom"}


def test_a_move_names_its_states_what_was_passed_and_why() -> None:
    assert detail(MOVE) == "start → deepening · functions_present · ”Bråttom”"
    assert titled_detail(MOVE, mini().workflow, "sv") == (
        "Uppstart → Fördjupning · passerade varningen ”deltar: Planeringsfunktion och JiM-samordnare” · ”Bråttom”"
    )
    refused = {"kind": "refused", "from": "start", "to": "deepening", "stopped_by": ["meeting_held"]}
    assert titled_detail(refused, mini().workflow, "en").startswith("Kick-off → In-depth session · stopped by “")


def test_work_people_and_days_are_called_by_their_names() -> None:
    entry = {"step": "start", "assignment": "describe_today", "function": "planner", "until": "2021-12-31"}
    assert titled_detail(entry, mini().workflow, "sv") == (
        "Uppstart · Nulägesbeskrivning · Planeringsfunktion · 31 december 2021"
    )
    reply = {"step": "start", "function": "head", "answer": "no"}
    assert titled_detail(reply, mini().workflow, "en") == "Kick-off · Agency head · not coming"


def test_what_a_mail_said_is_told_once_however_many_it_went_to() -> None:
    work = "open:start:describe_today"
    due = {"kind": "due", "items": [f"{work} → planner", f"{work} → head", "invite:start → head"]}
    assert titled_detail(due, mini().workflow, "sv") == (
        "ny uppgift ”Nulägesbeskrivning” och kalenderinbjudan till träff 1 (Uppstart)"
    )


def test_what_the_definition_does_not_know_stands_as_it_is() -> None:
    entry = {"step": "nowhere", "rule": "no_rule", "round": "mini-2021"}
    assert titled_detail(entry, mini().workflow, "sv") == detail(entry) == "nowhere · no_rule · mini-2021"


PEOPLE = {
    "a1": TrailPerson("Anna Ek", {7: ("finance", "planner")}),
    "b2": TrailPerson("Bo Alm", {7: ("planner",), 8: ("head",)}),
    "c3": TrailPerson("", {7: ("finance",)}),
    "d4": TrailPerson("Dag Ö", {}),
}


def acted(name: str, lang: str = "sv", **more: str) -> str:
    """Who acted, in an entry of the chain of participation 7."""
    entry = {"actor": {"name": name, "role": "participant"}, **more}
    return actor_words(entry, lang, PEOPLE, 7, mini().workflow)


def test_whoever_took_part_is_named_with_the_function_they_acted_in() -> None:
    assert acted("a1", function="finance") == "Anna Ek, ekonomifunktion"
    assert acted("a1", "en", function="planner") == "Anna Ek, planning function"
    assert acted("a1") == "Anna Ek"
    assert acted("b2") == "Bo Alm, planeringsfunktion"
    assert acted("d4", function="finance") == "Dag Ö"


def test_whoever_acted_for_another_is_named_with_whom_and_the_others_function() -> None:
    assert acted("d4", behalf="b2") == "Dag Ö åt Bo Alm, planeringsfunktion"
    assert acted("d4", "en", behalf="b2") == "Dag Ö for Bo Alm, planning function"
    assert acted("d4", behalf="c3") == "Dag Ö åt en raderad person, ekonomifunktion"


def test_somebody_who_was_erased_is_called_that_and_one_who_is_not_known_by_what_the_entry_says() -> None:
    assert acted("c3") == "en raderad person, ekonomifunktion"
    assert acted("c3", "en") == "an erased person, finance function"
    assert acted("planner") == "planner"
    assert actor_words({"actor": {"name": "eva", "role": "coordinator"}}, "sv", PEOPLE) == "eva"
    assert actor_words({"automatic": True, "actor": {"name": "a1"}}, "en", PEOPLE) == "jimflow, by itself"
