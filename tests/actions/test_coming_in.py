"""Who comes in without an account, for how long, and how often one may try."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from jimflow.actions.asked_codes import Asked
from jimflow.actions.coming_in import Acting, Choice, at_the_door, begin_session
from jimflow.actions.doors import guest_of, touch_guest
from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.functions import end_function
from jimflow.actions.going_out import end_all_sessions, end_session, revoke_links
from jimflow.core.audit import INSTALLATION
from jimflow.core.doors import Doors
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import write
from tests.actions.coming import WRONG, Doorstep, a_mail, doorstep, inside
from tests.actions.loaded import EVA
from tests.build import day

PLANNER, COORDINATOR = "planner.alfa@example.org", "coordinator.alfa@example.org"
HOUR = 3600


@pytest.fixture
def step(engine: Engine, tmp_path: Path) -> Doorstep:
    return doorstep(engine, tmp_path)


# --- the code of a mail -------------------------------------------------------------------------


def test_whoever_has_the_link_and_types_the_code_is_the_person_the_mail_was_written_to(step: Doorstep) -> None:
    mail = a_mail(step, "alfa")
    found = inside(step.type(mail, step.code_of(mail)))
    assert (found.guest.id, found.guest.mail, found.guest.acting) == (step.person(COORDINATOR), mail, None)
    assert (found.guest.may_change, found.guest.signed_in) == (True, False)
    assert guest_of(step.runtime, found.secret, "") == found.guest


def test_a_code_is_the_same_however_it_is_grouped(step: Doorstep) -> None:
    mail = a_mail(step, "alfa")
    code = step.code_of(mail)
    for typed in (code, f" {code[:3]} {code[3:]} ", f"{code[:3]}-{code[3:]}", f"{code[:3]}\u00a0{code[3:]}"):
        inside(step.type(mail, typed))


def test_only_the_code_of_that_very_mail_opens_it(step: Doorstep) -> None:
    mail, other = a_mail(step, "alfa"), a_mail(step, "beta", ("beta", "coordinator"))
    code = step.code_of(mail)
    typed = [step.code_of(other), code[:5], code + "0", "".join(chr(ord("٠") + int(c)) for c in code)]
    assert [step.type(mail, wrong) for wrong in typed] == [WRONG] * 4


def test_a_link_that_was_never_made_opens_nothing(step: Doorstep) -> None:
    mail = a_mail(step, "alfa")
    later = mail + 1
    assert step.type(later, step.code_of(later)) == WRONG
    assert at_the_door(step.runtime, step.doors.token(later)) is None


def test_before_the_code_it_is_only_said_whom_the_mail_was_to(step: Doorstep) -> None:
    mail = a_mail(step, "alfa")
    before = step.round.everything()
    door = at_the_door(step.runtime, step.doors.token(mail))
    assert door is not None
    assert (door.address, [p.id for p in door.people], door.asks_who) == ("c…a@…", [step.person(COORDINATOR)], False)
    assert step.round.everything() == before


def test_one_address_that_is_several_peoples_asks_which_of_them_it_is(step: Doorstep) -> None:
    mail = a_mail(step, "alfa", ("alfa", "coordinator"), ("alfa", "planner"))
    choice = step.type(mail, step.code_of(mail))
    both = [step.person(COORDINATOR), step.person(PLANNER)]
    assert isinstance(choice, Choice) and [p.id for p in choice.people] == both
    assert step.round.rows(t.PersonSession) == []
    assert inside(step.type(mail, step.code_of(mail), person=both[1])).guest.id == both[1]
    stranger = step.person("coordinator.beta@example.org")
    assert step.type(mail, step.code_of(mail), person=stranger) == choice


# --- who sits there instead ---------------------------------------------------------------------


def test_whoever_answers_for_another_is_written_down_and_named_beside(step: Doorstep) -> None:
    mail = a_mail(step, "alfa")
    found = inside(step.type(mail, step.code_of(mail), acting=Acting("  Kim  Kollega ", "Kim@alfa.example.org"))).guest
    ((number, pseudonym),) = step.round.rows(t.Person, "id", "pseudonym", name="Kim Kollega")
    assert (found.id, found.acting, found.acting_name) == (step.person(COORDINATOR), number, "Kim Kollega")
    assert (found.actor.name, found.behalf) == (pseudonym, found.pseudonym)
    again = inside(step.type(mail, step.code_of(mail), acting=Acting("kim kollega", "Kim@alfa.example.org"))).guest
    assert again.acting == number


def test_whoever_names_herself_acts_for_herself(step: Doorstep) -> None:
    mail = a_mail(step, "alfa")
    ((name,),) = step.round.rows(t.Person, "name", mail=COORDINATOR)
    people = step.round.rows(t.Person)
    found = inside(step.type(mail, step.code_of(mail), acting=Acting(name, COORDINATOR.upper()))).guest
    assert (found.acting, step.round.rows(t.Person)) == (None, people)


def test_an_assistant_who_got_the_mail_must_say_who_she_is_and_her_address_is_known(step: Doorstep) -> None:
    mail = a_mail(step, "alfa", address="assistant@alfa.example.org")
    door = at_the_door(step.runtime, step.doors.token(mail))
    assert door is not None and door.asks_who
    with pytest.raises(BadInput):
        step.type(mail, step.code_of(mail))
    found = inside(step.type(mail, step.code_of(mail), acting=Acting("Kim", ""))).guest
    assert step.round.rows(t.Person, "mail", name="Kim") == [("assistant@alfa.example.org",)]
    assert found.id == step.person(COORDINATOR)


@pytest.mark.parametrize(
    "acting", [Acting("", "kim@x.se"), Acting("Kim", ""), Acting("Kim", "kim"), Acting("K" * 201, "k@x.se")]
)
def test_a_name_or_an_address_that_will_not_do_is_told_and_is_no_try(step: Doorstep, acting: Acting) -> None:
    mail = a_mail(step, "alfa")
    with pytest.raises(BadInput):
        step.type(mail, step.code_of(mail), acting=acting)
    assert step.round.rows(t.Guess) == []


# --- what ends a link ---------------------------------------------------------------------------


def dead(step: Doorstep, mail: int) -> bool:
    """Neither link nor code opens anything."""
    token = step.doors.token(mail)
    nothing = at_the_door(step.runtime, token) is None and guest_of(step.runtime, "", token) is None
    return nothing and step.type(mail, step.code_of(mail)) == WRONG


def test_a_link_is_over_after_120_days(step: Doorstep) -> None:
    mail = a_mail(step, "alfa")
    step.at("2021-05-18 09:59:59")
    assert not dead(step, mail)
    step.at("2021-05-18 10:00:00")
    assert dead(step, mail)


def test_a_link_ends_when_its_person_has_left_the_last_function(step: Doorstep) -> None:
    mail = a_mail(step, "alfa")
    end_function(step.runtime, step.round.appointment("alfa", "coordinator"), day("2021-01-20"), EVA)
    step.at("2021-01-20 23:59")
    assert not dead(step, mail)
    step.at("2021-01-21 00:01")
    assert dead(step, mail)


def test_another_key_ends_every_link(step: Doorstep) -> None:
    mail = a_mail(step, "alfa")
    token = step.doors.token(mail)
    other = Doors(b"another key, just as long as the one before", step.doors.base_url)
    runtime = replace(step.runtime, doors=other)
    assert guest_of(runtime, "", token) is None and at_the_door(runtime, other.token(mail)) is None
    assert guest_of(replace(step.runtime, doors=None), "", token) is None


def test_revoking_ends_the_links_of_one_person_and_what_was_begun_by_them(step: Doorstep) -> None:
    mail, other = a_mail(step, "alfa"), a_mail(step, "beta", ("beta", "coordinator"))
    begun = inside(step.type(mail, step.code_of(mail)))
    assert revoke_links(step.runtime, EVA, person=step.person(COORDINATOR), reason="tappad telefon") == 1
    assert guest_of(step.runtime, begun.secret, "") is None
    assert (dead(step, mail), dead(step, other)) == (True, False)
    told = step.round.trail(INSTALLATION)[-1]
    assert (told["kind"], told["mails"], told["reason"]) == ("links_revoked", [mail], "tappad telefon")
    assert [len(name) for name in told["people"]] == [2] and "@" not in str(told)


def test_revoking_by_mail_and_what_is_not_there(step: Doorstep) -> None:
    mail = a_mail(step, "alfa")
    assert [revoke_links(step.runtime, EVA, mail=mail) for _ in range(2)] == [1, 0]
    assert dead(step, mail)
    with pytest.raises(NotFound):
        revoke_links(step.runtime, EVA, mail=99)
    with pytest.raises(NotFound):
        revoke_links(step.runtime, EVA, person=999)


# --- the code that is sent ----------------------------------------------------------------------


def test_a_code_that_was_asked_for_opens_everything_of_the_person(step: Doorstep) -> None:
    assert step.ask(" Coordinator.Alfa@EXAMPLE.org ") == Asked(step.runtime.clock() + timedelta(minutes=10))
    found = inside(step.enter(step.sent())).guest
    assert (found.id, found.signed_in, found.mail) == (step.person(COORDINATOR), True, None)


def test_the_address_of_a_function_is_its_holders_while_she_holds_it(step: Doorstep) -> None:
    held = step.round.appointment("alfa", "coordinator")
    with write(step.runtime.engine) as tx:
        row = table(t.Appointment)
        tx.connection.execute(update(row).where(row.c.id == held).values(address="jim@alfa.example.org"))
    step.ask("jim@alfa.example.org")
    assert inside(step.enter(step.sent())).guest.id == step.person(COORDINATOR)
    assert step.round.rows(t.Intent, "address", template="sign_in") == [("jim@alfa.example.org",)]


def test_a_code_is_used_once_in_the_browser_that_asked_within_ten_minutes(step: Doorstep) -> None:
    step.ask(COORDINATOR)
    assert step.enter(step.sent(), browser="another browser") == WRONG
    step.at("2021-01-18 09:09:59")
    inside(step.enter(step.sent()))
    assert step.enter(step.sent()) == WRONG
    step.ask(COORDINATOR)
    step.at("2021-01-18 09:19:59")
    assert step.enter(step.sent()) == WRONG


def test_of_two_codes_asked_for_either_will_do_and_ends_both(step: Doorstep) -> None:
    step.ask(COORDINATOR)
    first = step.sent()
    step.ask(COORDINATOR)
    second = step.sent()
    inside(step.enter(first))
    assert step.enter(second) == WRONG


def test_asking_for_another_address_leaves_the_codes_of_the_first_behind(step: Doorstep) -> None:
    step.ask(COORDINATOR)
    first = step.sent()
    step.ask("nobody@example.org")
    assert step.enter(first) == WRONG


def test_an_address_that_is_nobodys_is_answered_alike_and_sends_nothing(step: Doorstep) -> None:
    answers = [step.ask(address) for address in (COORDINATOR, "nobody@example.org")]
    assert answers[0] == answers[1]
    assert len(step.round.rows(t.SignInCode)) == 2
    assert step.round.rows(t.Intent, "address", template="sign_in") == [(COORDINATOR,)]
    assert step.enter(step.sent()) == WRONG  # even the right code of an address that nobody has


def test_several_people_at_one_address_say_who_they_are_after_the_code(step: Doorstep) -> None:
    with write(step.runtime.engine) as tx:
        row = table(t.Person)
        tx.connection.execute(update(row).where(row.c.mail == PLANNER).values(mail=COORDINATOR))
    step.ask(COORDINATOR)
    choice = step.enter(step.sent())
    assert isinstance(choice, Choice) and len(choice.people) == 2
    assert step.round.rows(t.PersonSession) == []
    chosen = choice.people[1].id
    assert inside(step.enter(step.sent(), person=chosen)).guest.id == chosen
    assert step.enter(step.sent(), person=choice.people[0].id) == WRONG


def test_a_mailbox_of_one_function_lets_nobody_in_to_what_its_holder_does_elsewhere(step: Doorstep) -> None:
    held, box = table(t.Appointment), "mailbox.alfa@example.org"
    one = step.round.appointment("alfa", "coordinator")
    with write(step.runtime.engine) as tx:
        tx.connection.execute(update(held).where(held.c.id == one).values(address=box))
    step.ask(box)
    assert step.round.rows(t.Intent, "address", template="sign_in") == [(box,)]
    with write(step.runtime.engine) as tx:
        other = update(held).where(held.c.id == step.round.appointment("beta", "coordinator"))
        tx.connection.execute(other.values(person=step.person(COORDINATOR)))
    step.ask(box, browser="another")
    assert step.round.rows(t.Intent, "address", template="sign_in") == [(box,)]


def test_what_is_no_address_is_told(step: Doorstep) -> None:
    for wrong in ("", "anna", "a@b@c.se", "anna\n@x.se"):
        with pytest.raises(BadInput):
            step.ask(wrong)
    assert step.round.rows(t.Guess) == []


def test_whoever_has_left_gets_no_code(step: Doorstep) -> None:
    end_function(step.runtime, step.round.appointment("alfa", "coordinator"), day("2021-01-20"), EVA)
    step.at("2021-01-21 09:00")
    step.ask(COORDINATOR)
    assert step.round.rows(t.Intent, "id", template="sign_in") == []


# --- sessions -----------------------------------------------------------------------------------


def test_every_coming_in_gives_a_new_secret_of_256_bits_and_ends_the_one_it_replaces(step: Doorstep) -> None:
    mail = a_mail(step, "alfa")
    first = inside(step.type(mail, step.code_of(mail)))
    second = inside(step.type(mail, step.code_of(mail), instead_of=first.secret))
    assert [len(s.secret) for s in (first, second)] == [43, 43] and first.secret != second.secret
    assert guest_of(step.runtime, first.secret, "") is None
    assert guest_of(step.runtime, second.secret, "") == second.guest
    kept = str(step.round.rows(t.PersonSession))
    assert first.secret not in kept and second.secret not in kept


def test_a_session_rests_half_an_hour_and_lasts_ten_hours(step: Doorstep) -> None:
    secret, _ = begin_session(step.runtime, step.person(COORDINATOR))
    for minutes in range(20, 600, 20):
        step.at(f"2021-01-18 {9 + minutes // 60:02}:{minutes % 60:02}")
        found = guest_of(step.runtime, secret, "")
        assert found is not None
        touch_guest(step.runtime, found)
    step.at("2021-01-18 19:00")
    assert guest_of(step.runtime, secret, "") is None
    rested, _ = begin_session(step.runtime, step.person(COORDINATOR))
    step.at("2021-01-18 19:30")
    assert guest_of(step.runtime, rested, "") is None


def test_going_out_ends_one_session_or_all(step: Doorstep) -> None:
    person = step.person(COORDINATOR)
    (one, _), (two, _), (three, _) = (begin_session(step.runtime, person) for _ in range(3))
    end_session(step.runtime, one)
    assert [guest_of(step.runtime, s, "") is None for s in (one, two, three)] == [True, False, False]
    assert end_all_sessions(step.runtime, person) == 2
    assert guest_of(step.runtime, three, "") is None
