"""An assignment as a YAML file to fill in."""

from __future__ import annotations

import json
import textwrap

from jimflow.cli.sheets import Sheet, asked
from jimflow.core.mistakes import Said
from jimflow.store.queries.rounds import ParticipationRow
from jimflow.texts.names import function_title


def form_lines(sheet: Sheet, member: ParticipationRow, lang: str) -> list[str]:
    """A YAML file with each question as a comment and, where something is known, the answer; the rest to fill in."""
    agency = member.name_en if lang == "en" else member.name_sv
    whose = "" if sheet.function is None else f" · {function_title(sheet.workflow, sheet.function, lang)}"
    command = f"jimflow assignment submit {sheet.row.name} {member.organisation}{sheet.choice}"
    found = [
        f"# {sheet.assignment.title.in_(lang)} · {agency}{whose}",
        Said("# Fyll i, ta bort # framför svaret och kör:", "# Fill in, remove the # before the answer and run:").in_(
            lang
        ),
        f"#   {command} --answers {Said('FIL', 'FILE').in_(lang)}",
        Said(
            "# Inte klar? Lägg till --draft: svaren sparas och uppgiften är öppen.",
            "# Not done? Add --draft: the answers are saved and the assignment stays open.",
        ).in_(lang),
    ]
    for q in sheet.questions:
        found += ["", *textwrap.wrap(asked(sheet, q, lang), 78, initial_indent="# ", subsequent_indent="#   ")]
        if q.choices:
            known = sheet.workflow.choices[q.choices]
            found += [f"#   {code} = {said.in_(lang)}" for code, said in known.items()]
        value = sheet.given.get(q.name, sheet.suggested.get(q.name))
        if value is None:
            found.append(f"#{q.name}: {'[]' if q.kind == 'choices' else ''}".rstrip())
        else:
            found.append(f"{q.name}: {json.dumps(value, ensure_ascii=False)}")
    return found
