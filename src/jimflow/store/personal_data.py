"""What each column of each table has to do with people. Decides what somebody is shown of what is kept about her."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["person", "holder", "actor", "own", "text", "context", "login", "secret", "plain"]
"""person: the number of somebody who takes part. holder: the number of an appointment, so of its holder. actor: who
did it, a pseudonym where that is somebody who takes part, else a login. own: about whoever the row is about. text: what
people wrote, which may name anybody. context: says what the rest is about, and when. login: of those who have an
account at the host. secret: a mark of something secret, or of a place on the net, that leads to nobody and is given to
nobody. plain: nothing of a person."""

LINKS: frozenset[Kind] = frozenset({"person", "holder", "actor"})
"""A row is about a person when one of these columns is hers."""

GIVEN: frozenset[Kind] = LINKS | {"own", "text", "context"}
"""What she is given of such a row."""

OWN_ROOM = frozenset(
    {"joint_draft", "joint_draft_past", "room_comment", "material_tick", "meeting_evaluation", "attachment"}
)
"""Tables that nobody at the host reads (of attachments those not handed in); it is told how many rows there are."""

BY_INTENT = ("intent", "mail", "mail_link")
"""Tables whose rows are hers when they say something to her, by what is meant to be said."""


@dataclass(frozen=True, slots=True)
class Tags:
    """The kind of each column of a table."""

    kinds: Mapping[str, Kind]

    def of(self, *kinds: Kind) -> tuple[str, ...]:
        """The columns of these kinds."""
        return tuple(name for name, kind in self.kinds.items() if kind in kinds)

    @property
    def links(self) -> tuple[str, ...]:
        """The columns that say whose a row is."""
        return self.of(*LINKS)

    @property
    def given(self) -> tuple[str, ...]:
        """The columns that whoever a row is about is given."""
        return self.of(*GIVEN)


def _tags(plain: str = "", /, **kinds: str) -> Tags:
    named: dict[str, Kind] = {}
    for kind, columns in (*kinds.items(), ("plain", plain)):
        named |= dict.fromkeys(columns.split(), kind)  # type: ignore[arg-type]
    return Tags(named)


TAGS: Mapping[str, Tags] = {
    "person": _tags(person="id", actor="pseudonym", own="name mail language"),
    "appointment": _tags(
        "participation id",
        person="person",
        own="function address since until top_management acting deputy assistant undeliverable_at",
        context="round organisation cluster",
    ),
    "preference": _tags(person="person", own="language separate stopped_at", text="stop_reason"),
    "person_session": _tags(
        "id", person="person acting", own="began_at seen_at ends_at ended_at", context="mail", secret="secret"
    ),
    "sign_in_code": _tags("id key_id", person="person", own="made_at ends_at used_at", secret="address browser"),
    "mail_link": _tags("key_id", own="made_at ends_at revoked_at", context="mail"),
    "mail": _tags(
        "key message_id mail_class round envelope_from next_at fence lease_until attempts last_code composed_at",
        own="address language subject status last_reply sent_at",
        text="raw",
        context="id",
    ),
    "intent": _tags(
        "id key mail_class participation held reviewed send_at",
        holder="appointment",
        own="address language function status",
        text="facts",
        context="template item assignment made_at mail",
    ),
    "submission": _tags("id", person="person", login="account", own="made_at place", text="words", secret="name"),
    "forward": _tags(
        "id",
        person="person",
        holder="appointment",
        actor="made_by ended_by",
        own="may_hand_in",
        text="words",
        context="assignment made_at ended_at",
    ),
    "substitute": _tags(
        "id",
        person="person",
        holder="appointment",
        actor="made_by ended_by",
        own="right since until",
        context="made_at ended_at",
    ),
    "rsvp": _tags("id participation", holder="appointment deputy", own="answer answered_at", context="meeting"),
    "attendance": _tags("id participation", holder="appointment deputised_for", own="present mode", context="meeting"),
    "joint_draft": _tags("id version", actor="saved_by", own="saved_at", text="value", context="assignment field"),
    "joint_draft_past": _tags("id", actor="saved_by", own="saved_at", text="value", context="assignment field why"),
    "room_comment": _tags(
        "id", actor="written_by", own="written_at removed_at", text="text", context="assignment field"
    ),
    "material_tick": _tags("id", actor="ticked_by", own="ticked_at", context="participation function material"),
    "handed_in": _tags(
        "id",
        actor="handed_in_by on_behalf_of",
        own="handed_in_at complete late",
        text="answers anchored",
        context="assignment number function",
    ),
    "part": _tags("id", actor="submitted_by", own="submitted_at", context="assignment function"),
    "answer": _tags("id", actor="answered_by", own="answered_at", text="value", context="assignment field"),
    "draft": _tags("id", actor="saved_by", own="saved_at", text="value", context="assignment field"),
    "remark": _tags("id by_host", actor="written_by", own="kind written_at", text="text", context="assignment"),
    "attachment": _tags(
        "id checked",
        actor="added_by",
        own="added_at handed_in_at removed_at size digest",
        text="name",
        context="assignment kind media_type",
    ),
    "attachment_content": _tags("attachment", text="content"),
    "meeting_evaluation": _tags(
        "id participation",
        actor="written_by",
        own="worth written_at",
        text="good less_good interesting",
        context="meeting",
    ),
    "result": _tags("id", actor="added_by", own="added_at", text="text goal", context="participation step"),
    "waiver": _tags(
        "id needs_countersign",
        actor="decided_by countersigned_by",
        own="decided_at countersigned_at",
        text="reason",
        context="participation rule step until fallen_at",
    ),
    "note": _tags(
        "id corrects",
        actor="written_by withdrawn_by",
        own="written_at withdrawn_at",
        text="text",
        context="participation kind",
    ),
    "head_count": _tags("id", actor="noted_by", own="noted_at", context="meeting women men not_stated"),
    "mail_stop": _tags(actor="stopped_by", own="since", text="reason", context="round"),
    "agency_room": _tags("participation", text="registrar"),
    "party": _tags("id participation organisation part standing since until", text="contribution reason"),
    "membership": _tags("id participation cluster since until", text="why"),
    "link": _tags("id parent start child answer started_at answered_at", text="carried"),
    "meeting": _tags(
        "id cluster step status day last_day theme example_date sequence uid held_at",
        text="notes programme evaluation",
    ),
    "participation": _tags(
        "id round cluster subject_kind subject definition state came_from paused_until version late_joiner entered_at"
        " joined_at audit_seq audit_head laps",
        text="motive",
    ),
    "audit_payload": _tags("entry", text="payload", secret="salt"),
    "organisation": _tags("code name_sv name_en short mailbox"),
    "account": _tags(login="id login name role language made_at disabled_at", secret="password"),
    "web_session": _tags("id", login="account began_at seen_at ends_at ended_at", secret="secret"),
    "sign_in_try": _tags("id made_at", login="login", secret="origin"),
    "guess": _tags("id made_at", secret="about origin"),
    "unwritten": _tags("intent tries tried_at", text="sv en"),
    "mail_review": _tags("round policy"),
    "assignment": _tags(
        "id participation step name place status anchor opens_at due_at opened_at submitted_at accepted_at late"
    ),
    "audit_entry": _tags("id chain seq leaf link"),
    "audit_erasure": _tags("entry recorded"),
    "cluster": _tags("id round code name_sv name_en model"),
    "definition": _tags("digest name version canonical stored_at"),
    "installation": _tags("id name created_at demo clock_offset audit_seq audit_head"),
    "material": _tags("id round step title_sv title_en url"),
    "meeting_session": _tags("id meeting starts_at ends_at mode place"),
    "occurrence": _tags("id subject_kind subject rule due_at recipient for_due status fired_at"),
    "round": _tags(
        "id code definition calendar policy policy_digest facts invite_on starts_on ends_on example loaded_at"
    ),
}
"""Every table, every column: the tests hold it complete, so that nothing is kept that nobody has thought of."""
