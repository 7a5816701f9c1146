"""The hot paths: facts in, changes out, chains, occurrences, intents and mails, in SQL built once from the tables."""

from jimflow.core.audit import INSTALLATION
from jimflow.store.hot.chain import append_audit, append_many, erase
from jimflow.store.hot.change import Save, save_change
from jimflow.store.hot.due import DueOccurrence, due, finish, insert_occurrences, plan_rows, revive, supersede
from jimflow.store.hot.facts import EVERYTHING, WHOLE, load_facts
from jimflow.store.hot.intents import (
    DueIntent,
    NewIntent,
    cancel_intents,
    due_intents,
    insert_intents,
    intent_of,
    mark_composed,
)
from jimflow.store.hot.mails import ClaimedMail, NewMail, claim, finish_mail, handing_over, insert_mails

__all__ = [
    "EVERYTHING",
    "INSTALLATION",
    "WHOLE",
    "ClaimedMail",
    "DueIntent",
    "DueOccurrence",
    "NewIntent",
    "NewMail",
    "Save",
    "append_audit",
    "append_many",
    "cancel_intents",
    "claim",
    "due",
    "due_intents",
    "erase",
    "finish",
    "finish_mail",
    "handing_over",
    "insert_intents",
    "insert_mails",
    "insert_occurrences",
    "intent_of",
    "load_facts",
    "mark_composed",
    "plan_rows",
    "revive",
    "save_change",
    "supersede",
]
