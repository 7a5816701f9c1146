"""Some questions now and the rest later, for everything or for one function's part."""

from __future__ import annotations

from tests.cli.console import Console

TASK = ("describe_start", "krim")
PLANNING = ("--function", "planning_followup")
SUBMIT, SHOW = ("assignment", "submit", *TASK), ("assignment", "show", *TASK)
SHARED = ["governed_how", "works_well", "challenge", "want_to_learn"]


def asked(form: str) -> list[str]:
    """The questions that a form has a line for, answered or not."""
    lines = [line.removeprefix("#") for line in form.splitlines() if not line.startswith("# ")]
    return [line.partition(":")[0] for line in lines if line]


def filled(console: Console, form: str, **answers: str) -> str:
    """The form with these answers, in a file."""
    for field, words in answers.items():
        assert f"\n#{field}:" in form
        form = form.replace(f"\n#{field}:", f"\n{field}: {words}")
    (console.folder / "form.yaml").write_text(form, encoding="utf-8")
    return "form.yaml"


def test_a_form_for_one_function_asks_what_it_answers_and_is_accepted_back(started: Console) -> None:
    form = started(*SHOW, "--form", *PLANNING).out
    assert asked(form) == SHARED
    assert asked(started(*SHOW, "--form").out) == [*SHARED[:3], "manager_view", "want_to_learn"]
    assert form.splitlines()[:3] == [
        "# Beskrivning av hur jämställdhetsarbetet styrs i dag · Kriminalvården · Verksamhetsplanering och uppföljning",
        "# Fyll i, ta bort # framför svaret och kör:",
        "#   jimflow assignment submit describe_start kriminalvarden --function planning_followup --answers FIL",
    ]
    file = filled(started, form, **dict.fromkeys(SHARED, "Så här"))
    done = started(*SUBMIT, *PLANNING, "--answers", file, "--json").json
    assert (done["parts"], done["complete"]) == (["gm_coordinator", "planning_followup"], False)


def test_a_form_for_another_step_is_submitted_in_that_step(started: Console) -> None:
    form = started("assignment", "show", "evaluate_meeting", "krim", "--step", "2", "--form").out
    assert "submit evaluate_meeting kriminalvarden --step problem_formulation --answers FIL" in form


def test_only_the_part_of_a_function_is_shown_on_the_screen_and_in_the_document(started: Console) -> None:
    out = started(*SHOW, *PLANNING).out
    assert ("governed_how:" in out, "manager_view:" in out) == (True, False)
    assert [q["id"] for q in started(*SHOW, *PLANNING, "--json").json["questions"]] == SHARED
    assert started(*SHOW, "--function", "finance", code=2).err == (
        "Uppgiften går till gm_coordinator, planning_followup, core_business_manager, inte till finance.\n"
    )
    assert started(*SHOW, "--function", "planning_folowup", code=2).err == (
        "Det finns ingen funktion planning_folowup. Menade du planning_followup?\n"
    )


def test_saved_answers_are_shown_filled_in_next_time_and_submitted_with_the_rest(started: Console) -> None:
    out = started(*SUBMIT, *PLANNING, "--answer", "works_well=Stöd", "--draft").out.splitlines()
    assert out[1:] == [
        "Svaren är sparade, inte inskickade. ”Beskrivning av hur jämställdhetsarbetet styrs i dag” är öppen.",
        "Svar saknas på: governed_how, challenge.",
    ]
    assert "    Stöd (sparat, inte inskickat)" in started(*SHOW).out.splitlines()
    assert "    Stöd (saved, not submitted)" in started("--lang", "en", *SHOW).out.splitlines()
    document = started(*SHOW, "--json").json
    assert (document["status"], document["parts"]) == ("planned", [])
    assert [(q["id"], q["answer"]) for q in document["questions"] if q["saved"]] == [("works_well", "Stöd")]
    form = started(*SHOW, "--form", *PLANNING).out
    assert '\nworks_well: "Stöd"\n' in form
    file = filled(started, form, governed_how="Uppifrån", challenge="Tid")
    assert started(*SUBMIT, *PLANNING, "--answers", file).out.splitlines()[1] == (
        "Delen är inskickad. Det återstår: Chef i kärnverksamheten."
    )
    answers = {q["id"]: q["answer"] for q in started(*SHOW, "--json").json["questions"]}
    assert [answers[q] for q in SHARED] == ["Uppifrån", "Stöd", "Tid", None]
    assert [
        e["payload"]["kind"] for e in started("audit", "list", "krim", "--limit", "2", "--json").json["entries"]
    ] == [
        "submitted",
        "saved",
    ]


def test_when_everything_is_saved_it_is_submitted_without_an_answer_more(started: Console) -> None:
    words = [w for q in SHARED[:3] for w in ("--answer", f"{q}=Så")]
    out = started(*SUBMIT, *PLANNING, *words, "--draft").out.splitlines()
    assert out[-1] == "  jimflow assignment submit describe_start kriminalvarden --function planning_followup"
    assert started(*out[-1].split()[1:]).out.splitlines()[1].startswith("Delen är inskickad.")


def test_a_draft_with_a_wrong_answer_has_its_line_and_one_without_answers_is_none(started: Console) -> None:
    (started.folder / "form.yaml").write_text("governed_how: Uppifrån\nmanager_view: Tid\n", encoding="utf-8")
    err = started(*SUBMIT, *PLANNING, "--answers", "form.yaml", "--draft", code=2).err
    assert err.startswith("form.yaml:2: frågan finns inte i din del")
    started(*SUBMIT, "--answer", "challenge=Tid", "--draft")
    assert started(*SUBMIT, "--draft", code=2).err.startswith("Inga svar.")
    assert started.sql("SELECT field FROM draft") == [("challenge",)]
