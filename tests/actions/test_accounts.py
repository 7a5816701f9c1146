"""Accounts made, changed and removed: each act on record without a secret, each login one person's for ever."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from jimflow.actions import passwords
from jimflow.actions.accounts import (
    add_account,
    disable_account,
    enable_account,
    end_sessions,
    remove_account,
    set_password,
    set_role,
)
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.submissions import Sender, answered, once
from jimflow.core.audit import INSTALLATION
from jimflow.store import tables as t
from jimflow.store.queries.accounts import accounts
from jimflow.store.transaction import read, write
from tests.actions.loaded import place
from tests.actions.signing import OPERATOR, PASSWORD, WRONG, Door, small
from tests.actions.test_at_once import ONE_EACH, together


@pytest.fixture
def door(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Door:
    """With Eva's account."""
    found = Door(place(engine, tmp_path, "2026-11-23 09:00"), small(monkeypatch))
    found.add("eva")
    return found


def trail(door: Door) -> list[dict[str, Any]]:
    """What the installation's chain says, without the times."""
    assert door.here.verified().ok
    said = [json.loads(content) for (content,) in door.here.rows(t.AuditPayload, "payload")]
    return [{k: v for k, v in s.items() if k not in ("when", "local", "automatic")} for s in said]


def everything(door: Door) -> list[Any]:
    return [door.here.rows(kind) for kind in (t.Account, t.WebSession, t.Submission, t.AuditEntry)]


def test_whatever_is_done_to_an_account_is_on_record_by_its_login_and_no_more(door: Door) -> None:
    set_password(door.runtime, "EVA", "ännu ett lösenord", OPERATOR)
    set_role(door.runtime, "eva", "auditor", OPERATOR)
    end_sessions(door.runtime, "eva", OPERATOR)
    disable_account(door.runtime, "eva", OPERATOR)
    enable_account(door.runtime, "eva", OPERATOR)
    remove_account(door.runtime, "eva", OPERATOR)
    by: dict[str, Any] = {"actor": {"name": "drift", "role": "operator"}, "account": "eva"}
    assert trail(door) == [
        {**by, "kind": "account_added", "role": "coordinator"},
        {**by, "kind": "account_password"},
        {**by, "kind": "account_role", "role": "auditor"},
        {**by, "kind": "account_signed_out"},
        {**by, "kind": "account_disabled"},
        {**by, "kind": "account_enabled"},
        {**by, "kind": "account_removed"},
    ]
    assert {chain for (chain,) in door.here.rows(t.AuditEntry, "chain")} == {INSTALLATION}


@pytest.mark.parametrize("login", ["eva", "EVA", " Eva ", "e va", "ｅｖａ"])
def test_a_login_is_one_persons_however_it_is_written(door: Door, login: str) -> None:
    before = everything(door)
    with pytest.raises(NotAllowed, match="eva is taken"):
        add_account(door.runtime, login, "En annan Eva", "coordinator", PASSWORD, OPERATOR)
    assert everything(door) == before


def test_of_two_who_give_out_the_same_login_at_once_one_is_told_that_it_is_taken(door: Door) -> None:
    for n in range(5):

        def act(login: str = f"ny{n}") -> object:
            return add_account(door.runtime, login, "Ny", "coordinator", PASSWORD, OPERATOR)

        assert together(act) == ONE_EACH
    assert Counter(e["account"] for e in trail(door)) == Counter(["eva", *(f"ny{n}" for n in range(5))])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"login": "a b/c"}, "cannot be a login"),
        ({"login": ""}, "Write a login"),
        ({"name": "  "}, "person's name"),
        ({"role": "coordinater"}, "Did you mean coordinator"),
        ({"role": "operator"}, "There are coordinator, administrator, auditor"),
        ({"password": "elva tecken"}, "at least 12"),
        ({"password": ""}, "at least 12"),
        ({"language": "fi"}, "sv or en"),
    ],
)
def test_words_that_will_not_do_are_told_and_nothing_is_made(door: Door, changed: dict[str, str], said: str) -> None:
    before = everything(door)
    given = {"login": "ny", "name": "Ny", "role": "coordinator", "password": PASSWORD, "language": "sv"} | changed
    with pytest.raises(BadInput, match=said):
        add_account(
            *(door.runtime, given["login"], given["name"], given["role"], given["password"], OPERATOR),
            language=given["language"],
        )
    assert everything(door) == before


