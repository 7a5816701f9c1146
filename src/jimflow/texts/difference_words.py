"""What differs between two definitions, said to a person: grouped by what it is about, old → new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from jimflow.core.differences import EVERY_MEETING, Difference
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.texts.difference_fields import PIECES, SWITCHES, TIMES
from jimflow.texts.difference_things import added, subject
from jimflow.texts.difference_values import value_words
from jimflow.texts.rule_words import requirement

GROUPS: tuple[tuple[Said, frozenset[str]], ...] = (
    (Said("Programmet", "The programme"), frozenset({"", "nouns"})),
    (Said("Vilka som deltar", "Who takes part"), frozenset({"functions", "parties"})),
    (Said("Stegen och träffarna", "The steps and meetings"), frozenset({"steps", EVERY_MEETING})),
    (Said("Uppgifterna", "The assignments"), frozenset({"assignments"})),
    (Said("Formulären", "The forms"), frozenset({"forms"})),
    (Said("Reglerna", "The rules"), frozenset({"rules"})),
    (Said("Tillstånd och övergångar", "States and transitions"), frozenset({"states", "transitions", "starts"})),
    (Said("Breven", "The letters"), frozenset({"letters"})),
    (Said("Val och teman", "Choices and themes"), frozenset({"choices", "themes"})),
)
OTHER = Said("Övrigt", "Other things")


@dataclass(frozen=True, slots=True)
class Told:
    """One difference in words. `old` and `new` hold the texts themselves when whole texts differ, else ""."""

    difference: Difference
    words: str
    old: str = ""
    new: str = ""


def difference_groups(
    old: Workflow, new: Workflow, found: Sequence[Difference], lang: str
) -> list[tuple[str, list[Told]]]:
    """The differences under headings, in the order of the headings; those without any are left out.

    What a rule asks is told once, however many of its parts differ.
    """
    told = list({(t.words, t.old, t.new): t for t in reversed(tell(old, new, found, lang))}.values())[::-1]
    known = frozenset(section for _, sections in GROUPS for section in sections)
    others = frozenset(t.difference.section for t in told) - known
    grouped = [
        (title.in_(lang), [t for t in told if t.difference.section in sections])
        for title, sections in (*GROUPS, (OTHER, others))
    ]
    return [(title, lines) for title, lines in grouped if lines]


def tell(old: Workflow, new: Workflow, found: Sequence[Difference], lang: str) -> list[Told]:
    """Each difference as a sentence without a full stop, in their order."""
    told = [
        (_rule if d.section == "rules" and d.field and _is_parameter(d) else _one)(old, new, d, lang) for d in found
    ]
    return [replace(t, words=t.words[:1].upper() + t.words[1:]) for t in told]


def _is_parameter(d: Difference) -> bool:
    return d.field == "kind" or (d.field not in PIECES and d.field not in SWITCHES) or d.field == "assignments"


def _rule(old: Workflow, new: Workflow, d: Difference, lang: str) -> Told:
    was, now = (requirement(w, w.rules[d.name], lang) for w in (old, new))
    name = subject(old, new, d, lang)
    if was == now:
        detail = f"{d.field}: {value_words(old, d, d.old, lang)} → {value_words(new, d, d.new, lang)}"
        return Told(d, f"{name}: {detail}")
    return Told(d, f"{name}: {Said('kravet ändras', 'what it asks changes').in_(lang)}", was, now)


def _one(old: Workflow, new: Workflow, d: Difference, lang: str) -> Told:
    who = subject(old, new, d, lang)
    if not d.field and d.kind == "added":
        return Told(d, added(new, d, lang))
    if not d.field and d.kind == "removed":
        return Told(d, Said(f"{who} tas bort", f"{who} is removed").in_(lang))
    if d.kind == "reordered":
        return _reordered(old, new, d, who, lang)
    joint = f"{who}: " if who else ""
    if isinstance(d.old, bool) or isinstance(d.new, bool):
        on, off = SWITCHES.get(d.field, (Said(f"{d.field}: true", ""), Said(f"{d.field}: false", "")))
        return Told(d, joint + (on if d.new else off).in_(lang))
    return _piece(old, new, d, joint, lang)


def _piece(old: Workflow, new: Workflow, d: Difference, joint: str, lang: str) -> Told:
    piece = PIECES.get(f"{d.section}.{d.field}") or PIECES.get(d.field)
    the = piece.the.in_(lang) if piece else d.field
    was, now = value_words(old, d, d.old, lang), value_words(new, d, d.new, lang)
    if d.kind == "added":
        return Told(d, f"{joint}{piece.new.in_(lang) if piece else d.field}: {now}")
    if d.kind == "removed":
        return Told(d, joint + Said(f"{the} {was} tas bort", f"{the} {was} is removed").in_(lang))
    if isinstance(d.old, Said) and isinstance(d.new, Said):
        return _text(d, joint, the, lang)
    if d.field == "severity":
        return Told(d, joint + Said(f"{was} blir {now}", f"{was} becomes {now}").in_(lang))
    verb = Said("flyttas", "moves") if d.field in TIMES else Said("ändras", "changes")
    return Told(
        d, joint + Said(f"{the} {verb.sv} från {was} till {now}", f"{the} {verb.en} from {was} to {now}").in_(lang)
    )


def _text(d: Difference, joint: str, the: str, lang: str) -> Told:
    """A text that reads the same in the language asked for differs in the other one, and is told in that."""
    if d.old.in_(lang) != d.new.in_(lang):
        return Told(d, joint + Said(f"{the} ändras", f"{the} changes").in_(lang), d.old.in_(lang), d.new.in_(lang))
    other = "sv" if lang == "en" else "en"
    words = Said(f"{the} ändras på engelska", f"{the} changes in Swedish").in_(lang)
    return Told(d, joint + words, d.old.in_(other), d.new.in_(other))


def _reordered(old: Workflow, new: Workflow, d: Difference, who: str, lang: str) -> Told:
    was, now = (", ".join(value_words(w, d, item, lang) for item in items) for w, items in ((old, d.old), (new, d.new)))
    where = who or Said("ordningen", "the order").in_(lang)
    return Told(d, Said(f"{where}: ny ordning", f"{where}: a new order").in_(lang), was, now)
