"""Reads what a person decided, `--map old=new`: what a name that the new definition lacks becomes in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jimflow.core.migration.names import ENDS, KINDS, Names
from jimflow.core.mistakes import Mistake, Mistakes, Said, did_you_mean
from jimflow.core.workflow import Workflow

Known = Mapping[str, frozenset[str]]


def read_mapping(old: Workflow, new: Workflow, pairs: Iterable[str]) -> Names:
    """Each pair is `old=new` or, where several kinds of things lack that name, `kind:old=new`; `assignment=none` ends
    one. Raises Mistakes naming every pair that cannot be.

    A new name must be new: two things never become one, so that the way back is always known.
    """
    was, will = every_name(old), every_name(new)
    found: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    ends: set[str] = set()
    mistakes: list[Mistake] = []
    for pair in pairs:
        read = _read(pair, was, will)
        if isinstance(read, Mistake):
            mistakes.append(read)
            continue
        kind, before, after = read
        if after == ENDS and kind == "assignment":
            ends.add(before)
        elif before in found[kind] or after in found[kind].values():
            mistakes.append(_wrong(pair, Said("namnet står två gånger", "the name stands twice")))
        else:
            found[kind][before] = after
    names = Names(**_own(found), ends=frozenset(ends))
    mistakes += _misplaced(old, new, names)
    if mistakes:
        raise Mistakes(mistakes)
    return names


def every_name(workflow: Workflow) -> Known:
    """Every name of a definition, by kind; fields and choices with what they belong to."""
    return {
        "state": frozenset(workflow.states),
        "assignment": frozenset(workflow.assignments),
        "function": frozenset(workflow.functions),
        "rule": frozenset(workflow.rules),
        "field": frozenset(
            f"{a.name}.{q.name}" for a in workflow.assignments.values() for q in workflow.forms[a.form].questions
        ),
        "choice": frozenset(f"{name}.{value}" for name, several in workflow.choices.items() for value in several),
    }


def _own(found: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Fields and choices are kept by the last part of their new name."""
    short = {kind: {old: new.rpartition(".")[2] for old, new in found[kind].items()} for kind in ("field", "choice")}
    return {**found, **short}


def _read(pair: str, was: Known, will: Known) -> tuple[str, str, str] | Mistake:
    left, sign, after = (part.strip() for part in pair.partition("="))
    if not (left and sign and after):
        return _wrong(pair, Said("skriv GAMMALT=NYTT", "write OLD=NEW"))
    kind, colon, before = left.rpartition(":")
    if colon and kind not in KINDS:
        known = ", ".join(KINDS)
        return _wrong(pair, Said(f"{kind} är inget slag, slagen är {known}", f"{kind} is no kind, there are {known}"))
    kinds = [kind] if colon else [k for k in KINDS if before in was[k] and before not in will[k]]
    if not kinds:
        return _nothing(pair, before, was, will)
    if len(kinds) > 1:
        written = ", ".join(f"{k}:{before}=…" for k in kinds)
        return _wrong(pair, Said(f"flera saker heter så, skriv {written}", f"several are called so, write {written}"))
    return _checked(pair, kinds[0], before, after, was, will)


def _checked(pair: str, kind: str, before: str, after: str, was: Known, will: Known) -> tuple[str, str, str] | Mistake:
    if before not in was[kind]:
        close = did_you_mean(before, was[kind])
        return _wrong(pair, Said(f"{before} finns inte i den gamla", f"{before} is not in the old one"), close)
    if before in will[kind]:
        said = Said(f"{before} finns kvar och behåller sitt namn", f"{before} is still there and keeps its name")
        return _wrong(pair, said)
    if after == ENDS and kind == "assignment":
        return kind, before, after
    if kind in ("field", "choice") and "." not in after:
        after = f"{_home(kind, before, will, after)}.{after}"
    if after not in will[kind]:
        close = did_you_mean(after, will[kind])
        return _wrong(pair, Said(f"{after} finns inte i den nya", f"{after} is not in the new one"), close)
    if after in was[kind]:
        said = Said(f"{after} är något annat i den gamla", f"{after} is something else in the old one")
        return _wrong(pair, said)
    return kind, before, after


def _home(kind: str, before: str, will: Known, after: str) -> str:
    """Where a field or a choice of a short new name stands: where the old one did, or else in the only place."""
    home = before.rpartition(".")[0]
    places = [name.rpartition(".")[0] for name in will[kind] if name.rpartition(".")[2] == after]
    return places[0] if len(places) == 1 and home not in places else home


def _nothing(pair: str, before: str, was: Known, will: Known) -> Mistake:
    if any(before in was[kind] for kind in KINDS):
        said = Said(f"{before} finns kvar och behåller sitt namn", f"{before} is still there and keeps its name")
        return _wrong(pair, said)
    missing = [name for kind in KINDS for name in was[kind] - will[kind]]
    said = Said(f"{before} finns inte i den gamla definitionen", f"{before} is not in the old definition")
    return _wrong(pair, said, did_you_mean(before, missing))


def _misplaced(old: Workflow, new: Workflow, names: Names) -> list[Mistake]:
    """A state may become another of the same nature only: a step a step, an end an end."""
    found = []
    for before, after in names.state.items():
        natures = ((before in old.steps, before in old.finals), (after in new.steps, after in new.finals))
        if natures[0] != natures[1] or (before == old.initial) != (after == new.initial):
            found.append(
                _wrong(f"{before}={after}", Said("lägena är inte av samma slag", "the states are not of one nature"))
            )
    for before, after in names.function.items():
        if old.functions[before].home != new.functions[after].home:
            found.append(_wrong(f"{before}={after}", Said("de hör till olika hem", "they belong to different homes")))
    return found


def _wrong(pair: str, what: Said, close: str = "") -> Mistake:
    meant = Said(f"menade du {close}?", f"did you mean {close}?") if close else None
    return Mistake((f"--map {pair}",), what, meant)
