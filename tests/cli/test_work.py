"""The work of a round from the command line: answers, meetings, attendance, functions, results."""

from __future__ import annotations

import re

import pytest

from tests.cli.console import Console

NAMED = ("planning_followup_holder", "manager_holder", "finance_holder", "top_management")


def test_every_missing_answer_is_named_at_once_and_nothing_is_kept(joined: Console) -> None:
    answer = joined("assignment", "submit", "name_functions", "krim", "--answer", "head_booked=kanske", code=2)
    assert [line.partition(":")[0] for line in answer.err.splitlines()] == ["head_booked", *NAMED]
    assert answer.err.splitlines()[0] == "head_booked: ska vara true eller false"
    assert joined.sql("SELECT count(*) FROM answer") == [(0,)]


def test_answers_may_stand_in_a_file_that_the_program_writes(joined: Console) -> None:
    form = joined("assignment", "show", "name_functions", "krim", "--form").out
    filled = form.replace("#head_booked:", "head_booked: false")
    for field in NAMED:
        filled = filled.replace(f"#{field}:", f"{field}: Ada")
    (joined.folder / "answers.yaml").write_text(filled, encoding="utf-8")
    answer = joined("assignment", "submit", "name_functions", "krim", "--answers", "answers.yaml")
    assert answer.out.splitlines()[1] == "”Uppgift om vilka som deltar” är inskickad."
    shown = joined("assignment", "show", "name_functions", "krim", "--json").json
    assert {q["id"]: q["answer"] for q in shown["questions"]} == {
        **dict.fromkeys(NAMED, "Ada"),
        "head_booked": False,
        "ministry_contact": None,
    }


def test_a_mistake_in_a_file_of_answers_has_its_line(joined: Console) -> None:
    (joined.folder / "answers.yaml").write_text("finance_holder: Eva\nhead_boked: true\n", encoding="utf-8")
    err = joined("assignment", "submit", "name_functions", "krim", "--answers", "answers.yaml", code=2).err
    assert "answers.yaml:2: frågan finns inte i din del" in err
    assert len(err.splitlines()) == 1 + 4


def test_a_file_of_answers_that_is_not_there_says_so(joined: Console) -> None:
    err = joined("assignment", "submit", "name_functions", "krim", "--answers", "nofile.yaml", code=2).err
    assert err.startswith("nofile.yaml: filen finns inte")


def test_an_answer_without_a_question_or_a_value_is_explained(joined: Console) -> None:
    call = ("assignment", "submit", "name_functions", "krim")
    assert joined(*call, "--answer", "head_boked=ja", code=2).err == (
        "--answer head_boked=ja: Menade du head_booked?\n"
    )
    assert joined(*call, "--answer", "head_booked", code=2).err == "--answer head_booked: Skriv FRÅGA=SVAR.\n"
    assert joined(*call, code=2).err.startswith("Inga svar. Ange --answers FIL eller --answer FRÅGA=SVAR.")


def test_one_function_may_submit_its_part_and_the_rest_is_said(started: Console) -> None:
    started("tick", code=None)
    own = ["challenge", "governed_how", "works_well"]
    words = [w for f in own for w in ("--answer", f"{f}=Så här")]
    answer = started("assignment", "submit", "describe_start", "krim", "--function", "planning_followup", *words)
    assert answer.out.splitlines()[1] == "Delen är inskickad. Det återstår: Chef i kärnverksamheten."
    found = started(
        *("assignment", "submit", "describe_start", "krim", "--function", "core_business_manager"),
        *("--answer", "manager_view=Tid", "--json"),
    ).json
    assert (found["complete"], found["late"]) == (True, True)


def test_an_earlier_answer_is_proposed_later(started: Console) -> None:
    words = [w for f in ("challenge", "governed_how", "works_well", "manager_view") for w in ("--answer", f"{f}=Kön")]
    started("assignment", "submit", "describe_start", "krim", *words)
    shown = started("assignment", "show", "name_problem_area", "krim", "--json").json
    assert {q["id"]: q["suggested"] for q in shown["questions"]}["shared_challenge"] == "Kön"
    assert 'shared_challenge: "Kön"' in started("assignment", "show", "name_problem_area", "krim", "--form").out


