"""What would be erased about a person and what is kept, on the screen; and the erasing itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jimflow.actions.erasure import Entry, erase_person, plan_erasure
from jimflow.actions.erasure_kept import Kept
from jimflow.actions.erasure_plan import ErasurePlan
from jimflow.actions.errors import BadInput
from jimflow.cli.desk import Desk
from jimflow.core.erasure import Named
from jimflow.core.mistakes import Said
from jimflow.store.queries.rounds import participations
from jimflow.store.transaction import read
from jimflow.texts.trail_words import kind_word


def previewed(desk: Desk, who: str, entries: str | None) -> None:
    """Shows the plan and its code; nothing is erased."""
    plan = plan_erasure(desk.runtime, who, _entries(entries))
    names = _names(desk)
    if desk.document:
        desk.answer({**_document(plan, names), "erased": False})
        return
    desk.say(f"Person nr {plan.person}: {plan.name}", f"Person no. {plan.person}: {plan.name}")
    desk.line()
    desk.say("Raderas:", "To be erased:")
    _erased(desk, plan, names)
    desk.line()
    desk.say("Bevaras:", "To be kept:")
    for kept in plan.kept:
        _kept(desk, kept, names)
    held = Said(
        "när personen innehade en funktion, under ett slumpat id som inte längre leder till någon",
        "when the person held a function, under a random id that leads to nobody any more",
    )
    desk.wrapped(held.in_(desk.lang), "  ")
    desk.line()
    _next(desk, plan, who, entries)


def done(desk: Desk, who: str, entries: str | None, reason: str, seen: str, actor: str | None) -> None:
    """Erases what the plan of that code says."""
    if not seen:
        raise BadInput(
            "Titta först på vad som raderas och vad som bevaras, med --dry-run. Ange sedan koden: --seen KOD",
            "First look at what goes and what is kept, with --dry-run. Then give the code: --seen CODE",
        )
    plan, number = erase_person(desk.runtime, who, reason, seen, desk.actor(actor), entries=_entries(entries))
    if desk.document:
        desk.answer({**_document(plan, _names(desk)), "erased": True, "decision": number})
        return
    desk.say(
        f"Raderat: namn, adresser, {len(plan.mails)} mejl, innehåll i {len(plan.entries)} poster i granskningsloggen.",
        f"Erased: name and addresses, {len(plan.mails)} mails, the content of {len(plan.entries)} audit entries.",
    )
    desk.say(
        f"Beslutet står i installationens kedja: jimflow audit show 0 {number}",
        f"The decision stands in the installation's chain: jimflow audit show 0 {number}",
    )
    desk.say(
        "Uppgifterna finns kvar i säkerhetskopior, i skickade mejl hos mottagaren och i era egna filer.",
        "The data is still in backups, in mails at their receivers and in files of your own.",
    )


def _erased(desk: Desk, plan: ErasurePlan, names: Mapping[int, str]) -> None:
    several = ", ".join(plan.addresses) or "–"
    desk.say(f"  namnet och adresserna: {several}", f"  the name and the addresses: {several}")
    desk.say(f"  {len(plan.mails)} mejl till personen", f"  {len(plan.mails)} mails to the person")
    for gone in plan.goes:
        desk.wrapped(f"{gone.count} {gone.what.in_(desk.lang)}", "  ", "    ")
    desk.say(
        f"  innehållet i {len(plan.entries)} poster i granskningsloggen",
        f"  the content of {len(plan.entries)} audit entries",
    )
    _listed(desk, plan.entries, names)


def _kept(desk: Desk, kept: Kept, names: Mapping[int, str]) -> None:
    desk.wrapped(f"{kept.count} {kept.what.in_(desk.lang)}", "  ")
    desk.wrapped(kept.why.in_(desk.lang), "      ")
    _listed(desk, kept.which, names)


def _listed(desk: Desk, entries: Sequence[Named], names: Mapping[int, str]) -> None:
    for e in entries:
        whose = f" ({names[e.chain]})" if e.chain in names else ""
        desk.line(f"      {e.chain}:{e.seq}{whose} {kind_word(e.kind, desk.lang)}")


def _next(desk: Desk, plan: ErasurePlan, who: str, entries: str | None) -> None:
    if plan.holds:
        several = ", ".join(plan.holds)
        desk.say(
            f"Personen innehar {several}: avsluta först med jimflow function end",
            f"The person holds {several}: end that first with jimflow function end",
        )
    elif plan.nothing:
        desk.say("Det finns inget att radera nu.", "There is nothing to erase now.")
    else:
        more = f" --entries {entries}" if entries else ""
        desk.say(
            f"Radera: jimflow person erase {who}{more} --seen {plan.code} --reason SKÄL",
            f"Erase: jimflow person erase {who}{more} --seen {plan.code} --reason REASON",
        )


def _entries(text: str | None) -> list[Entry]:
    found = []
    for word in (text or "").replace(" ", "").split(",") if text else ():
        chain, _, number = word.partition(":")
        if not (chain.isdecimal() and number.isdecimal()):
            raise BadInput(
                f"--entries: {word} är ingen post. Skriv KEDJA:NUMMER, som --dry-run visar dem.",
                f"--entries: {word} is no entry. Write CHAIN:NUMBER, as --dry-run shows them.",
            )
        found.append((int(chain), int(number)))
    return found


def _names(desk: Desk) -> dict[int, str]:
    with read(desk.runtime.engine) as tx:
        return {p.id: p.organisation for p in participations(tx)}


def _document(plan: ErasurePlan, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "person": plan.person,
        "pseudonym": plan.pseudonym,
        "seen": plan.code,
        "holds": list(plan.holds),
        "moving": plan.moving,
        "addresses": list(plan.addresses),
        "mails": list(plan.mails),
        "goes": [{"code": g.code, "count": g.count, "what": {"sv": g.what.sv, "en": g.what.en}} for g in plan.goes],
        "entries": [_entry(e, names) for e in plan.entries],
        "kept": [
            {
                "code": k.code,
                "count": k.count,
                "what": {"sv": k.what.sv, "en": k.what.en},
                "why": {"sv": k.why.sv, "en": k.why.en},
                "entries": [_entry(e, names) for e in k.which],
            }
            for k in plan.kept
        ],
    }


def _entry(e: Named, names: Mapping[int, str]) -> dict[str, Any]:
    return {"chain": e.chain, "organisation": names.get(e.chain), "seq": e.seq, "kind": e.kind}
