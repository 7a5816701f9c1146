"""What `workflow check` and `workflow test` tell a coordinator, and what they answer to programs."""

from __future__ import annotations

from jimflow.core.exploration import Covered
from jimflow.core.mistakes import Said
from jimflow.files.shipped import shipped
from jimflow.texts.exploration_words import covered_words
from tests.cli.console import Console

JIM_PLUS = (shipped("workflows") / "jim-plus.yaml").read_text(encoding="utf-8")
EXAMPLES = (shipped("workflows") / "jim-plus.tests.yaml").read_text(encoding="utf-8")
SIZE = """  {name}:
    check: cluster_size
    {limit}
    severity: block
    text: {{sv: "Fel antal.", en: "Wrong number."}}
    fix: {{sv: "Ändra.", en: "Change."}}
"""


def test_a_state_that_is_entered_and_not_completed_is_told_with_the_way_to_it(empty: Console) -> None:
    more = SIZE.format(name="large", limit="min: 6") + SIZE.format(name="small", limit="max: 3")
    broken = JIM_PLUS.replace("rules:\n", f"rules:\n{more}", 1)
    leaving = "exit: [functions_named, functions_held]"
    broken = broken.replace(leaving, "exit: [functions_named, functions_held, large, small]")
    (empty.folder / "mine.yaml").write_text(broken, encoding="utf-8")
    told = empty("workflow", "check", "mine.yaml", "--lang", "en", code=2).out.splitlines()
    line = next(n for n, text in enumerate(broken.splitlines(), start=1) if text.startswith("  preparation:  "))
    at = told.index(f"Mistake 1 (mine.yaml:{line}): From “Preparation” the programme cannot be completed, only left.")
    assert told[at + 1 : at + 5] == [
        "  This is how it comes about: Proposed",
        "    – Invite → Invited",
        "    – Accept → Preparation",
        "  ! Move on to “Kick-off”: the rules large, small exclude each other.",
    ]
    assert empty("workflow", "check", "mine.yaml", "--json", code=2).json["ok"] is False


def test_one_of_a_thing_is_counted_as_one() -> None:
    covered = Covered((3, 3), (1, 1), (1, 1), (1, 1), (0, 1), 1, 1, 1, late_joiners=False, whole=True)
    assert covered_words(covered) == Said(
        "Genomprövad med den riktiga motorn: 3 tillstånd, 1 väg, 1 regel, 1 uppgift och 0 av 1 påminnelser, "
        "i 1 fall och 1 läge.",
        "Tried out with the real engine: 3 states, 1 way, 1 rule, 1 assignment and 0 of 1 reminders, "
        "in 1 case and 1 situation.",
    )


def test_the_documents_keys_may_be_relied_on(empty: Console) -> None:
    found = empty("workflow", "check", "jim-plus", "--json").json
    assert (found["ok"], found["findings"]) == (True, [])
    explored = found["exploration"]
    assert set(explored) == {"ok", "covered", "findings"}
    assert (explored["covered"]["states"], explored["covered"]["whole"]) == ([13, 13], True)
    (told,) = explored["findings"]
    assert set(told) == {"code", "weight", "place", "what", "suggestion", "trace", "then", "follows"}
    assert [hop["to"]["en"] for hop in told["trace"]] == ["Invited", "Preparation", "Kick-off"]
    line = JIM_PLUS.splitlines().index("  challenge_noted:") + 1
    assert (told["weight"], told["place"]) == ("warning", f"jim-plus.yaml:{line}")


def test_the_shipped_examples_come_out_right_and_leave_nothing_out(empty: Console) -> None:
    answer = empty("workflow", "test", "jim-plus").out.splitlines()
    assert answer[0] == "jim-plus.tests.yaml:"
    assert "  tillstånd 13/13" in answer
    assert "  övergångar 14/14" in answer
    assert "  regler som inte uppfylls 21/21" in answer
    assert empty("workflow", "test").code == 0


def test_an_example_that_does_not_hold_shows_the_difference_and_answers_1(empty: Console) -> None:
    (empty.folder / "mine.yaml").write_text(JIM_PLUS, encoding="utf-8")
    sent = "mails: {gm_coordinator: [invitation], agency_head: [invitation]}"
    wrong = EXAMPLES.replace(sent, "mails: {gm_coordinator: [invitation], finance: [invitation]}")
    (empty.folder / "mine.tests.yaml").write_text(wrong, encoding="utf-8")
    answer = empty("workflow", "test", "mine.yaml", "--lang", "en", code=1)
    told = answer.out.splitlines()
    at = next(n for n, line in enumerate(told) if line.startswith("  FAIL"))
    assert told[at + 1 : at + 5] == [
        "         mails: should be agency_head: –",
        "                was agency_head: invitation",
        "         mails: should be finance: invitation",
        "                was finance: –",
    ]
    (file,) = empty("workflow", "test", "mine.tests.yaml", "--json", code=1).json["files"]
    assert [t["ok"] for t in file["tests"]].count(False) == 1
    assert set(file["coverage"]) == {"states", "transitions", "met", "unmet", "reminders"}


def test_a_definition_without_examples_says_where_they_would_stand(empty: Console) -> None:
    (empty.folder / "mine.yaml").write_text(JIM_PLUS, encoding="utf-8")
    assert empty("workflow", "test", "mine.yaml", code=2).err == (
        "mine.yaml: definitionen har inga prov – skriv dem i mine.tests.yaml bredvid den\n"
    )


def test_the_programme_beside_a_definition_is_read_and_what_does_not_fit_is_told(empty: Console) -> None:
    mine = JIM_PLUS.replace("carries: {problem: sharpen", "carries: {obstacle: sharpen")
    (empty.folder / "mine.yaml").write_text(mine, encoding="utf-8")
    line = mine.splitlines().index("    carries: {obstacle: sharpen_problem.problem}") + 1
    told = empty("workflow", "check", "mine.yaml", "--lang", "en").out
    assert (
        f"Note well 2 (mine.yaml:{line}): No question of raise-to-government takes up started.obstacle, so the\n"
        "  answer is not seen there.\n"
        "  → Write prefill: started.obstacle at a question of raise-to-government.\n"
    ) in told
    other = (shipped("workflows") / "raise-to-government.yaml").read_text(encoding="utf-8")
    other = other.replace("prefill: started.problem", "prefill: started.obstacles")
    (empty.folder / "nearer.yaml").write_text(other, encoding="utf-8")
    assert "  → Did you mean obstacles?\n" in empty("workflow", "check", "mine.yaml", "--lang", "en").out
    (empty.folder / "nearer.yaml").write_text(f"{other}\nnothing: known\n", encoding="utf-8")
    assert "Note well 2" not in empty("workflow", "check", "mine.yaml", "--lang", "en").out
