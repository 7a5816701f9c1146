"""Moves from the command line: what is done, what is refused and why, and how a person goes on from there."""

from __future__ import annotations

import pytest

from tests.cli.console import Console, copied

CLUSTER = ("kriminalvarden", "polismyndigheten", "migrationsverket", "statens_institutionsstyrelse")
WARNINGS = "functions_named,self_assessment_done"


@pytest.fixture(scope="module")
def joined_once(filled: Console, tmp_path_factory: pytest.TempPathFactory) -> Console:
    """The cluster of justice agencies in preparation, 3 February 2021. Not to be changed."""
    console = copied(filled, tmp_path_factory.mktemp("joined"))
    for agency in CLUSTER:
        console("do", agency, "invite")
        console("do", agency, "accept")
    console.travel("2021-02-03T08:00")
    return console


@pytest.fixture
def joined(joined_once: Console, tmp_path_factory: pytest.TempPathFactory) -> Console:
    return copied(joined_once, tmp_path_factory.mktemp("copy"))


def test_a_move_says_from_where_to_where(console: Console) -> None:
    assert console("do", "csn", "invite").out.splitlines()[1:] == ["CSN: Föreslagen → Inbjuden.", "Mejl i utkorgen: 2."]
    assert console("--lang", "en", "do", "csn", "decline", "--reason", "no time").out.splitlines()[1] == (
        "CSN: Invited → Declined."
    )


def test_a_refusal_says_everything_that_remains_who_can_mend_it_and_how_to_go_on(joined: Console) -> None:
    answer = joined("advance", "kriminalvarden", code=1)
    assert answer.out.splitlines()[1:] == [
        "Kriminalvården kan inte gå vidare än. Det här återstår:",
        "  [varning] Kriminalvården har inte lämnat uppgift om vilka som deltar (sista",
        "    dag 10 mars). (functions_named)",
        "    → JiM-samordnaren på Kriminalvården skickar in uppgiften om deltagarna.",
        "  [varning] Självskattningen är inte inlämnad (sista dag 29 mars). Den är",
        "    grunden för det fortsatta arbetet. (self_assessment_done)",
        "    → JiM-samordnaren på Kriminalvården skickar in självskattningen.",
        "",
        "Inte för sent än: functions_named och self_assessment_done. Det som saknas kan",
        "komma i tid, och då behöver ingen varning passeras.",
        "",
        "Varningarna kan passeras av den som tar ställning:",
        f"  jimflow advance kriminalvarden --acknowledge {WARNINGS}",
    ]


def test_the_command_it_proposes_works(joined: Console) -> None:
    proposed = joined("advance", "kriminalvarden", code=1).out.splitlines()[-1].split()
    answer = joined(*proposed[1:])
    assert answer.out.splitlines()[1:3] == [
        "Kriminalvården: Förberedelse → Uppstart.",
        "Passerade varningar (de står i granskningsloggen): functions_named, self_assessment_done.",
    ]


def test_a_refused_attempt_stands_in_the_audit(joined: Console) -> None:
    joined("advance", "kriminalvarden", "--actor", "Ada", code=1)
    entry = joined("audit", "list", "kriminalvarden", "--limit", "1", "--json").json["entries"][0]["payload"]
    assert (entry["kind"], entry["actor"], entry["stopped_by"]) == (
        "refused",
        {"name": "Ada", "role": "operator"},
        ["functions_named", "self_assessment_done"],
    )


def test_why_and_previews_write_nothing(joined: Console) -> None:
    before = joined.sql("SELECT count(*) FROM audit_entry")
    joined("why", "kriminalvarden")
    joined("why", "kriminalvarden", "--at", "2021-05-12")
    joined("round", "show")
    joined("mail", "preview", "open", "kriminalvarden")
    assert joined.sql("SELECT count(*) FROM audit_entry") == before


def test_a_version_that_is_no_longer_the_present_one_is_refused(joined: Console) -> None:
    seen = joined("round", "show", "--json").json["clusters"][0]["participations"][0]["version"]
    joined("advance", "kriminalvarden", "--acknowledge", WARNINGS)
    answer = joined("advance", "kriminalvarden", "--seen", str(seen), "--acknowledge", WARNINGS, code=1)
    assert answer.out.splitlines()[1] == (
        "Kriminalvården: Någon annan har ändrat uppgifterna sedan du såg dem. Inget sparades. "
        "Titta igen med jimflow why och försök på nytt."
    )
    found = joined("advance", "kriminalvarden", "--seen", str(seen), "--json", code=1).json["results"][0]
    assert [(b["code"], b["facts"]) for b in found["blockers"]] == [("stale", {"seen": 2, "version": 3})]


def test_the_version_that_was_seen_is_accepted(joined: Console) -> None:
    joined("advance", "kriminalvarden", "--seen", "2", "--acknowledge", WARNINGS)


def test_a_version_must_be_a_number(joined: Console) -> None:
    assert joined("advance", "kriminalvarden", "--seen", "two", code=2).err == "--seen: two är inget heltal.\n"


