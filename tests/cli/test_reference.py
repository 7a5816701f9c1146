"""The page about the command line says what the program does."""

from jimflow.cli.app import COMMANDS, program
from jimflow.cli.lazy import Setup
from tests.cli.reference import PAGE, page


def test_the_page_is_the_one_the_commands_make() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.cli.reference"


def test_every_command_of_the_program_has_help_in_both_languages() -> None:
    helps = {lang: _helps(lang) for lang in ("sv", "en")}
    assert helps["sv"].keys() == helps["en"].keys()
    assert [name for name, text in helps["sv"].items() if not text] == []
    # Words that are the same in both languages: names of states and letters.
    same = {name for name in helps["sv"] if helps["sv"][name] == helps["en"][name]}
    assert same <= {"mail list --status"}


def test_every_name_in_the_table_is_a_command() -> None:
    root = program("sv")
    context = root.context_class(root, info_name="jimflow", obj=Setup())
    assert {name: root.get_command(context, name).name for name in COMMANDS} == {name: name for name in COMMANDS}


def _helps(lang: str) -> dict[str, str]:
    root = program(lang)
    context = root.context_class(root, info_name="jimflow", obj=Setup(lang))
    found: dict[str, str] = {}
    for name in root.list_commands(context):
        command = root.get_command(context, name)
        found[name] = command.help
        for verb, inner in getattr(command, "commands", {"": command}).items():
            found[f"{name} {verb}".strip()] = inner.help
            for p in inner.params:
                found[f"{name} {verb} {max(p.opts, key=len)}".replace("  ", " ")] = p.help or ""
    return found
