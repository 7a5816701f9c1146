"""What a person means by a name: an agency, a round, a cluster or a step, or one clear sentence why not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from jimflow.actions.errors import BadInput, NotFound
from jimflow.core.called import called
from jimflow.core.mistakes import Said, did_you_mean
from jimflow.core.nouns import Nouns
from jimflow.core.workflow import Workflow
from jimflow.store.queries.rounds import ClusterRow, ParticipationRow, RoundRow
from jimflow.texts.fill import capital

Thing = TypeVar("Thing")


def the_round(rounds: Sequence[RoundRow], code: str | None) -> RoundRow:
    """The round of that code, or the only one. Raises BadInput."""
    if not rounds:
        raise NotFound(
            "Ingen omgång är laddad. Ladda en med: jimflow round load FIL",
            "No round has been loaded. Load one with: jimflow round load FILE",
        )
    if code is None and len(rounds) == 1:
        return rounds[0]
    if code is None:
        several = ", ".join(r.code for r in rounds)
        raise BadInput(
            f"Det finns flera omgångar: {several}. Välj en med --round.",
            f"There are several rounds: {several}. Choose one with --round.",
        )
    return _the_one(code, rounds, lambda r: (r.code,), Said("ingen omgång", "no round"))


def the_agency(
    members: Sequence[ParticipationRow], name: str, round_code: str | None, nouns: Callable[[], Nouns]
) -> ParticipationRow:
    """The participation of the organisation called `name`, whole or in part. Raises BadInput with the candidates.

    `nouns` is asked what organisations are called there when there is none to return.
    """
    among = [p for p in members if round_code in (None, p.round_code)]
    meant = called(name, among, lambda p: p.names)
    organisations = {p.organisation for p in meant}
    if len(organisations) == 1 and len(meant) > 1:
        several = ", ".join(sorted(p.round_code for p in meant))
        raise BadInput(
            f"{meant[0].name_sv} är med i flera omgångar: {several}. Välj en med --round.",
            f"{meant[0].name_en} is in several rounds: {several}. Choose one with --round.",
        )
    if len(meant) == 1:
        return meant[0]
    return _single(name, meant, among, lambda p: p.names, nouns().no)


def the_cluster(clusters: Sequence[ClusterRow], name: str, nouns: Nouns) -> ClusterRow:
    """The cluster called `name`, whole or in part. Raises BadInput with the candidates."""
    return _the_one(name, clusters, lambda c: (c.code, c.name_sv, c.name_en), nouns.no)


def the_step(workflow: Workflow, name: str) -> str:
    """A step by its name, its title in either language, or the number of its meeting. Raises BadInput."""
    if name in workflow.steps:
        return name
    steps = list(workflow.steps.values())
    numbered = [s for s in steps if s.has_meeting]
    if name.isdecimal() and 1 <= int(name) <= len(numbered):
        return numbered[int(name) - 1].name
    return _the_one(name, steps, lambda s: (s.name, s.title.sv, s.title.en), Said("inget steg", "no step")).name


def _the_one(name: str, things: Sequence[Thing], names: Callable[[Thing], Sequence[str]], none: Said) -> Thing:
    return _single(name, called(name, things, names), things, names, none)


def _single(
    name: str, meant: Sequence[Thing], things: Sequence[Thing], names: Callable[[Thing], Sequence[str]], none: Said
) -> Thing:
    if len(meant) == 1:
        return meant[0]
    if meant:
        several = ", ".join(names(t)[0] for t in meant)
        raise BadInput(
            f"{name} kan betyda {several}. Skriv mer av namnet.", f"{name} may mean {several}. Write more of the name."
        )
    close = did_you_mean(name, [n for t in things for n in names(t)])
    known = ", ".join(names(t)[0] for t in things)
    hint = (
        Said(f"Menade du {close}?", f"Did you mean {close}?")
        if close
        else Said(f"Det finns {known}.", f"There are {known}.")
        if known
        else Said("Det finns ingen än.", "There is none yet.")
    )
    raise NotFound(f"{capital(none.sv)} heter {name}. {hint.sv}", f"There is {none.en} called {name}. {hint.en}")
