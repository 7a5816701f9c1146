"""Whether a participation can make a move, in a sentence: now, or on a day to come if nothing changes."""

from __future__ import annotations

from datetime import date

from jimflow.core.mistakes import Said
from jimflow.core.why import OtherWay, Why
from jimflow.core.workflow import Workflow
from jimflow.texts.dates import day
from jimflow.texts.fill import capital
from jimflow.texts.names import named, state_title, trigger_title

_LEFT = Said("Det här återstår:", "Still to do:")


def verdict_sentence(answer: Why, lang: str, today: date, on: date | None = None) -> str:
    """`Kan gå vidare till Fördjupning.`, or that it cannot and that what is left follows; of the day `on` if given."""
    workflow, allowed = answer.programme.workflow, answer.allowed
    target = state_title(workflow, answer.destination or "", lang)
    title = trigger_title(workflow, answer.trigger, lang) if answer.trigger != "advance" else ""
    if on is not None:
        name, when = named(answer.facts.organisation_names, lang), capital(day(on, lang, today))
        return _ahead(name, when, target, title, lang, allowed=allowed)
    if title and allowed:
        return Said(f"”{title}” är möjligt.", f"“{title}” is possible.").in_(lang)
    if title:
        said = Said(f"”{title}” är inte möjligt än.", f"“{title}” is not possible yet.")
        return f"{said.in_(lang)} {_LEFT.in_(lang)}"
    to = Said(f" till {target}", f" to {target}") if target else Said("", "")
    if allowed:
        return Said(f"Kan gå vidare{to.sv}.", f"Can move on{to.en}.").in_(lang)
    said = Said(f"Kan inte gå vidare{to.sv} än.", f"Cannot move on{to.en} yet.")
    return f"{said.in_(lang)} {_LEFT.in_(lang)}"


def way_title(workflow: Workflow, way: OtherWay, lang: str) -> str:
    """`Arbeta om planen`, with where it leads when that is another state."""
    title = trigger_title(workflow, way.transition.name, lang)
    target = state_title(workflow, way.destination, lang)
    return title if target == title else f"{title} → {target}"


def _ahead(name: str, when: str, target: str, title: str, lang: str, *, allowed: bool) -> str:
    to = Said(f" till {target}", f" to {target}") if target else Said("", "")
    not_ = Said("", "") if allowed else Said(" inte", " not")
    can = "can" if allowed else "cannot"
    said = Said(
        f"{when} kan {name}{not_.sv} gå vidare{to.sv}, om inget ändras.",
        f"On {when} {name} {can} move on{to.en}, if nothing changes.",
    )
    if title:
        said = Said(
            f"{when} är ”{title}”{not_.sv} möjligt för {name}, om inget ändras.",
            f"On {when} “{title}” is{not_.en} possible for {name}, if nothing changes.",
        )
    left = "" if allowed else Said(" Det här återstår då:", " Still to do then:").in_(lang)
    return said.in_(lang) + left
