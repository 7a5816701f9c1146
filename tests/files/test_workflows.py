"""Definition files: found by name, loaded with a line for every mistake, checked against what they point at."""

from pathlib import Path

import pytest
import yaml

from jimflow.files.places import BadFile
from jimflow.files.workflows import check_workflow, find_workflow, load_workflow, workflow_files
from tests.build_workflow import mini_definition
from tests.own_words import in_swedish

PARTS = ("subject.txt", "body.txt", "body.html")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A place like the top of a checkout, with one definition, its template and its calendar."""
    for part in PARTS:
        for lang in ("sv", "en"):
            _write(tmp_path / "notifications" / "invitation" / f"{part}.{lang}", "text")
    _write(tmp_path / "calendars" / "sweden.yaml", "calendar: sweden")
    text = yaml.safe_dump(mini_definition(), allow_unicode=True, sort_keys=False, width=1000)
    _write(tmp_path / "workflows" / "mini.yaml", text)
    _write(tmp_path / "workflows" / "mini.tests.yaml", "cases: []")
    return tmp_path


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _replace(folder: Path, old: str, new: str) -> int:
    """Changes the definition once; the line, from 1, of the change."""
    path = folder / "workflows" / "mini.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def _line(folder: Path, marker: str) -> int:
    text = (folder / "workflows" / "mini.yaml").read_text(encoding="utf-8")
    assert text.count(marker) == 1, marker
    return text[: text.index(marker)].count("\n") + 1


def _lines(folder: Path, lang: str = "en") -> list[str]:
    path = folder / "workflows" / "mini.yaml"
    return check_workflow(path, notifications=folder / "notifications", calendars=folder / "calendars").lines(lang)


def test_a_sound_file_becomes_a_workflow(folder: Path) -> None:
    path = folder / "workflows" / "mini.yaml"
    workflow = load_workflow(path, notifications=folder / "notifications", calendars=folder / "calendars")
    assert (workflow.name, workflow.version, len(workflow.steps)) == ("mini", "1", 5)
    report = check_workflow(path, notifications=folder / "notifications", calendars=folder / "calendars")
    assert (report.ok, report.workflow, report.findings) == (True, workflow, ())


def test_comments_and_spaces_do_not_change_what_a_definition_is(folder: Path) -> None:
    path = folder / "workflows" / "mini.yaml"
    kwargs = {"notifications": folder / "notifications", "calendars": folder / "calendars"}
    before = load_workflow(path, **kwargs)
    path.write_text("# en kommentar\n\n" + path.read_text(encoding="utf-8") + "\n\n# slut\n", encoding="utf-8")
    assert load_workflow(path, **kwargs) == before


def test_every_kind_of_mistake_is_told_at_once_with_its_line_in_the_order_of_the_file(folder: Path) -> None:
    _replace(folder, "calendar: sweden", "calender: sweden")
    _replace(folder, "    title:\n      sv: Planeringsfunktion\n", "    title:\n      # sv: Planeringsfunktion\n")
    _replace(folder, "severity: block", "severity: blok")
    _replace(folder, "    - planner\n    - coordinator\n    severity", "    - planner\n    - finance\n    severity")
    _replace(folder, "due: meeting - 7 days", "due: meeting - 30 days")
    _replace(folder, "    - due + 1 working day\n    inform", "    - due + 1 working day\n    informs")
    _replace(folder, "form: theme_notes", "form: teme_notes")
    _replace(folder, "- roles_filled\n", "- role_filled\n")
    _replace(folder, "- declined!\n", "- declined\n")
    _replace(folder, "- paused\n", "- paused\n- forgotten\n")
    _replace(folder, "  paused:\n", "  forgotten: {sv: Glömd, en: Forgotten}\n  paused:\n")
    _replace(folder, "template: invitation", "template: invitaton")
    assert _lines(folder) == [
        f"mini.yaml:{_line(folder, marker)}: {told}"
        for marker, told in [
            ("calender", "unknown key “calender” – did you mean calendar?"),
            ("    title:\n      # sv", "the Swedish translation is missing – write sv: and the text"),
            (
                "    functions:\n    - planner\n    - finance",
                "“finance” does not attend the meeting of start, deepening, follow_up – change attends at the function",
            ),
            ("severity: blok", "unknown word “blok” – did you mean block?"),
            (
                "due: meeting - 30 days",
                "the deadline “meeting - 30 days” comes before the opening “meeting - 28 days”"
                " – open earlier or move the deadline",
            ),
            ("informs", "unknown key “informs” – did you mean inform?"),
            ("form: teme_notes", "unknown form “teme_notes” – did you mean theme_notes?"),
            ("- role_filled", "unknown rule “role_filled” – did you mean roles_filled?"),
            (
                "- declined\n",
                "from the state “declined” no final state can be reached"
                " – add a transition from it or write ! after its name",
            ),
            ("- forgotten", "the state “forgotten” cannot be reached – add a transition to it"),
            ("template: invitaton", "the template invitaton does not exist – did you mean invitation?"),
        ]
    ]


def test_a_finding_carries_place_words_and_suggestion(folder: Path) -> None:
    line = _replace(folder, "severity: block", "severity: blok")
    report = check_workflow(
        folder / "workflows" / "mini.yaml",
        notifications=folder / "notifications",
        calendars=folder / "calendars",
    )
    (finding,) = report.findings
    assert (report.ok, report.workflow) == (False, None)
    assert finding.place.sv == f"mini.yaml:{line}"
    assert (finding.what.sv, finding.suggestion.sv if finding.suggestion else "") == (
        "okänt ord ”blok”",
        "menade du block?",
    )


def test_a_template_lacking_a_language_is_told(folder: Path) -> None:
    (folder / "notifications" / "invitation" / "body.html.en").unlink()
    line = (
        (folder / "workflows" / "mini.yaml").read_text(encoding="utf-8").splitlines().index("    template: invitation")
    )
    assert _lines(folder) == [
        f"mini.yaml:{line + 1}: the template invitation lacks body.html.en – add to notifications/invitation/"
    ]


def test_a_programme_in_swedish_needs_no_english_template(folder: Path) -> None:
    for part in PARTS:
        (folder / "notifications" / "invitation" / f"{part}.en").unlink()
    text = yaml.safe_dump(in_swedish(mini_definition()), allow_unicode=True, sort_keys=False, width=1000)
    _write(folder / "workflows" / "mini.yaml", text)
    assert _lines(folder) == []


def test_an_unknown_template_with_nothing_like_it_is_to_be_created(folder: Path) -> None:
    line = _replace(folder, "template: invitation", "template: zzz")
    assert _lines(folder, "sv") == [f"mini.yaml:{line}: mallen zzz finns inte – skapa notifications/zzz/"]


def test_an_unknown_calendar_is_told_with_those_there_are(folder: Path) -> None:
    line = _replace(folder, "calendar: sweden", "calendar: norway")
    assert _lines(folder) == [f"mini.yaml:{line}: the calendar norway does not exist – there are sweden"]


def test_a_file_that_is_no_yaml_is_told_as_such(folder: Path) -> None:
    _write(folder / "workflows" / "mini.yaml", "workflow: mini\nworkflow: mini\n")
    assert [line.partition(" –")[0] for line in _lines(folder)] == [
        "mini.yaml:2: the key “workflow” is already on line 1"
    ]


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words\n", "letters: 5\ncalendar: [a]\n"])
def test_a_file_of_another_shape_is_told_and_never_a_crash(folder: Path, text: str) -> None:
    _write(folder / "workflows" / "mini.yaml", text)
    assert _lines(folder)


def test_definitions_are_found_without_their_examples(folder: Path) -> None:
    assert [path.name for path in workflow_files(folder / "workflows")] == ["mini.yaml"]
    assert find_workflow("mini", folder / "workflows") == folder / "workflows" / "mini.yaml"


def test_a_name_in_two_folders_is_that_of_the_first(folder: Path) -> None:
    _write(folder / "other" / "mini.yaml", "")
    _write(folder / "other" / "more.yaml", "")
    assert [p.parent.name for p in workflow_files(folder / "workflows", folder / "other")] == ["workflows", "other"]
    assert find_workflow("more", folder / "workflows", folder / "other") == folder / "other" / "more.yaml"


def test_a_path_is_taken_as_it_is(folder: Path) -> None:
    assert find_workflow("some/where.yaml", folder / "workflows") == Path("some/where.yaml")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("minni", "minni: there is no definition of that name – did you mean mini?"),
        ("zzz", "zzz: there is no definition of that name – there are mini; or name a file"),
    ],
)
def test_an_unknown_name_is_told_with_the_closest(folder: Path, name: str, told: str) -> None:
    with pytest.raises(BadFile) as raised:
        find_workflow(name, folder / "workflows")
    assert raised.value.lines("en") == [told]
