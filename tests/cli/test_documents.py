"""The JSON documents that programs rely on: exactly these keys, in both languages where there are words."""

from __future__ import annotations

from typing import Any

from tests.cli.console import Console

BLOCKER = {"code", "severity", "waivable", "text", "facts", "fix"}


def test_why_has_its_keys(real: Console) -> None:
    found = real("why", "kriminalvarden", "--json").json
    assert set(found) == {"organisation", "state", "trigger", "allowed", "blockers", "other_ways"}
    assert (found["organisation"], found["state"], found["trigger"], found["allowed"]) == (
        "kriminalvarden",
        "proposed",
        "advance",
        False,
    )
    _blockers(found["blockers"])
    assert [b["code"] for b in found["blockers"]] == ["order"]


def test_advance_has_its_keys(real: Console) -> None:
    answer = real("advance", "kriminalvarden", "--json", code=1).json
    assert set(answer) == {"results"}
    (found,) = answer["results"]
    assert set(found) == {"organisation", "from", "to", "ok", "blockers"}
    assert (found["organisation"], found["from"], found["to"], found["ok"]) == (
        "kriminalvarden",
        "proposed",
        None,
        False,
    )
    _blockers(found["blockers"])


def test_a_move_that_is_made_has_the_same_keys(real: Console) -> None:
    assert real("do", "csn", "invite", "--json").json == {
        "results": [{"organisation": "csn", "from": "proposed", "to": "invited", "ok": True, "blockers": []}]
    }


def test_round_show_has_its_keys(real: Console) -> None:
    answer = real("round", "show", "--json").json
    assert set(answer) == {"clusters"}
    assert [set(c) for c in answer["clusters"]] == [{"id", "participations"}] * 3
    assert [(c["id"], len(c["participations"])) for c in answer["clusters"]] == [
        ("rattsvardande", 4),
        ("forskningsfinansiarer", 4),
        ("valfardsmyndigheter", 5),
    ]
    first = answer["clusters"][0]["participations"][0]
    assert first == {"organisation": "kriminalvarden", "state": "proposed", "status": "outside", "version": 0}


def test_audit_verify_has_its_keys(real: Console) -> None:
    assert real("audit", "verify", "--json").json == {"ok": True, "chains": 14, "entries": 15, "first_bad": None}


def test_what_is_not_real_stands_beside_the_document(console: Console, real: Console) -> None:
    assert console("why", "csn", "--json").err == "exempelklocka 11 jan 2021 · påhittat exempel\n"
    assert real("why", "csn", "--json").err == "påhittat exempel\n"


def test_the_document_is_the_same_in_either_language(real: Console) -> None:
    sv, en = real("why", "csn", "--json"), real("--lang", "en", "why", "csn", "--json")
    assert (sv.out, en.err) == (en.out, "invented example\n")


def _blockers(found: list[dict[str, Any]]) -> None:
    assert found
    for blocker in found:
        assert set(blocker) == BLOCKER
        assert set(blocker["text"]) == set(blocker["fix"]) == {"sv", "en"}
        assert blocker["text"]["sv"] != blocker["text"]["en"]
