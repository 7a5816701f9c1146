"""A verb done with everyone in a cluster: an answer for each, and who takes no part."""

from __future__ import annotations

import pytest

from tests.cli.console import Console

CLUSTER = ("kriminalvarden", "polismyndigheten", "migrationsverket", "statens_institutionsstyrelse")


def test_a_whole_cluster_is_invited_and_accepts_with_an_answer_for_each(console: Console) -> None:
    invited = console("do", "--cluster", "rätts", "invite", "--json").json["results"]
    assert [(r["organisation"], r["from"], r["to"], r["ok"]) for r in invited] == [
        (agency, "proposed", "invited", True) for agency in CLUSTER
    ]
    lines = [" ".join(line.split()) for line in console("do", "accept", "--cluster", "rätts").out.splitlines()]
    assert lines[3:] == [
        "Kriminalvården Inbjuden Förberedelse klart",
        "Polismyndigheten Inbjuden Förberedelse klart",
        "Migrationsverket Inbjuden Förberedelse klart",
        "Statens institutionsstyrelse Inbjuden Förberedelse klart",
    ]


def test_who_is_elsewhere_takes_no_part_and_is_named(console: Console) -> None:
    console("do", "kriminalvarden", "invite")
    out = console("--lang", "en", "do", "--cluster", "rätts", "invite").out.splitlines()
    assert out[-1] == "Swedish Prison and Probation Service takes no part in the move (Invited)."
    assert console("why", "kriminalvarden", "--json").json["state"] == "invited"


def test_one_that_is_refused_makes_it_exit_1_and_each_refusal_is_in_the_audit(console: Console) -> None:
    console("do", "--cluster", "rätts", "invite")
    console("do", "--cluster", "rätts", "accept")
    found = console("do", "--cluster", "rätts", "pause", "--json", code=1).json["results"]
    assert [(r["ok"], [b["code"] for b in r["blockers"]]) for r in found] == [(False, ["reason_needed"])] * 4
    assert len(console("audit", "list", "--kind", "refused", "--json").json["entries"]) == 4
    console("do", "--cluster", "rätts", "pause", "--reason", "flytt")
    assert [r["to"] for r in console("do", "--cluster", "rätts", "resume", "--json").json["results"]] == [
        "preparation"
    ] * 4


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("csn", "invite", "--cluster", "rätts"), 2, "Med --cluster anges bara vad som ska hända: "),
        (("--cluster", "rätts", "invit"), 2, "Det finns inget som heter invit. Menade du invite?"),
        (("--cluster", "rätts", "invite", "--seen", "1"), 2, "--seen gäller en enda organisation."),
        (("csn",), 2, "Ange en organisation (eller --cluster) och vad som ska hända: jimflow do ORGANISATION TRIGGER"),
        (("--cluster", "rätts", "resume"), 1, "Ingen i Rättsvårdande myndigheter är i ett läge där ”Återuppta” är"),
    ],
)
def test_a_call_that_means_nobody_is_explained(console: Console, words: tuple[str, ...], code: int, said: str) -> None:
    assert console("do", *words, code=code).err.startswith(said)
    assert console.sql("SELECT DISTINCT state FROM participation") == [("proposed",)]
