"""A person erased from the command line: looked at first, then done, and the audit tells it without a name."""

from __future__ import annotations

import pytest

from tests.cli.console import Console

ANNA = ("--name", "Anna Ek", "--mail", "anna.ek@example.org")


@pytest.fixture
def left(joined: Console) -> Console:
    """Anna Ek was Kriminalvården's finance function for the month of January."""
    joined("function", "set", "kriminalvarden", "finance", *ANNA, "--until", "2021-01-31")
    joined.travel("2021-02-01T09:00")
    return joined


def named(console: Console) -> str:
    """An entry of a decision that names Anna, as CHAIN:NO."""
    console(
        *("waive", "kriminalvarden", "management_present", "--step", "start"),
        *("--reason", "Anna Ek är ensam", "--until", "2021-05-01"),
    )
    document = console("person", "erase", "anna.ek@example.org", "--dry-run", "--json").json
    (kept,) = [k for k in document["kept"] if k["code"] == "records"]
    return f"{kept['entries'][0]['chain']}:{kept['entries'][0]['seq']}"


def test_a_look_tells_what_goes_what_stays_and_how_to_go_on(left: Console) -> None:
    answer = left("person", "erase", "anna.ek@example.org", "--dry-run").out
    code = left("person", "erase", "anna.ek@example.org", "--dry-run", "--json").json["seen"]
    for words in (
        "Person nr ",
        "  namnet och adresserna: anna.ek@example.org",
        "  0 mejl till personen",
        f"Radera: jimflow person erase anna.ek@example.org --seen {code} --reason SKÄL",
    ):
        assert words in answer


def test_nothing_goes_before_somebody_has_looked(left: Console) -> None:
    answer = left("person", "erase", "anna.ek@example.org", "--reason", "Begäran", code=2)
    assert answer.err.startswith("Titta först på vad som raderas och vad som bevaras, med --dry-run.")
    assert left.sql("SELECT count(*) FROM person WHERE name = 'Anna Ek'") == [(1,)]


def test_what_was_seen_is_erased_and_the_audit_says_so_and_is_whole(left: Console) -> None:
    entry = named(left)
    look = left("person", "erase", "anna.ek@example.org", "--entries", entry, "--dry-run", "--json").json
    call = ("person", "erase", "anna.ek@example.org", "--entries", entry, "--reason", "Begäran 2021-02-01")
    done = left(*call, "--seen", look["seen"]).out
    assert "Raderat: namn, adresser, 0 mejl, innehåll i 1 poster i granskningsloggen." in done
    assert left.sql("SELECT count(*) FROM person WHERE name = 'Anna Ek' OR mail = 'anna.ek@example.org'") == [(0,)]
    verified = left("audit", "verify").out
    assert "Innehållet i 1 av dem är raderat enligt beslut: jimflow audit list --kind erasure" in verified
    document = left("audit", "verify", "--json").json
    assert (document["ok"], document["erased"]) == (True, 1)
    listed = left("audit", "list", "--kind", "erasure").out
    assert "”Begäran 2021-02-01”" in listed and "Anna" not in listed


def test_a_refusal_has_its_own_exit_code(joined: Console) -> None:
    joined("function", "set", "kriminalvarden", "finance", *ANNA)
    look = joined("person", "erase", "anna.ek@example.org", "--dry-run", "--json").json
    assert look["holds"] == ["finance"]
    call = ("person", "erase", "anna.ek@example.org", "--seen", look["seen"], "--reason", "Begäran")
    answer = joined(*call, code=1)
    assert answer.err.endswith("Personen innehar finance. Avsluta först: jimflow function end\n")


def test_a_misspelt_entry_and_an_unknown_person_are_told(left: Console) -> None:
    wrong = left("person", "erase", "anna.ek@example.org", "--dry-run", "--entries", "formas", "--lang", "en", code=2)
    assert wrong.err.startswith("--entries: formas is no entry. Write CHAIN:NUMBER")
    nobody = left("person", "erase", "nobody@example.org", "--dry-run", "--lang", "en", code=2)
    assert nobody.err.startswith("No person was found for nobody@example.org.")


def test_all_that_is_kept_about_a_person_is_shown_to_be_handed_over(left: Console) -> None:
    said = left("person", "show", "anna.ek@example.org").out
    for words in ("Anna Ek", "Funktioner: 1\n", "funktion finance", "till 2021-01-31", "Hela texterna finns"):
        assert words in said
    document = left("person", "show", "anna.ek@example.org", "--json").json
    assert [s["subject"] for s in document["subjects"]] == ["person", "appointment"]
    assert set(document["audit"]["kinds"]) == {"functions"}
    answer = left("person", "show", "nobody@example.org", code=2)
    assert answer.err.startswith("Ingen person hittades för nobody@example.org.")
