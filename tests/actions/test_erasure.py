"""A person is erased: seen first, done whole, on record without a name, and the audit stays provable."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from jimflow.actions.accounts import add_account
from jimflow.actions.assignments import submit
from jimflow.actions.erasure import GONE, erase_person
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.functions import end_function, set_function
from jimflow.actions.meeting_texts import set_notes, set_programme
from jimflow.actions.notes import add_note
from jimflow.actions.submissions import Answered, Sender, answer, answered, once
from jimflow.actions.waivers import waive
from jimflow.core.audit import INSTALLATION
from jimflow.core.model import Actor
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import write
from tests.actions.erasing import NINA, WHY, all_joined, begun, erased, keeping, kept, left, noted, plan
from tests.actions.going import SELF_ASSESSMENT, Going
from tests.actions.loaded import EVA
from tests.build import day


@pytest.fixture
def joined(engine: Engine, tmp_path: Path) -> Iterator[Going]:
    yield from all_joined(engine, tmp_path)


@pytest.fixture
def gone(joined: Going) -> Going:
    return left(begun(joined))


def test_looking_changes_nothing_and_tells_what_goes_and_what_stays(gone: Going) -> None:
    before = gone.everything()
    found = plan(gone)
    assert gone.everything() == before
    assert (found.name, found.addresses, len(found.appointments), found.mails, found.entries) == (
        *("Nina Ek", (NINA,), 1, ()),
        (),
    )
    assert (kept(found), found.holds, found.moving, found.nothing) == ({"mails": 1}, (), 0, False)


def test_what_browsers_were_told_goes_and_their_forms_are_still_dealt_with(gone: Going) -> None:
    number = add_account(gone.runtime, "eva", "Eva Påhittad", "coordinator", None, EVA)
    add_note(once(gone.runtime, "a-form", Sender(account=number)), gone.agencies["alfa"], "Sagt.", EVA, kind="call")
    answer(gone.runtime, "a-form", "/rounds", {"sv": "Nina Ek är inskriven."})
    erased(gone)
    assert answered(gone.runtime, "a-form", Sender(account=number)) == Answered("/rounds", {})


def test_name_and_addresses_go_and_what_was_held_when_stays_under_a_pseudonym(gone: Going) -> None:
    ((number, pseudonym),) = gone.rows(t.Person, "id", "pseudonym", mail=NINA)
    erased(gone)
    assert gone.rows(t.Person, "name", "mail", "pseudonym", id=number) == [(GONE, "", pseudonym)]
    assert gone.rows(t.Appointment, "address", "assistant", "since", "until", person=number) == [
        ("", None, day("2021-01-20"), day("2021-01-31"))
    ]


def test_nobody_elses_rows_are_touched(gone: Going) -> None:
    ((number,),) = gone.rows(t.Person, "id", mail=NINA)
    others = [r for r in gone.rows(t.Person, "id", "name", "mail") if r[0] != number]
    mails = gone.rows(t.Mail)
    erased(gone)
    assert [r for r in gone.rows(t.Person, "id", "name", "mail") if r[0] != number] == others
    assert gone.rows(t.Mail) == mails


def test_the_decision_is_on_record_without_a_name_and_the_audit_holds(gone: Going) -> None:
    ((pseudonym,),) = gone.rows(t.Person, "pseudonym", mail=NINA)
    number = erased(gone)
    entry = gone.trail(INSTALLATION)[-1]
    assert {k: entry[k] for k in ("kind", "person", "actor", "reason", "appointments", "mails", "erased", "kept")} == {
        "kind": "erasure",
        "person": pseudonym,
        "actor": {"name": "per", "role": "operator"},
        "reason": WHY,
        "appointments": 1,
        "mails": [],
        "erased": [],
        "kept": {"mails": 1},
    }
    assert (number, entry["local"]) == (len(gone.trail(INSTALLATION)), "2021-02-01T09:00:00+01:00")
    assert (gone.here.verified().ok, gone.here.verified().erased) == (True, 0)


def test_a_trace_that_names_the_person_loses_its_content_and_the_chain_stays_whole(gone: Going) -> None:
    trace = noted(gone, "mail_dead", extra={"reply": f"550 <{NINA}> unknown"})
    found = plan(gone)
    assert [(e.chain, e.seq, e.kind) for e in found.entries] == [(gone.agencies["alfa"], trace, "mail_dead")]
    before = gone.here.verified()
    erased(gone)
    after = gone.here.verified()
    assert (after.ok, after.entries, after.chains, after.erased) == (True, before.entries + 1, before.chains, 1)
    assert not [p for p in gone.rows(t.AuditPayload, "payload") if NINA.encode() in p[0]]
    assert gone.trail(INSTALLATION)[-1]["erased"] == [[gone.agencies["alfa"], trace]]


def test_a_decision_that_names_the_person_is_kept_until_somebody_names_the_entry(gone: Going) -> None:
    waive(gone.runtime, gone.agencies["alfa"], "management_present", "Nina Ek är sjuk", day("2021-03-01"), EVA)
    found = plan(gone)
    assert (kept(found), found.entries) == ({"records": 1, "mails": 1, "texts": 1}, ())
    (entry,) = next(k for k in found.kept if k.code == "records").which
    erased(gone, entries=[(entry.chain, entry.seq)])
    assert (gone.here.verified().ok, gone.here.verified().erased) == (True, 1)
    assert gone.rows(t.Waiver, "reason") == [("Nina Ek är sjuk",)]  # a record of the matter, and no part of the audit


def test_answers_and_acts_of_the_person_are_official_documents_and_stay(joined: Going) -> None:
    begun(joined)
    submit(joined.runtime, joined.agencies["alfa"], "self_assessment", SELF_ASSESSMENT, Actor("Nina Ek", "coordinator"))
    left(joined)
    rows = joined.rows(t.Answer), joined.rows(t.Part), joined.trail("alfa")
    assert kept(plan(joined)) == {"answers": 3, "acted": 1, "mails": 1}
    erased(joined)
    assert (joined.rows(t.Answer), joined.rows(t.Part), joined.trail("alfa")) == rows


def test_a_mail_goes_only_after_the_time_somebody_has_decided(gone: Going) -> None:
    assert kept(plan(keeping(gone, 30))) == {"mails": 1}
    gone.clock.set("2021-02-20 07:59")
    assert plan(gone).mails == ()
    gone.clock.set("2021-02-20 08:00")
    found = plan(gone)
    assert (len(found.mails), kept(found)) == (1, {})
    number = erased(gone)
    ((address, raw, reply),) = gone.rows(t.Mail, "address", "raw", "last_reply", id=found.mails[0])
    assert (address, reply, NINA.encode() in raw, f"audit show 0 {number}".encode() in raw) == ("", "", False, True)
    assert [row for row in gone.rows(t.Intent, "address") if row[0] == NINA] == []


def test_mails_that_were_kept_can_go_later_by_the_number_alone(gone: Going) -> None:
    person = plan(gone).person
    erased(gone)
    later = keeping(gone, 30)
    later.clock.set("2021-03-01 09:00")
    assert plan(later, str(person)).mails != ()
    erased(later, str(person))
    assert plan(later, str(person)).nothing
    with pytest.raises(NotAllowed, match="nothing to erase"):
        erased(later, str(person))


def test_a_mail_meant_for_a_successor_at_the_same_address_too_is_kept(joined: Going) -> None:
    begun(joined, replace=False)
    given = (joined.agencies["alfa"], "finance", "Olle Al", NINA, day("2021-01-20"), EVA)
    joined.clock.set("2021-03-16 09:00")
    set_function(joined.runtime, *given)
    joined.tick("2021-03-17 08:00")
    nina = next(a.id for a in joined.facts("alfa").appointments if a.address == NINA and a.function == "coordinator")
    joined.clock.set("2021-03-18 09:00")
    end_function(joined.runtime, nina, day("2021-03-17"), EVA)
    keeping(joined, 1).clock.set("2021-06-18 09:00")
    with pytest.raises(BadInput, match="belongs to several"):
        plan(joined)
    person = str(joined.rows(t.Person, "id", name="Nina Ek")[0][0])
    own = {m for (m,) in joined.rows(t.Intent, "mail", address=NINA, function="coordinator") if m}
    both = own & {m for (m,) in joined.rows(t.Intent, "mail", address=NINA, function="finance") if m}
    found = plan(joined, person)
    assert (set(found.mails), kept(found).get("shared_mails", 0)) == (own - both, len(both))


def test_a_mail_that_died_is_not_sent_again_when_nothing_is_left_of_it(joined: Going) -> None:
    joined.box.answers[NINA] = ("permanent", 550, f"5.1.1 <{NINA}> unknown")
    joined.clock.set("2021-01-20 09:00")
    set_function(joined.runtime, joined.agencies["alfa"], "coordinator", "Nina Ek", NINA, day("2021-01-20"), EVA)
    joined.tick("2021-01-21 08:00")
    left(keeping(joined, 10))
    assert joined.rows(t.Mail, "status", address=NINA) == [("dead",)]
    found = plan(joined)
    assert (len(found.mails), "mails_to_others" in kept(found)) == (1, False)
    erased(joined)
    assert joined.rows(t.Mail, "status", "address", id=found.mails[0]) == [("cancelled", "")]


def test_what_others_were_told_of_the_address_is_theirs(joined: Going) -> None:
    joined.box.answers[NINA] = ("permanent", 550, "5.1.1 unknown")
    joined.clock.set("2021-01-20 09:00")
    set_function(joined.runtime, joined.agencies["alfa"], "coordinator", "Nina Ek", NINA, day("2021-01-20"), EVA)
    joined.tick("2021-01-21 08:00")
    joined.tick("2021-01-22 08:00")
    left(joined)
    assert kept(plan(joined))["mails_to_others"] == 1


def refused(round_: Going, kind: type[BadInput], who: str = NINA, reason: str = WHY, seen: str | None = None) -> str:
    before = round_.everything()
    with pytest.raises(kind) as found:
        erase_person(round_.runtime, who, reason, plan(round_, who).code if seen is None else seen, EVA)
    assert round_.everything() == before
    return found.value.said.en


def test_who_holds_a_function_or_is_to_hold_one_is_not_erased(joined: Going) -> None:
    begun(joined)
    said = "The person holds coordinator. End that first: jimflow function end"
    assert refused(joined, NotAllowed) == said
    joined.clock.set("2021-02-01 09:00")
    end_function(joined.runtime, joined.appointment("alfa", "coordinator"), day("2021-02-01"), EVA)
    assert refused(joined, NotAllowed) == said
    joined.clock.set("2021-02-02 00:00")
    assert erased(joined)


def test_mail_on_its_way_is_waited_for(joined: Going) -> None:
    begun(joined)
    joined.box.answers[NINA] = ("temporary", 451, "4.2.0 later")
    joined.tick("2021-03-23 08:00")
    moving = [r for r in joined.rows(t.Mail, "status", address=NINA) if r != ("sent",)]
    assert moving == [("pending",), ("pending",)]
    joined.clock.set("2021-03-25 09:00")
    end_function(joined.runtime, joined.appointment("alfa", "coordinator"), day("2021-03-24"), EVA)
    assert refused(joined, NotAllowed).startswith("3 mails to the person are on their way.")


def test_only_what_was_seen_is_erased(gone: Going) -> None:
    code = plan(gone).code
    noted(gone, "mail_dead", extra={"reply": NINA})
    words = "What would be erased is not what you saw. Look again with --dry-run and give the code shown."
    assert refused(gone, NotAllowed, seen=code) == words
    assert refused(gone, NotAllowed, seen="") == words


def test_the_reason_is_asked_for_and_names_nobody(gone: Going) -> None:
    assert refused(gone, BadInput, reason=" ") == "Write the reason: --reason TEXT"
    for reason in ("Nina Ek vill det", f"begäran från {NINA}"):
        assert refused(gone, BadInput, reason=reason) == (
            "The reason is kept for ever. Write it without the person's name and address."
        )


@pytest.mark.parametrize("who", ["nobody@example.org", "9999", "", "0" * 16])
def test_a_person_who_is_not_there_is_told(gone: Going, who: str) -> None:
    with pytest.raises(NotFound):
        plan(gone, who)


def test_a_person_is_found_by_number_pseudonym_and_an_address_of_before(gone: Going) -> None:
    ((number, pseudonym),) = gone.rows(t.Person, "id", "pseudonym", mail=NINA)
    assert {plan(gone, who).person for who in (str(number), pseudonym, "NINA@example.org")} == {number}


def test_an_entry_that_does_not_name_the_person_is_not_taken_along(gone: Going) -> None:
    with pytest.raises(BadInput, match="does not name the person"):
        plan(gone, entries=[(gone.agencies["alfa"], 1)])
    with pytest.raises(BadInput, match="does not name the person"):
        plan(gone, entries=[(INSTALLATION, 999)])


def test_a_decision_to_erase_cannot_be_erased_itself(gone: Going) -> None:
    erased(gone)
    set_function(gone.runtime, gone.agencies["alfa"], "coordinator", WHY, "o@example.org", day("2021-02-01"), EVA)
    gone.clock.set("2021-02-02 09:00")
    number = len(gone.trail(INSTALLATION))
    with pytest.raises(BadInput, match="does not name the person"):
        plan(gone, "o@example.org", entries=[(INSTALLATION, number)])


def test_the_assistants_address_goes_with_the_persons(joined: Going) -> None:
    begun(joined, assistant="assistant@example.org")
    left(joined)
    assert plan(joined).addresses == ("assistant@example.org", NINA)
    erased(joined)
    assert joined.rows(t.Appointment, "id", assistant="assistant@example.org") == []


def test_a_motive_that_names_the_person_is_told_of_and_kept(joined: Going) -> None:
    begun(joined)
    beta = table(t.Participation).update().where(table(t.Participation).c.subject == "beta")
    with write(joined.runtime.engine) as tx:
        tx.connection.execute(beta.values(motive="Nina Ek driver frågan."))
    assert [(k.code, k.count) for k in plan(joined).kept if k.code == "motives"] == [("motives", 1)]


def test_notes_and_texts_on_meetings_that_name_the_person_are_told_and_stay(gone: Going) -> None:
    north, seen = gone.clusters["north"], None
    add_note(gone.runtime, gone.agencies["alfa"], "Talade med Nina Ek", EVA)
    add_note(gone.runtime, gone.agencies["alfa"], "Talade med chefen", Actor("Nina Ek", "coordinator"))
    set_programme(gone.runtime, north, "start", "9.00 Nina Ek inleder", EVA, seen=seen)
    set_notes(gone.runtime, north, "start", "Bra inledning", EVA, seen=seen)
    texts = gone.rows(t.Note, "text") + gone.rows(t.Meeting, "programme", "notes", step="start")
    found = kept(plan(gone))
    assert (found["notes"], found["answers"]) == (2, 1)
    erased(gone)
    assert gone.rows(t.Note, "text") + gone.rows(t.Meeting, "programme", "notes", step="start") == texts
