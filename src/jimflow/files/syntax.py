"""What a YAML parser's complaint means for the person who wrote the file."""

from __future__ import annotations

import re

from yaml import MarkedYAMLError, YAMLError

from jimflow.core.mistakes import Mistake, Said

IN_QUOTES = Said("sätt texten inom citattecken om det är text", "put the text in quotes if it is text")
_INDENT = Said(
    "låt rader som hör ihop börja i samma kolumn; dra in det som står under en nyckel med två blanksteg",
    "let lines that belong together start in the same column; indent what stands under a key by two spaces",
)
_TAB = Said("tabb används som indrag", "a tab is used as indentation")
_SPACES = Said("dra in med blanksteg", "indent with spaces")
_OPEN = Said("stäng parentesen eller skriv en rad per nyckel", "close the bracket or write one line per key")
DIRECTIVE = Said("rader som börjar med % är inte tillåtna", "lines that start with % are not allowed")
SEVERAL = Said("filen rymmer mer än ett dokument", "the file holds more than one document")
ONE_EACH = Said("ha ett dokument per fil, utan --- och ...", "keep one document per file, without --- and ...")
TAG = Said("taggar (som börjar med !) är inte tillåtna", "tags (which start with !) are not allowed")
ANCHOR = Said("namngivna värden (&) är inte tillåtna", "named values (&) are not allowed")
ALIAS = Said("hänvisningar till värden (*) är inte tillåtna", "references to values (*) are not allowed")

# The wording of libyaml and of the pure parser; the first line that matches explains.
_EXPLAINED: tuple[tuple[str, Said, Said | None], ...] = (
    (
        r"quoted scalar.*(end of stream|document)",
        Said("ett citattecken öppnas här men stängs aldrig", "a quote is opened here and never closed"),
        Said("stäng det, eller skriv '' för en apostrof i texten", "close it, or write '' for an apostrophe"),
    ),
    (r"tab character", _TAB, _SPACES),
    (
        r"scanning a block scalar",
        Said("efter | eller > kan ingen text stå på samma rad", "no text can follow | or > on the same line"),
        Said("börja texten på nästa rad, indragen", "start the text on the next line, indented"),
    ),
    (
        r"cannot start any token",
        Said("ett värde kan inte börja med det tecknet", "a value cannot start with that character"),
        IN_QUOTES,
    ),
    (
        r"mapping values are not allowed|unexpected ':'",
        Said("ett kolon står där inget kan stå", "a colon stands where none can stand"),
        Said(
            "sätt texten inom citattecken om kolonet hör till den; kontrollera annars indraget",
            "put the text in quotes if the colon belongs to it; otherwise check the indentation",
        ),
    ),
    (
        r"could not find expected ':'",
        Said("raden saknar kolon efter nyckeln", "the line has no colon after the key"),
        _INDENT,
    ),
    (
        r"(sequence entries|mapping keys) are not allowed",
        Said("en lista eller nyckel kan inte börja här", "a list or key cannot start here"),
        Said("börja på en ny, indragen rad", "start on a new, indented line"),
    ),
    (
        r"expected ',' or '\]'",
        Said(
            "listan [ … ] från rad {opened} stängs inte eller saknar ett kommatecken",
            "the list [ … ] from line {opened} is not closed or lacks a comma",
        ),
        _OPEN,
    ),
    (
        r"expected ',' or '\}'",
        Said(
            "{ … } från rad {opened} stängs inte eller saknar ett kommatecken",
            "the { … } from line {opened} is not closed or lacks a comma",
        ),
        _OPEN,
    ),
    (
        r"escape (character|code|sequence)|hexa?decimal",
        Said(r"koden efter \ går inte att tolka", r"the code after \ is not one that exists"),
        Said(r"skriv \\ för ett omvänt snedstreck", r"write \\ for a backslash"),
    ),
    (r"node content", Said("ett värde saknas", "a value is missing"), IN_QUOTES),
    (r"directive|incompatible YAML document", DIRECTIVE, None),
    (r"document start", SEVERAL, ONE_EACH),
    (r"(scanning|parsing) an? tag|tag handle|URI", TAG, IN_QUOTES),
    (r"scanning an anchor|multiple anchors", ANCHOR, IN_QUOTES),
    (r"scanning an alias", ALIAS, IN_QUOTES),
    (
        r"block collection",
        Said("raden hör inte till listan", "the line does not belong to the list"),
        _INDENT,
    ),
)
_AFTER_VALUE = Said("raden fortsätter efter att värdet har tagit slut", "the line goes on after its value ended")
_ONE_PAIR = Said("sätt ett par citattecken om hela värdet", "put one pair of quotes around the whole value")
_BAD_INDENT = Said("raden passar inte in: fel indrag", "the line does not fit in: wrong indentation")


def unreadable(error: YAMLError, lines: list[str]) -> tuple[int, int, Mistake]:
    """Line and column, from 1, and the mistake behind an exception of the parser."""
    mark = getattr(error, "problem_mark", None)
    if not isinstance(error, MarkedYAMLError) or mark is None:
        return 1, 1, not_yaml(str(error))
    complaint = f"{error.context or ''}: {error.problem or ''}"
    if error.context_mark and re.search(r"quoted scalar.*(end of|document)|expected ':'", complaint):
        mark = error.context_mark
    at = min(mark.line, len(lines) - 1)
    before, after = lines[at][: mark.column], lines[at][mark.column :]
    opened = error.context_mark.line + 1 if error.context_mark else at + 1
    return at + 1, mark.column + 1, _explained(complaint, before, after, opened)


def not_yaml(complaint: str) -> Mistake:
    """What the parser says, for the few complaints nobody has put into words."""
    return Mistake((), Said(f"är inte giltig YAML ({complaint})", f"is not valid YAML ({complaint})"))


def _explained(complaint: str, before: str, after: str, opened: int) -> Mistake:
    if "cannot start" in complaint and after.startswith("\t"):
        return Mistake((), _TAB, _SPACES)
    for pattern, what, suggestion in _EXPLAINED:
        if re.search(pattern, complaint):
            return Mistake((), _at(what, opened), suggestion)
    if re.search(r"expected (key|<block end>)|expected '-'", complaint):
        return Mistake((), _AFTER_VALUE, _ONE_PAIR) if before.strip() else Mistake((), _BAD_INDENT, _INDENT)
    return not_yaml(complaint)


def _at(said: Said, opened: int) -> Said:
    return Said(*(words.replace("{opened}", str(opened)) for words in (said.sv, said.en)))
