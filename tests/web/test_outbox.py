"""Utkorg: what waits, comes, went and failed; review, release, the brake; one mail as sent and in one's own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from jimflow.actions.heartbeat import tick
from jimflow.actions.mail_review import set_review
from jimflow.actions.meetings import move_meeting
from jimflow.actions.sweep import sweep_due
from jimflow.core.model import Actor, Session
from jimflow.mail.relay import Outcome as Answer
from jimflow.mail.relay import Outgoing, outcome
from jimflow.store.queries.mail import IntentRow, MailRow, mails, waiting
from jimflow.store.queries.outbox import stops
from jimflow.store.queries.rounds import clusters, rounds
from jimflow.store.tables import Mail
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from tests.demo_site import Installation
from tests.web.conftest import ROUND
from tests.web.person import Person

OUTBOX = f"{ROUND}/outbox"
BO = Actor("bo", "coordinator")
INVITED = "invite:deepening"


class Box:
    """Takes every mail."""

    def __init__(self) -> None:
        self.mails: list[Outgoing] = []

    def send(self, batch: list[Outgoing], before_data: object) -> list[Answer]:
        taken = [m for m in batch if before_data(m.id, m.fence)]  # type: ignore[operator]
        self.mails += taken
        return [outcome(m, "sent", 250, "2.0.0 taken") for m in taken]


def beat(made: Installation) -> list[str]:
    """The heartbeat of tomorrow morning; to whom mail went. The sessions of today go on."""
    box, tomorrow = Box(), made.clock() + timedelta(hours=23)
    tick(replace(made.runtime, sender=box, clock=lambda: tomorrow))
    return sorted(m.recipient for m in box.mails)


def the_round(made: Installation) -> int:
    with read(made.runtime.engine) as tx:
        return rounds(tx)[0].id


def held(made: Installation, item: str = INVITED) -> list[IntentRow]:
    with read(made.runtime.engine) as tx:
        return [i for i in waiting(tx, held=True) if i.item == item]


def moved(made: Installation) -> None:
    """A meeting has moved to a day so near that all who come are to be invited."""
    with read(made.runtime.engine) as tx:
        number = next(c.id for c in clusters(tx, the_round(made)) if c.code == "forskningsfinansiarer")
    begins = datetime(2021, 11, 12, 8, tzinfo=UTC)
    move_meeting(made.runtime, number, "deepening", [Session(begins, begins + timedelta(hours=6), "on_site")], BO)
    while sweep_due(made.runtime):
        pass


def reviewed(made: Installation, policy: str = "all") -> list[IntentRow]:
    """The invitations wait to be read."""
    moved(made)
    set_review(made.runtime, the_round(made), policy, BO)  # type: ignore[arg-type]
    return held(made)


def died(made: Installation, reply: str = "5.1.1 no such user") -> MailRow:
    """A mail that went has not arrived after all."""
    with read(made.runtime.engine) as tx:
        row = next(m for m in mails(tx, statuses=("sent",)) if m.address.startswith("gm_coordinator"))
    m = table(Mail)
    with write(made.runtime.engine) as tx:
        dead = update(m).where(m.c.id == row.id)
        tx.connection.execute(dead.values(status="dead", last_code=550, last_reply=reply, sent_at=None))
    return row


def test_an_outbox_with_nothing_to_read_begins_with_what_will_go_and_says_when(demo: Installation) -> None:
    seen = Person(demo).see(OUTBOX)
    assert "Inga mejl att vänta under den tiden." in seen.words and "Nästa går" in seen.words
    seen = Person(demo).see(f"{OUTBOX}?view=coming&days=90")
    assert "Påminnelse om ”Analys av resursfördelningen”" in seen.words and "12 mottagare" in seen.words


def test_what_went_is_put_together_where_it_is_alike_and_each_mail_can_be_read(demo: Installation) -> None:
    anna = Person(demo)
    seen = anna.see(f"{OUTBOX}?view=sent")
    assert "Läget" not in seen.words and "mottagare" in seen.words
    assert "Läget" in anna.see(f"{OUTBOX}?view=sent&all=1").words
    place = next(href for _, href in seen.links if href.removeprefix(f"{OUTBOX}/").isdigit())
    seen = anna.see(place)
    assert "Som text" in seen.words and "Skickat" in seen.words
    answer = anna.client.get(f"{place}/html")
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "sandbox" in answer.headers["content-security-policy"] and "<script" not in answer.text
    assert f'src="{place}/html" sandbox=""' in anna.html


def test_the_review_of_a_round_is_chosen_and_what_waits_is_released_with_its_batch(own_demo: Installation) -> None:
    moved(own_demo)
    anna = Person(own_demo)
    anna.see(OUTBOX)
    seen = anna.press(f"{OUTBOX}/review", {"policy": "first"})
    several = held(own_demo)
    assert len(several) > 1 and f"{len(several)} mottagare" in seen.words
    seen = anna.press(f"{OUTBOX}/release")
    assert f"Släppta: {len(several)}." in seen.words
    assert held(own_demo) == []


def test_whoever_is_unticked_goes_on_waiting(own_demo: Installation) -> None:
    several = reviewed(own_demo)
    anna = Person(own_demo)
    anna.see(OUTBOX)
    anna.press(f"{OUTBOX}/release", {"id": [str(i.id) for i in several[1:]]})
    assert [i.id for i in held(own_demo)] == [several[0].id]


def test_a_release_sent_twice_is_one(own_demo: Installation) -> None:
    reviewed(own_demo)
    anna = Person(own_demo)
    page = anna.see(OUTBOX)
    said = anna.press(f"{OUTBOX}/release").words
    anna.page = page
    assert anna.press(f"{OUTBOX}/release").words == said


def test_a_mail_is_read_written_anew_and_goes_as_it_was_shown(own_demo: Installation) -> None:
    one = reviewed(own_demo)[0]
    place, anna = f"{OUTBOX}/waiting/{one.id}", Person(own_demo)
    seen = anna.see(place)
    assert "Så här ser det ut om du släpper det nu." in seen.words and one.address in seen.words
    assert "Kalenderposten i mejlet behåller sin text." in seen.words
    seen = anna.press(f"{place}/edit", {"subject": "Ny dag", "text": "Vi ses i stället\nden 30 november."})
    assert "Texten är sparad" in seen.words and "Vi ses i stället" in seen.words
    assert ("subject", "Ny dag") in seen.form(f"{place}/edit").fields
    framed = anna.client.get(f"{place}/html").text
    assert "Vi ses i stället<br>" in framed
    seen = anna.press(f"{OUTBOX}/release")
    assert one.address in beat(own_demo)
    with read(own_demo.runtime.engine) as tx:
        (mail,) = [m for m in mails(tx, address=one.address, limit=5) if m.subject == "Ny dag"]
    assert "Vi ses i stället" in anna.see(f"{OUTBOX}/{mail.id}").words


def test_who_saves_second_keeps_what_was_typed_and_is_told(own_demo: Installation) -> None:
    one = reviewed(own_demo)[0]
    place, anna, bo = f"{OUTBOX}/waiting/{one.id}", Person(own_demo), Person(own_demo, "bo")
    anna.see(place)
    bo.see(place)
    anna.press(f"{place}/edit", {"subject": "Annas", "text": "Annas text"})
    seen = bo.press(f"{place}/edit", {"subject": "Bos", "text": "Bos text"}, status=409)
    assert "Någon annan har ändrat mejlet under tiden." in seen.words
    assert ("text", "Bos text") in seen.form(f"{place}/edit").fields
    bo.press(f"{place}/edit", {"subject": "Bos", "text": "Bos text"})
    bo.press(f"{place}/undo")
    assert "Bos text" not in bo.see(place).words


def test_an_addition_goes_into_every_mail_of_the_batch(own_demo: Installation) -> None:
    several = reviewed(own_demo)
    place, anna = f"{OUTBOX}/waiting/{several[0].id}", Person(own_demo)
    anna.see(place)
    anna.press(f"{place}/addition", {"sv": "Lokalen är bytt."})
    for one in several:
        assert "Lokalen är bytt." in anna.see(f"{OUTBOX}/waiting/{one.id}").words
    seen = anna.press(f"{OUTBOX}/waiting/{several[-1].id}/addition", {"sv": "", "en": "Only English"}, status=422)
    assert "Skriv tillägget på svenska också." in seen.words


def test_what_would_go_by_itself_can_be_held_and_then_changed(own_demo: Installation) -> None:
    moved(own_demo)
    with read(own_demo.runtime.engine) as tx:
        one = next(i for i in waiting(tx) if i.item == INVITED)
    anna = Person(own_demo)
    place = f"{OUTBOX}/waiting/{one.id}"
    seen = anna.see(place)
    assert "går av sig självt" in seen.words and [f for f in seen.forms if f.action == f"{place}/edit"] == []
    seen = anna.press(f"{place}/hold")
    assert "Mejlet hålls tills någon släpper det." in seen.words and seen.form(f"{place}/edit")


def test_what_no_longer_waits_or_belongs_elsewhere_is_not_found(own_demo: Installation) -> None:
    anna = Person(own_demo)
    for place in ("waiting/999999", "waiting/x", "999999", "x", "999999/html"):
        anna.see(f"{OUTBOX}/{place}", 404)
    one = reviewed(own_demo)[0]
    anna.see(f"{OUTBOX}/waiting/{one.id}")
    anna.press(f"{OUTBOX}/release")
    beat(own_demo)
    anna.see(f"{OUTBOX}/waiting/{one.id}", 404)


def test_the_brake_is_pulled_with_a_reason_seen_on_the_page_and_lifted(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(OUTBOX)
    seen = anna.press(f"{OUTBOX}/hold", {"reason": " "}, status=422)
    assert "Skriv varför mejlen stoppas." in seen.words
    moved(own_demo)
    seen = anna.press(f"{OUTBOX}/hold", {"reason": "Fel text i inbjudan"})
    assert "Mejlen i omgången är stoppade" in seen.words and "Fel text i inbjudan" in seen.words
    assert [a for a in beat(own_demo) if not a.startswith("samordning")] == []
    anna.see(OUTBOX)
    seen = anna.press(f"{OUTBOX}/let-go")
    assert "Det som fortfarande gäller går i sin egen tid." in seen.words and beat(own_demo) != []
    with read(own_demo.runtime.engine) as tx:
        assert stops(tx) == []


def test_a_mail_that_did_not_arrive_says_why_in_plain_words_and_is_tried_again(own_demo: Installation) -> None:
    row, anna = died(own_demo), Person(own_demo)
    seen = anna.see(f"{OUTBOX}?view=failed")
    assert "Adressen finns inte hos mottagaren. Ta reda på rätt adress." in seen.words and row.subject in seen.words
    assert "5.1.1 no such user" in anna.see(f"{OUTBOX}/{row.id}").words
    seen = anna.press(f"{OUTBOX}/{row.id}/retry")
    assert "Mejlet skickas vid nästa slag." in seen.words
    assert row.address in beat(own_demo)


def test_an_address_whose_mail_came_back_is_marked_once_it_has_been_seen_whom_it_concerns(
    own_demo: Installation,
) -> None:
    row, anna = died(own_demo), Person(own_demo)
    anna.see(f"{OUTBOX}/{row.id}")
    seen = anna.press(f"{OUTBOX}/{row.id}/bounced")
    assert f"Kom mejlet till {row.address} tillbaka?" in seen.words
    seen = anna.confirm()
    assert "antecknad som en adress som inte fungerar" in seen.words
    seen = anna.see(f"{OUTBOX}?view=addresses")
    assert row.address in seen.words and "Adressen finns inte hos mottagaren." in seen.words


@pytest.mark.parametrize("login", ["cilla", "david"])
def test_who_may_only_read_sees_the_outbox_and_no_form(demo: Installation, login: str) -> None:
    person = Person(demo, login)
    for view in ("review", "coming", "sent", "failed", "addresses"):
        seen = person.see(f"{OUTBOX}?view={view}")
        assert [f.action for f in seen.forms if "/outbox" in f.action] == []
    fields = {"_csrf": dict(seen.form("/sign-out").fields)["_csrf"], "_form": "mine", "reason": "x", "policy": "all"}
    for act in ("review", "release", "retry", "unwritten", "hold", "let-go", "waiting/1/edit", "1/bounced"):
        assert person.client.post(f"{OUTBOX}/{act}", data=fields).status_code == 403


def test_the_outbox_is_in_english_too(own_demo: Installation) -> None:
    one = reviewed(own_demo)[0]
    anna = Person(own_demo, lang="en")
    assert "To read first" in anna.see(OUTBOX).words
    assert "This is how it looks if you release it now." in anna.see(f"{OUTBOX}/waiting/{one.id}").words
    assert "Which mails are to wait for you?" in anna.see(f"{OUTBOX}?view=coming").words
