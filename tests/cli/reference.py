"""The reference of the command line, made of the commands themselves: `python -m tests.cli.reference`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jimflow.cli.app import program
from jimflow.cli.lazy import Setup

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "cli.md"

HEAD = """\
# The command line

Made of the program itself (`python -m tests.cli.reference`); a test holds it to the program.

`jimflow` and `python -m jimflow` are the same. `--lang sv|en` and `--database URL` may stand anywhere in a call;
without them it is Swedish and the database of the settings (`config/jimflow.example.toml`).

An agency is named by its id, its short name, or its name or a part of it; case, `å`, `ä` and `ö` may be written as you
like. A step is named by its name, its title or the number of its meeting. Days are `2021-06-01`, in Swedish time.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | refused by a rule, or the audit is broken |
| 2 | the words of the call, or a file, are wrong: what, where and how to mend it |
| 3 | it could not be done: database, disk, network or a fault; details are in the log the last line names |
| 130 | interrupted with Ctrl-C |

`--json` prints one document; what is not real about it (a demo's clock, an example round) is said on the other stream.
Programs may rely on these keys:

- `why`: `organisation, state, trigger, allowed, blockers: [{code, severity, waivable, text: {sv, en}, facts, fix}],
  other_ways: [{trigger, to, open, acknowledge, reason_needed, command: {sv, en}}]`; the other ways of the programme's
  own from the state, those that nothing stops first, with the warnings to `acknowledge`; none with `--at`
- `advance`, `do` and the other moves: `results: [{organisation, from, to, ok, blockers}]`
- `round show`: `clusters: [{id, participations: [{organisation, state, status, version}]}]`
- `round figures`: `round, cluster, tables: [{name, title, columns, rows, note}]`, in the language of the screen
- `workflow check`: `ok, file, findings: [{place, what, suggestion}], exploration`; `exploration` is null where the file
  cannot be read, else `ok, covered, findings: [{code, weight, place, what, suggestion, trace: [{from, move, to,
  assumed}], then, follows}]`. A `weight` is mistake or warning; `follows` is what would be well without it.
  `covered` holds pairs of seen and all (`states, ways, rules, assignments, reminders`), `cases, situations, laps,
  late_joiners`, and `whole`, false where a bound was reached
- `workflow test`: `ok, files: [{file, workflow, tests: [{name, line, ok, differences: [{what, expected, got}]}],
  coverage: {states, transitions, met, unmet, reminders: {done, all, missing}}}]`
- `workflow diff`: `from, to, same, differences: [{kind, section, name, field, text: {sv, en}, old, new}]`; `kind` is
  added, removed, changed or reordered, `section` a part of the definition (`""`: its head), `field` `""` for the whole
- `audit verify`: `ok, chains, entries, first_bad`, and `erased` where entries have lost their content by a decision
- `workflow migrate`: `round, before: {version, digest}, after, changed, code, findings: [{weight, code, what, mend}],
  totals, participations: [{organisation, state, version, moves, there, findings, map, impact}], ended, unknown, done`,
  and once done `settled, results: [{organisation, what, findings}]`. A `weight` is refused, decide or note; `what` is
  moved, there, refused, changed or failed. `impact` is null where the case stays, else `assignments_made,
  assignments_ended, due_dates_moved: [{step, assignment, before, after}], mails_added,
  mails_dropped: [{rule, function, due}], mails_moved: [{rule, function, before, after}],
  told_at_once: [{assignment, function}], unsaid, stops, freed, could_move_on, can_move_on`; `stops` and `freed`
  are blockers
- `user list`: `accounts: [{id, login, name, role, language, made_at, disabled_at, seen_at}]`; `name` is null once the
  account has been removed, `seen_at` where nobody has signed in to it of late. `user add`: `id, login, role`
- `rehearse`: `mails: [{at, to, organisation, function, class, subject, items}], deadlines, blocked, load`
"""


def page() -> str:
    """The whole page."""
    root = program("en")
    context = root.context_class(root, info_name="jimflow", obj=Setup("en"))
    lines = [HEAD]
    for name in root.list_commands(context):
        command = root.get_command(context, name)
        lines += _noun(command, name, context) if hasattr(command, "commands") else _verb(command, name, context, "##")
    return "\n".join(lines).rstrip() + "\n"


def _noun(group: Any, name: str, parent: Any) -> Iterator[str]:
    context = group.context_class(group, info_name=name, parent=parent)
    yield f"## {name}\n\n{group.help}\n"
    for verb in group.list_commands(context):
        yield from _verb(group.get_command(context, verb), verb, context, "###")


def _verb(command: Any, name: str, parent: Any, level: str) -> Iterator[str]:
    context = command.context_class(command, info_name=name, parent=parent)
    path = context.command_path.removeprefix("jimflow ")
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    names = {p: (p.metavar or p.name.upper()) for p in arguments}
    call = " ".join(["jimflow", path, *(name if p.required else f"[{name}]" for p, name in names.items())])
    yield f"{level} {path}\n\n{command.help}\n\n```\n{call}{' [options]' if options else ''}\n```\n"
    rows = [f"- `{name}` {p.help}" for p, name in names.items() if p.help]
    rows += [f"- `{max(p.opts, key=len)}{'' if p.is_flag else f' {p.metavar}'}` {p.help}" for p in options]
    if rows:
        yield "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