def test_a_submitted_assignment_is_accepted_or_sent_back_with_a_reason(started: Console) -> None:
    words = [w for f in ("challenge", "governed_how", "works_well", "manager_view") for w in ("--answer", f"{f}=Kön")]
    assert started("assignment", "accept", "describe_start", "krim", code=1).err == "Uppgiften är inte inskickad.\n"
    started("assignment", "submit", "describe_start", "krim", *words)
    assert started("assignment", "send-back", "describe_start", "krim", code=2).err == "Skriv skälet (--reason).\n"
    started("assignment", "send-back", "describe_start", "krim", "--reason", "för kort")
    assert started("assignment", "show", "describe_start", "krim", "--json").json["status"] == "open"
    started("assignment", "submit", "describe_start", "krim", "--answer", "challenge=Kön och ålder")
    started("assignment", "accept", "describe_start", "krim")
    assert started("assignment", "show", "describe_start", "krim", "--json").json["status"] == "accepted"


def test_the_list_of_assignments_puts_the_late_ones_first_in_neutral_words(joined: Console) -> None:
    joined.travel("2021-03-15T08:00")
    found = joined("assignment", "list", "krim", "--json").json["assignments"]
    assert [(a["assignment"], a["late"]) for a in found[:2]] == [("name_functions", True), ("self_assessment", False)]
    out = " ".join(joined("assignment", "list", "krim", "--late").out.split())
    assert "inte inlämnad, skulle ha kommit" in out
    assert "10 mars" in out
    assert "sena" not in out


def test_an_unknown_assignment_gets_the_closest_one(joined: Console) -> None:
    assert joined("assignment", "show", "name_function", "krim", code=2).err == (
        "Kriminalvården har ingen uppgift name_function. Menade du name_functions?\n"
    )


def test_a_meeting_that_moves_says_what_moved_with_it(started: Console) -> None:
    out = started("meeting", "move", "rätts", "2", "2021-06-15", "--mode", "digital").out.splitlines()
    assert out[1] == "Rättsvårdande myndigheter: träff 2 (Problemformulering) är flyttad till tisdag 15 juni."
    assert "  ”Beskrivning av hur ni hittar ojämställdhetsproblem i dag”: sista dag 1 juni → 8 juni" in out[2:]


def test_a_meeting_in_two_sessions_is_planned_after_it_was_called_off(started: Console) -> None:
    assert started("meeting", "cancel", "rätts", "2", code=2).err == "Skriv skälet (--reason).\n"
    started("meeting", "cancel", "rätts", "2", "--reason", "sjukdom")
    started(
        *("meeting", "move", "rätts", "2", "--mode", "hybrid"),
        *("--session", "2021-06-17 9.00-12.00", "--session", "2021-06-16 13:00–16:00"),
    )
    found = next(m for m in started("meeting", "show", "rätts", "--json").json["meetings"] if m["sequence"])
    assert (found["status"], found["day"], found["last_day"]) == ("planned", "2021-06-16", "2021-06-17")
    assert [s["starts_at"] for s in found["sessions"]] == ["2021-06-16T11:00:00+00:00", "2021-06-17T07:00:00+00:00"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2021-06-15", "--from", "nio"), "nio är inget klockslag. Skriv så här: 09:00."),
        (("15/6",), "DATE: 15/6 är inget datum. Skriv så här: 2021-06-01."),
        (("2021-06-15", "--mode", "teams"), "--mode: teams finns inte. Välj bland on_site, digital, hybrid."),
        ((), "Ange en dag, eller --session för varje pass."),
        (("--session", "16 juni 9-12"), "--session: 16 juni 9-12 går inte att läsa. "),
        (("2021-06-15", "--from", "16:00", "--to", "09:00"), "Ett pass slutar innan det börjar."),
        (("2099-06-15",), "Kalendern sweden gäller"),
    ],
)
def test_a_day_or_an_hour_that_will_not_do_is_explained(started: Console, words: tuple[str, ...], said: str) -> None:
    answer = started("meeting", "move", "rätts", "2", *words, code=2)
    assert answer.err.startswith(said)
    assert started("meeting", "show", "rätts", "--json").json["meetings"][1]["day"] == "2021-06-08"