@pytest.mark.parametrize(
    "act",
    [
        lambda door: set_password(door.runtime, "eva", "för kort", OPERATOR),
        lambda door: set_role(door.runtime, "eva", "chef", OPERATOR),
        lambda door: enable_account(door.runtime, "eva", OPERATOR),
        lambda door: set_role(door.runtime, "evq", "auditor", OPERATOR),
        lambda door: remove_account(door.runtime, "nobody", OPERATOR),
    ],
)
def test_what_cannot_be_done_leaves_no_trace(door: Door, act: Callable[[Door], object]) -> None:
    before = everything(door)
    with pytest.raises(BadInput):
        act(door)
    assert everything(door) == before


def test_an_unknown_login_is_answered_with_the_closest_one(door: Door) -> None:
    door.add("eva.lindqvist")
    with pytest.raises(NotFound, match=r"Did you mean eva\.lindqvist"):
        disable_account(door.runtime, "eva.lindkvist", OPERATOR)


def test_a_disabled_account_is_not_disabled_again_and_keeps_its_password(door: Door) -> None:
    disable_account(door.runtime, "eva", OPERATOR)
    with pytest.raises(NotAllowed, match="disabled already"):
        disable_account(door.runtime, "eva", OPERATOR)
    assert door.knock(password=PASSWORD) == WRONG
    enable_account(door.runtime, "eva", OPERATOR)
    assert door.enter().account.login == "eva"


def test_a_new_password_holds_and_the_old_one_does_not(door: Door) -> None:
    set_password(door.runtime, "eva", "ännu ett lösenord", OPERATOR)
    assert door.knock(password=PASSWORD) == WRONG
    assert door.enter(password="ännu ett lösenord").account.login == "eva"


def test_of_a_removed_account_only_the_login_is_left_and_it_is_never_given_out_again(door: Door) -> None:
    door.enter()
    with write(once(door.runtime, "form-1", Sender(account=door.numbers["eva"])).engine):
        pass
    assert answered(door.runtime, "form-1", Sender(account=door.numbers["eva"])) is not None
    remove_account(door.runtime, "eva", OPERATOR)
    assert door.here.rows(t.Account, "login", "name", "password") == [("eva", "", "")]
    assert (door.here.rows(t.WebSession), door.here.rows(t.Submission)) == ([], [])
    assert door.knock(password=PASSWORD) == WRONG
    before = everything(door)
    for again in (
        lambda: add_account(door.runtime, "Eva", "En annan", "coordinator", PASSWORD, OPERATOR),
        lambda: enable_account(door.runtime, "eva", OPERATOR),
        lambda: set_password(door.runtime, "eva", PASSWORD, OPERATOR),
        lambda: remove_account(door.runtime, "eva", OPERATOR),
    ):
        with pytest.raises(NotAllowed):
            again()
    assert everything(door) == before and door.here.verified().ok


def test_accounts_are_listed_by_login_with_when_their_people_were_last_in(door: Door) -> None:
    door.add("anna", "auditor")
    door.enter()
    door.here.clock.set("2026-11-23 10:00")
    door.enter()
    with read(door.runtime.engine) as tx:
        found = [(a.login, a.name, a.role, a.seen_at) for a in accounts(tx)]
    assert found == [
        ("anna", "Anna Påhittad", "auditor", None),
        ("eva", "Eva Påhittad", "coordinator", door.here.clock.now),
    ]


def test_passwords_are_kept_as_argon2id_in_the_parameters_of_rfc_9106() -> None:
    kept = passwords.hashed(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.fits(kept, PASSWORD) and not passwords.outdated(kept)
