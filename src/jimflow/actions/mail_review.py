"""What of a round's mail somebody looks at before it leaves: nothing, all, or the first of each batch."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, get_args

from sqlalchemy import bindparam, delete, insert, not_, select, text, update

from jimflow.actions.case import alone_in_round
from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.own_trail import own_entries
from jimflow.actions.voices import speakers
from jimflow.core.canonical import canonical
from jimflow.core.model import Actor
from jimflow.core.people import host_functions
from jimflow.mail.own_words import ADDED, OWN, bare, basis, own_words
from jimflow.mail.sign_in import TEMPLATE as A_CODE
from jimflow.runtime import Runtime
from jimflow.store.hot import DueIntent, append_many
from jimflow.store.queries.outbox import to_review
from jimflow.store.sql import Sql, one_of
from jimflow.store.tables import Appointment, Intent, MailReview, Round
from jimflow.store.tables.columns import table
from jimflow.store.tables.mail import WAITING
from jimflow.store.transaction import Tx, write

Policy = Literal["none", "all", "first"]
"""`first`: what is said with one template, of the same, in one cluster at the same moment is a batch; with one of it
the rest goes."""

POLICIES: tuple[Policy, ...] = get_args(Policy)

OF_PEOPLE = ("forwarded", "substitute", A_CODE)
"""Templates of what one person at an agency sends another, and of codes, which are good for minutes: the host's review
is of the host's mail."""

_I, _A, _R, _N = (table(kind).c for kind in (Intent, Appointment, MailReview, Round))
_REVIEWED = Sql(select(_R.round))
_HOLD = Sql(
    update(table(Intent))
    .where(
        *(WAITING, text("NOT held"), text("NOT reviewed"), not_(one_of(_I.function, "hosts"))),
        not_(one_of(_I.template, "people")),
        _I.appointment.in_(select(_A.id).where(_A.round == bindparam("of"))),
    )
    .values(held=text("true"))
)


def set_review(runtime: Runtime, round_id: int, policy: Policy, actor: Actor) -> int:
    """Sets what is looked at from now on; how many mails' things wait for somebody then.

    What waits already goes on waiting until it is released, also where nothing new is held. What goes to the host's
    own functions is never held: it is what tells that something waits. Raises NotFound and BadInput.
    """
    a_policy(policy)
    with write(runtime.engine) as tx:
        now = runtime.clock()
        alone_in_round(tx, round_id)
        if tx.connection.execute(select(_N.id).where(_N.id == round_id)).first() is None:
            raise NotFound(f"Omgång nr {round_id} finns inte.", f"There is no round no. {round_id}.")
        before = review_of(tx, round_id)
        if policy != before:
            tx.connection.execute(delete(table(MailReview)).where(_R.round == round_id))
            if policy != "none":
                tx.connection.execute(insert(table(MailReview)).values(round=round_id, policy=policy))
            said: dict[str, object] = {"review": policy, "before": before}
            append_many(tx, own_entries(runtime, tx, "mail_review", actor, now, {round_id: [said]}))
        hold_for_review(runtime, tx)
        return to_review(tx, round_id)


def a_policy(written: str) -> Policy:
    """The policy of that name. Raises BadInput."""
    for policy in POLICIES:
        if policy == written:
            return policy
    raise BadInput(
        f"{written} finns inte. Välj none, all eller first.", f"There is no {written}. Choose none, all or first."
    )


def review_of(tx: Tx, round_id: int) -> Policy:
    """The policy of a round."""
    found: Policy | None = tx.connection.execute(select(_R.policy).where(_R.round == round_id)).scalar_one_or_none()
    return found or "none"


def hold_for_review(runtime: Runtime, tx: Tx) -> None:
    """Holds what nobody has looked at yet where somebody should. All other mail goes on."""
    rounds = [row[0] for row in tx.rows(_REVIEWED)]
    for number, speaker in (speakers(runtime, tx, rounds) if rounds else {}).items():
        tx.change(_HOLD, of=number, hosts=list(host_functions(speaker.programme.workflow)), people=OF_PEOPLE)


def hold_outdated(tx: Tx, said: Sequence[DueIntent]) -> list[DueIntent]:
    """Holds once more what somebody wrote in her own words on facts that have changed since; what may go."""
    outdated: dict[int, str] = {}
    for intent in said:
        if OWN in intent.facts and (own := own_words(seen := json.loads(intent.facts))) and own.basis != basis(seen):
            marked = {**seen, OWN: replace(own, stale=True).facts()}
            outdated[intent.id] = canonical(marked).decode()
    if outdated:
        rows = update(table(Intent)).where(_I.id == bindparam("row"))
        changed = rows.values(facts=bindparam("seen"), held=True, reviewed=False)
        tx.connection.execute(changed, [{"row": i, "seen": facts} for i, facts in outdated.items()])
    return [i for i in said if i.id not in outdated]


def without_own_words(tx: Tx, intents: Sequence[int]) -> None:
    """Takes what somebody wrote in her own words from the facts of the intents: what left stands in the mails."""
    wanted = select(_I.id, _I.facts).where(_I.id.in_(intents), _I.facts.contains(OWN) | _I.facts.contains(ADDED))
    left = [{"row": i, "seen": canonical(bare(json.loads(f))).decode()} for i, f in tx.connection.execute(wanted)]
    if left:
        tx.connection.execute(
            update(table(Intent)).where(_I.id == bindparam("row")).values(facts=bindparam("seen")), left
        )