def test_a_held_meeting_proposes_attendance_and_the_move_but_moves_nobody(started: Console) -> None:
    lines = started("meeting", "hold", "rätts", "1").out.splitlines()
    assert lines[1] == "Rättsvårdande myndigheter: träff 1 (Uppstart) är genomförd."
    assert lines[-1] == "  jimflow advance --cluster rattsvardande"
    assert started("why", "krim", "--json").json["state"] == "start"
    assert started("meeting", "hold", "rätts", "1", code=2).err.startswith("Träffen är redan markerad")
    assert started("meeting", "hold", "rätts", "2", code=1).err.startswith("Träffen är den 2021-06-08")


def test_attendance_is_recorded_by_function_with_deputies_and_catch_up(started: Console) -> None:
    started("meeting", "hold", "rätts", "1")
    words = ("--all-present", "--absent", "finance", "--deputy", "agency_head=planning_followup")
    found = started("attendance", "record", "krim", "1", *words, "--json").json
    assert found == {
        "organisation": "kriminalvarden",
        "step": "start",
        "present": ["planning_followup", "core_business_manager", "gm_coordinator", "ministry_officer"],
        "absent": ["finance", "agency_head"],
        "people": found["people"],
        "catch_up": ["read_notes"],
    }
    assert {p["name"]: p["present"] for p in found["people"] if not p["present"]} == {
        "Ekonomifunktion, Kriminalvården": False,
        "Myndighetschef, Kriminalvården": False,
    }
    people = {p["function"]: p for p in started("attendance", "show", "krim", "1", "--json").json["people"]}
    assert people["planning_followup"]["deputised_for"] == people["agency_head"]["appointment"]
    assert {f for f, p in people.items() if not p["present"]} == {"finance", "agency_head"}
    assert {p["mode"] for p in people.values() if p["present"]} == {"digital"}