def test_a_cluster_moves_those_who_can_and_says_of_each_what_became_of_it(joined: Console) -> None:
    joined("advance", "sis", "--acknowledge", WARNINGS)
    joined("pause", "migrationsverket", "--reason", "flytt")
    answer = joined("advance", "--cluster", "rätts", "--acknowledge", WARNINGS, code=1)
    lines = [" ".join(line.split()) for line in answer.out.splitlines()]
    assert "Kriminalvården Förberedelse Uppstart klart" in lines
    assert "Polismyndigheten Förberedelse Uppstart klart" in lines
    assert "Statens institutionsstyrelse Uppstart Problemformulering stannar" in lines
    assert "Statens institutionsstyrelse kan inte gå vidare än. Det här återstår:" in lines
    assert "Migrationsverket är inte med i flytten (Pausad)." in lines


def test_a_cluster_that_moves_whole_ends_with_0(joined: Console) -> None:
    found = joined("advance", "--cluster", "rätts", "--acknowledge", WARNINGS, "--json").json["results"]
    assert [(r["organisation"], r["to"], r["ok"]) for r in found] == [(a, "start", True) for a in CLUSTER]


def test_a_cluster_with_a_wanted_state_moves_only_those_it_comes_next_for(joined: Console) -> None:
    joined("advance", "sis", "--acknowledge", WARNINGS)
    found = joined("advance", "--cluster", "rätts", "--to", "start", "--acknowledge", WARNINGS, "--json", code=1).json
    assert [(r["organisation"], r["ok"]) for r in found["results"]] == [(a, a != CLUSTER[3]) for a in CLUSTER]
    assert [b["code"] for b in found["results"][3]["blockers"]] == ["order"]


def test_an_agency_or_a_cluster_must_be_named_and_not_both(joined: Console) -> None:
    assert joined("advance", code=2).err == "Ange en organisation eller --cluster.\n"
    assert joined("advance", "csn", "--cluster", "rätts", code=2).err == "Ange en organisation eller --cluster.\n"
    assert joined("advance", "--cluster", "rätts", "--seen", "1", code=2).err == "--seen gäller en enda organisation.\n"


def test_a_state_may_be_named_by_its_title(joined: Console) -> None:
    joined("advance", "sis", "--to", "Uppstart", "--acknowledge", WARNINGS)
    answer = joined("--lang", "en", "reopen", "sis", "--to", "preparation", "--reason", "again")
    assert answer.out.splitlines()[1] == "Swedish National Board of Institutional Care: Kick-off → Preparation."


def test_an_unknown_state_rule_or_trigger_gets_the_closest_one_and_is_no_attempt(joined: Console) -> None:
    before = joined.sql("SELECT count(*) FROM audit_entry")
    assert joined("advance", "sis", "--to", "strat", code=2).err.startswith(
        "Det finns inget läge som heter strat. Menade du start?"
    )
    assert joined("advance", "sis", "--acknowledge", "self_assesment_done", code=2).err == (
        "Det finns ingen regel som heter self_assesment_done. Menade du self_assessment_done?\n"
    )
    assert joined("do", "sis", "invit", code=2).err == "Det finns inget som heter invit. Menade du invite?\n"
    assert joined("why", "sis", "--trigger", "advanse", code=2).err == (
        "Det finns inget som heter advanse. Menade du advance?\n"
    )
    assert joined.sql("SELECT count(*) FROM audit_entry") == before


def test_a_state_further_on_says_what_comes_first(joined: Console) -> None:
    said = " ".join(joined("advance", "sis", "--to", "budgeting", code=1).out.split())
    assert "kan inte gå till Jämställdhetsbudgetering: Uppstart kommer först. (order)" in said


def test_what_needs_a_reason_says_so(joined: Console) -> None:
    assert joined("withdraw", "sis", code=1).out.splitlines()[1:] == [
        "Statens institutionsstyrelse: ”Lämna omgången” går inte än.",
        "  [stopp] Det behövs ett skäl till ”Lämna omgången”. (reason_needed)",
        "    → Skriv kort varför. Skälet sparas i granskningsloggen.",
    ]
    assert joined("withdraw", "sis", "--reason", "ombildas").code == 0


def test_pause_and_resume_lead_back_to_where_it_was(joined: Console) -> None:
    joined("pause", "sis", "--reason", "flytt")
    assert joined("why", "sis", "--trigger", "resume").out.splitlines()[3] == "”Återuppta” är möjligt."
    assert joined("resume", "sis").out.splitlines()[1] == "Statens institutionsstyrelse: Pausad → Förberedelse."


