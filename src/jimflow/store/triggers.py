"""The triggers that keep the audit from being changed: the database refuses what the program must never do."""

from __future__ import annotations

from collections.abc import Mapping

from jimflow.store.sql import DialectName

# A payload may go when an erasure names it and the installation's chain (number 0) holds the entry that says why.
_DECIDED = (
    "SELECT 1 FROM audit_erasure x JOIN audit_entry e ON e.id = x.recorded WHERE x.entry = OLD.entry AND e.chain = 0"
)

_FORBIDDEN = (
    ("audit_entry", "UPDATE"),
    ("audit_entry", "DELETE"),
    ("audit_payload", "UPDATE"),
    ("audit_erasure", "UPDATE"),
    ("audit_erasure", "DELETE"),
)


def _sqlite() -> tuple[str, ...]:
    refused = tuple(
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table}: no {act}, the audit is append-only'); END"
        for table, act in _FORBIDDEN
    )
    erased = (
        "CREATE TRIGGER audit_payload_no_delete BEFORE DELETE ON audit_payload "
        f"WHEN NOT EXISTS ({_DECIDED}) "
        "BEGIN SELECT RAISE(ABORT, 'audit_payload: no DELETE without a recorded erasure'); END"
    )
    return (*refused, erased)


def _postgresql() -> tuple[str, ...]:
    refuse = (
        "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ': no ' || TG_OP || ', the audit is append-only'; END $$"
    )
    may_erase = (
        "CREATE FUNCTION audit_may_erase() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF NOT EXISTS ({_DECIDED}) THEN "
        "RAISE EXCEPTION 'audit_payload: no DELETE without a recorded erasure'; END IF; RETURN OLD; END $$"
    )
    refused = tuple(
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
        for table, act in _FORBIDDEN
    )
    emptied = tuple(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
        for table in ("audit_entry", "audit_payload", "audit_erasure")
    )
    erased = (
        "CREATE TRIGGER audit_payload_no_delete BEFORE DELETE ON audit_payload "
        "FOR EACH ROW EXECUTE FUNCTION audit_may_erase()"
    )
    return (refuse, may_erase, *refused, *emptied, erased)


TRIGGERS: Mapping[DialectName, tuple[str, ...]] = {"sqlite": _sqlite(), "postgresql": _postgresql()}
"""The statements that make them, in order, for each database."""