def test_who_stood_in_for_whom_is_said_and_shown_from_both_sides(
    started: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    started("rsvp", "record", "krim", "1", "--function", "finance", "--answer", "no", "--deputy", "gm_coordinator")
    started("meeting", "hold", "rätts", "1")
    words = ("--present", "finance", "--deputy", "agency_head=planning_followup")
    out = " ".join(started("attendance", "record", "krim", "1", *words).out.split())
    assert "Verksamhetsplanering och uppföljning kom i stället för Myndighetschef. Det som missades" in out
    out = started("--lang", "en", "attendance", "show", "krim", "1").out
    rows = [re.split(r"\s{3,}", line.rstrip())[1:] for line in out.splitlines()[3:]]
    rows = [[row[0], *row[2:]] for row in rows]
    assert [row for row in rows if "instead" in str(row)] == [
        ["Planning and follow-up", "–", "online, instead of Agency head"],
        ["Finance function", "not coming, Gender mainstreaming coordinator comes instead", "online"],
        ["Agency head", "–", "absent, Planning and follow-up came instead"],
    ]
    people = {p["function"]: p for p in started("attendance", "show", "krim", "1", "--json").json["people"]}
    assert people["finance"]["deputy"] == people["gm_coordinator"]["appointment"]


def test_of_several_who_hold_one_function_each_is_named_by_number_name_or_address(
    started: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    for name in ("Anna Ek", "Bo Alm", "Bodil Ask"):
        mail = f"{name.split()[0].lower()}@example.org"
        words = ("--name", name, "--mail", mail, "--since", "2021-04-14", "--beside")
        started("function", "set", "krim", "finance", *words)
    started("meeting", "hold", "rätts", "1")
    named = ("--present", "finance,agency_head", "--absent", "Anna Ek,BO@example.org")
    out = started("attendance", "record", "krim", "1", *named).out
    assert "Inte med: Ekonomifunktion (Anna Ek) och Ekonomifunktion (Bo Alm)." in " ".join(out.split())
    table = [re.split(r"\s{3,}", line.rstrip()) for line in started("attendance", "show", "krim", "1").out.splitlines()]
    rows = {row[2]: (row[0], row[-1]) for row in table if len(row) > 2}
    assert {name: rows[name][1] for name in ("Anna Ek", "Bo Alm", "Bodil Ask")} == {
        "Anna Ek": "inte med",
        "Bo Alm": "inte med",
        "Bodil Ask": "digitalt",
    }
    started("attendance", "record", "krim", "1", "--present", rows["Bo Alm"][0])
    people = started("attendance", "show", "krim", "1", "--json").json["people"]
    assert {p["name"]: p["present"] for p in people if p["name"] in rows and p["function"] == "finance"} == {
        "Ekonomifunktion, Kriminalvården": True,
        "Anna Ek": False,
        "Bo Alm": True,
        "Bodil Ask": True,
    }


def test_a_name_that_may_be_several_people_or_is_misspelt_is_asked_about(started: Console) -> None:
    said = started("attendance", "record", "krim", "1", "--present", "kriminalv", code=2).err
    assert said.startswith("kriminalv kan vara flera: ")
    words = ("--name", "Anna Ek", "--mail", "anna@example.org", "--since", "2021-04-14", "--beside")
    started("function", "set", "krim", "finance", *words)
    assert started("attendance", "record", "krim", "1", "--absent", "Anna Eck", code=2).err == (
        "Ingen funktion eller person här heter Anna Eck. Menade du Anna Ek?\n"
    )


def test_attendance_names_nobody_unknown_and_never_nobody_at_all(started: Console) -> None:
    assert started("attendance", "record", "krim", "1", "--present", "finanse", code=2).err == (
        "Det finns ingen funktion finanse. Menade du finance?\n"
    )
    assert started("attendance", "record", "krim", "1", code=2).err.startswith("Ange vilka som var med:")
    assert started("attendance", "record", "krim", "2", "--all-present", code=2).err.startswith("Träffen är först den")


def test_an_answer_to_an_invitation_may_name_a_deputy(started: Console) -> None:
    call = ("rsvp", "record", "krim", "2", "--function", "finance")
    out = started(*call, "--answer", "no", "--deputy", "planning_followup").out.splitlines()
    assert out[1] == "Ekonomifunktion: kommer inte, i stället kommer Verksamhetsplanering och uppföljning."
    people = started("attendance", "show", "krim", "2", "--json").json["people"]
    assert {p["function"]: p["answer"] for p in people if p["answer"]} == {"finance": "no"}
    assert started(*call, "--answer", "ja", code=2).err == "Svaret är yes, no eller maybe.\n"


def test_a_theme_may_be_named_by_its_title(started: Console) -> None:
    out = started("meeting", "theme", "rätts", "4", "Handläggning och bemötande").out.splitlines()
    assert out[1] == "Rättsvårdande myndigheter: temat är handläggning och bemötande."
    assert (
        started("meeting", "theme", "rätts", "3", "x", code=2).err == "Steget budgeting har inget tema per kluster.\n"
    )


def test_a_slip_in_a_theme_is_refused_and_words_of_ones_own_are_taken_when_one_says_so(started: Console) -> None:
    assert started("meeting", "theme", "rätts", "4", "knowlege", code=2).err == (
        "Inget tema heter knowlege. Menade du knowledge? Är det egna ord: --own-words\n"
    )
    out = started("meeting", "theme", "rätts", "4", "knowlege", "--own-words").out.splitlines()
    assert out[1] == "Rättsvårdande myndigheter: temat är knowlege."
    out = started("meeting", "theme", "rätts", "4", "samverkan med civilsamhället").out.splitlines()
    assert out[1] == "Rättsvårdande myndigheter: temat är samverkan med civilsamhället."


def test_a_new_holder_takes_over_and_an_empty_function_is_told(started: Console) -> None:
    out = started("function", "set", "krim", "finance", "--name", "Eva Ek", "--mail", "eva.ek@example.org").out
    assert out.splitlines()[1] == "Eva Ek innehar ”Ekonomifunktion” från 2021-04-15."
    held = started("function", "list", "krim", "--json").json["appointments"]
    assert [a["name"] for a in held if a["function"] == "finance"] == ["Eva Ek"]
    started("function", "end", "krim", "finance", "--until", "2021-04-15")
    started.travel("2021-04-19T07:00")
    assert "Ingen innehar ”Ekonomifunktion” (finance)." in started("function", "list", "krim").out


def test_the_hosts_functions_are_listed_and_filled_without_an_agency(started: Console) -> None:
    started(
        *("function", "set", "jämställdhetsmyndigheten", "programme_coordinator", "--beside"),
        *("--name", "Bo Berg", "--mail", "bo@example.org"),
    )
    names = [a["name"] for a in started("function", "list", "--json").json["appointments"]]
    assert "Bo Berg" in names
    assert "Samordningen för JiM+" in names


def test_an_address_that_is_none_is_refused(started: Console) -> None:
    answer = started("function", "set", "krim", "finance", "--name", "Eva", "--mail", "eva(at)example", code=2)
    assert answer.err.strip()
    assert "Traceback" not in answer.err


def test_a_roster_from_a_file_says_what_it_changed(started: Console) -> None:
    (started.folder / "roster.csv").write_text(
        "organisation;function;name;mail\nkriminalvarden;finance;Eva Ek;eva.ek@example.org\n", encoding="utf-8"
    )
    assert started("roster", "load", "roster.csv").out.splitlines()[1].startswith("roster.csv: 1 nya, 1 avslutade")


def test_a_mistake_in_a_roster_has_its_row_and_column_and_nothing_is_loaded(started: Console) -> None:
    (started.folder / "roster.csv").write_text(
        "organisation;function;name;mail\nkriminalvarden;finanse;Eva Ek;eva.ek@example.org\n", encoding="utf-8"
    )
    before = started.sql("SELECT count(*) FROM appointment")
    answer = started("roster", "load", "roster.csv", code=2)
    assert "roster.csv rad 2" in answer.err
    assert "finance" in answer.err
    assert started.sql("SELECT count(*) FROM appointment") == before


def test_a_result_stands_on_a_step_of_the_chain(started: Console) -> None:
    assert (
        started("result", "add", "krim", "activity", "Vi provade").out.splitlines()[1] == "Resultat nr 1 är antecknat."
    )
    assert [r["text"] for r in started("result", "list", "--json").json["results"]] == ["Vi provade"]
    assert started("result", "add", "krim", "aktivitet", "x", code=2).err == (
        "Välj ett steg på resultatkedjan: activity, product, working_method, operations.\n"
    )


def test_a_mistake_in_a_round_file_has_its_line_and_nothing_is_loaded(empty: Console) -> None:
    from tests.cli.console import ROUND

    empty("init")
    written = ROUND.read_text(encoding="utf-8")
    written = written.replace("model_agency: kriminalvarden", "model_agency: kriminalvardn").replace(
        "2021-06-08", "2021-06-38"
    )
    (empty.folder / "broken.yaml").write_text(written, encoding="utf-8")
    answer = empty("round", "load", "broken.yaml", code=2)
    assert len(answer.err.splitlines()) == 2
    assert all(line.startswith("broken.yaml:") for line in answer.err.splitlines())
    assert "kriminalvarden" in answer.err
    assert empty.sql("SELECT count(*) FROM round") == [(0,)]


def test_a_round_is_loaded_once(console: Console) -> None:
    from tests.cli.console import ROUND

    assert console("round", "load", str(ROUND), code=1).err == (
        "jim-plus-2021-2022.yaml är redan laddad: omgången jim-plus-2021-2022 finns med precis det innehållet. "
        "Inget ändrades.\n"
    )


def test_the_list_of_rounds_is_a_document_too(console: Console) -> None:
    (found,) = console("round", "list", "--json").json["rounds"]
    assert (found["id"], found["clusters"], found["participations"], found["example"]) == (
        "jim-plus-2021-2022",
        3,
        13,
        True,
    )


def test_agency_and_assignment_may_be_written_in_either_order(joined: Console) -> None:
    one = joined("assignment", "show", "name_functions", "krim", "--json")
    assert joined("assignment", "show", "krim", "name_functions", "--json").out == one.out