def test_why_looks_ahead_to_a_day(joined: Console) -> None:
    joined("advance", "sis", "--acknowledge", WARNINGS)
    now = joined("why", "sis", "--json").json["blockers"]
    then = joined("why", "sis", "--at", "2021-05-12", "--json").json["blockers"]
    assert "meeting_held" in [b["code"] for b in now]
    assert "meeting_held" not in [b["code"] for b in then]
    out = joined("why", "sis", "--at", "2022-05-12").out.splitlines()
    assert out[3:5] == [
        "Torsdag 12 maj 2022 kan Statens institutionsstyrelse inte gå vidare till",
        "Problemformulering, om inget ändras. Det här återstår då:",
    ]
    assert joined("--lang", "en", "why", "sis", "--trigger", "withdraw", "--at", "2021-05-12").out.splitlines()[
        3:5
    ] == [
        "On Wednesday 12 May “Withdraw” is possible for Swedish National Board of",
        "Institutional Care, if nothing changes.",
    ]
    assert max(map(len, out)) <= 80


def test_a_day_that_is_none_is_refused(joined: Console) -> None:
    assert joined("why", "sis", "--at", "12/5", code=2).err == (
        "--at: 12/5 är inget datum. Skriv så här: 2021-06-01.\n"
    )


def test_a_waiver_under_block_holds_once_another_person_has_signed(joined: Console) -> None:
    words = ("waive", "sis", "management_present", "--step", "start", "--reason", "sjuk", "--until", "2021-12-31")
    answer = joined(*words, "--actor", "Ada")
    assert answer.out.splitlines()[-1] == "  jimflow waive --countersign 1 --actor NAMN"
    assert joined("waive", "--countersign", "1", "--actor", "Ada", code=1).err == (
        "Den som har beslutat avsteget kan inte själv kontrasignera det. Be en kollega (--actor).\n"
    )
    assert joined("waive", "--countersign", "1", "--actor", "Bo").out.splitlines()[1] == (
        "Avsteg nr 1 är kontrasignerat och gäller nu."
    )


def test_a_waiver_needs_all_its_words_and_a_rule_that_can_be_waived(joined: Console) -> None:
    assert joined("waive", "sis", code=2).err == ("Skriv: jimflow waive MYNDIGHET REGEL --reason SKÄL --until DATUM\n")
    common = ("--reason", "x", "--until", "2021-12-31")
    assert joined("waive", "sis", "functions_nmed", *common, code=2).err == (
        "Regeln functions_nmed finns inte. Menade du functions_named?\n"
    )
    assert joined("waive", "sis", "meeting_held", *common, code=1).err == (
        "Från regeln meeting_held kan inget avsteg göras.\n"
    )


def test_the_actor_is_the_option_else_the_setting_else_whoever_is_logged_in(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "inloggad")
    console("do", "csn", "invite")
    monkeypatch.setenv("JIMFLOW_ACTOR", "Ada")
    console("do", "forte", "invite")
    console("do", "formas", "invite", "--actor", "Bo")
    found = console("audit", "list", "--kind", "move", "--json").json["entries"]
    assert [e["payload"]["actor"]["name"] for e in found] == ["Bo", "Ada", "inloggad"]


def test_the_board_puts_what_is_late_first_and_says_it_neutrally(joined: Console) -> None:
    joined.travel("2021-04-01T08:00")
    joined("pause", "kriminalvarden", "--reason", "flytt")
    lines = joined("round", "show").out.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("Rättsvårdande"))
    rows = [" ".join(line.split()) for line in lines[start:] if line[:1].strip()]
    assert lines[start + 1 : start + 3] == [
        "  nästa: träff 1 (Uppstart), onsdag 14 april (exempeldatum)",
        "  modellmyndighet: Kriminalvården",
    ]
    # By name Kriminalvården would come first; paused, it needs nobody.
    assert [row.split()[0] for row in rows[3:7]] == [
        "Migrationsverket",
        "Polismyndigheten",
        "Statens",
        "Kriminalvården",
    ]
    assert "Migrationsverket Förberedelse ”Uppgift om vilka som deltar”" in rows[3]
    assert "skulle ha kommit 10 mars och 1 till" in " ".join(" ".join(lines[start:]).split())
    assert rows[6] == "Kriminalvården Pausad var i Förberedelse"
    assert max(map(len, lines)) <= 80


def test_the_model_agencys_seat_is_shown_empty_when_it_has_left(joined: Console) -> None:
    joined("withdraw", "kriminalvarden", "--reason", "ombildas")
    out = joined("round", "show").out
    assert "modellmyndighetens plats är tom" in out
    assert "Har lämnat omgången" in out


def test_the_board_is_plain_text_off_a_terminal(joined: Console) -> None:
    assert "\x1b" not in joined("round", "show").out
    assert "\x1b" not in joined("advance", "--cluster", "rätts", code=1).out


def test_what_will_need_a_reason_is_said_beforehand(joined: Console) -> None:
    assert joined("why", "sis", "--trigger", "withdraw").out.splitlines()[-1] == "  Ett skäl krävs: --reason"


def test_the_proposed_command_names_the_round_where_it_had_to_be_named(joined: Console) -> None:
    out = joined("advance", "sis", "--round", "jim-plus-2021-2022", code=1).out
    assert out.splitlines()[-1].endswith(f" --acknowledge {WARNINGS} --round jim-plus-2021-2022")
