"""What the people of the story do with a mail: what they usually do, and once each what a year also brings."""

from __future__ import annotations

import re
from datetime import date

from jimflow.actions import dialogue
from jimflow.rehearsal.doing import coordinator_of
from tests.story.mailbox import Letter, Reader
from tests.story.mailbox_year import Year

_SAVED = re.compile(r"(?:Ditt svar är sparat|Your answer is saved): ([^.]+)\.")
RESTS = {"planner": 2, "manager": 3, "finance": 4, "newcomer": 4, "coordinator": 5}
"""Working days until somebody comes back to an answer she has begun."""

BACKING = {"coordinator": "Generaldirektören"}
"""Who stands behind what she hands in; the head of her department for everybody else."""


def usual(year: Year, reader: Reader, mail: Letter) -> None:
    """Each link is followed: an invitation is accepted, a task begun, a short one answered at once."""
    for link in mail.links:
        if reader.browser.open(link).button(reader.words["come"]) is not None:
            _replied(reader, mail)
            continue
        reader.opens(mail, link)
        if not reader.may_hand_in():
            reader.say("reads", reader.title())
        elif reader.words["ten minutes"] in reader.page.words.casefold():
            _whole(reader)
        else:
            _begun(reader)
            year.after(RESTS[reader.called], lambda link=link: _back(reader, mail, link))  # type: ignore[misc]


def _replied(reader: Reader, mail: Letter, button: str = "") -> None:
    reader.replies(mail, button)
    saved = _SAVED.search(reader.page.words)
    assert saved is not None, reader.page.words
    reader.say("replies", saved[1])


def _begun(reader: Reader) -> None:
    """Half of what nobody has answered yet, saved; what there is to read is ticked off."""
    ticked, asked = reader.takes_in(), sum(f.empty for f in reader.questions())
    written = reader.writes(asked // 2)
    reader.saves()
    read = f", {ticked} to read ticked off" if ticked else ""
    reader.say("begins", f"{reader.title()}: {written} of {asked} answers saved{read}")


def _whole(reader: Reader, again: str = "") -> None:
    written = reader.writes()
    backing = BACKING.get(reader.called, "Avdelningschefen")
    reader.hands_in(backing)
    reader.handed_in(reader.title(), f"{written} more, settled with {backing}{again}")


def _back(reader: Reader, mail: Letter, link: str) -> None:
    reader.opens(mail, link)
    if reader.may_hand_in():
        _whole(reader)
    else:
        reader.say("finds", f"{reader.title()}: all is handed in already")


# --- what a year also brings ---------------------------------------------------------------------


def only_begins(year: Year, reader: Reader, mail: Letter) -> None:
    """Begins, and is never seen again."""
    reader.opens(mail)
    _begun(reader)


def at_once(year: Year, reader: Reader, mail: Letter) -> None:
    """Whoever forgot it does it now."""
    reader.opens(mail)
    _whole(reader)


def says_yes_by_mail(year: Year, reader: Reader, mail: Letter) -> None:
    """The invitation can only be answered by mail: the host records the answer, as the people file says."""
    assert mail.links == [] and "Svara på det här mejlet." in mail.text
    reader.say("answers", "the mail itself: yes; the host records it on 14 January")


def maybe(year: Year, reader: Reader, mail: Letter) -> None:
    """Does not know yet."""
    _replied(reader, mail, "Kanske")


def sends_on(year: Year, reader: Reader, mail: Letter) -> None:
    """A colleague writes it, and the holder hands it in."""
    reader.opens(mail)
    reader.browser.follow("Skicka vidare till en kollega")
    nora = year.joins("colleague", "nora.nyman@formas.example.org")
    typed = {"Kollegans namn": "Nora Nyman", "Kollegans e-post": nora.address, "Hälsning": "Du kan det här bättre."}
    reader.browser.press("Se mejlet först", typed)
    assert "Nora Nyman" in reader.title() and "Du kan det här bättre." in reader.page.words
    reader.browser.press("Skicka vidare")
    assert "Uppgiften är skickad vidare till Nora Nyman" in reader.page.words
    reader.say("sends on", "to Nora Nyman, who may write and not hand in")
    year.after(4, lambda: _back(reader, mail, mail.links[0]))


def writes_for_another(year: Year, reader: Reader, mail: Letter) -> None:
    """She was sent the task by its holder: she may write, and not hand in."""
    reader.opens(mail)
    written = reader.writes()
    assert not reader.may_hand_in() and "Du kan skriva i svaret. Det här kan skicka in det:" in reader.page.words
    reader.saves()
    reader.say("writes", f"{reader.title()}: {written} answers saved; finds no way to hand in")


def reads_the_others(year: Year, reader: Reader, mail: Letter) -> None:
    """Accepts, and on the day before the meeting reads what the others have answered."""
    usual(year, reader, mail)

    def reads() -> None:
        reader.browser.open(mail.links[0])
        reader.browser.follow("Läs svaren")
        page = reader.browser.press(reader.words["on"], {reader.words["digits"]: mail.code})
        there = [name for name in ("Vetenskapsrådet", "Forte", "Formas", "Vinnova") if name in page.words]
        assert "Kriminalvården" not in page.words
        reader.say("reads", f"the answers of {', '.join(there)}")

    year.on(date(2021, 6, 8), reads)


def looks_after(year: Year, reader: Reader, mail: Letter) -> None:
    """Sees on the meeting's page who comes from the agency; what is missing is known and cannot be helped."""
    assert "Myndighetschefen för Formas är inte med" in mail.text
    reader.opens(mail)
    assert "I stället kommer Dag Dahl." in reader.page.words
    reader.say("reads", f"{reader.title()}: the head's deputy comes")


def judges(reader: Reader, words: str) -> None:
    """Says what she thought of a meeting, by the link of its invitation."""
    mail = reader.last(words)
    reader.browser.open(mail.links[0])
    reader.browser.press("Spara utvärderingen", {"Hur mycket": "4", "Plus": "Bra samtal om styrning."}, status=401)
    reader.browser.press(reader.words["on"], {reader.words["digits"]: mail.code})
    reader.browser.press(reader.words["on"])
    assert "Tack! Din utvärdering är sparad." in reader.page.words
    reader.say("judges", reader.title())


def the_host_comments(year: Year) -> None:
    """A few words of the host's coordinator inside a task."""
    number, actor = year.stage.loaded.participations["formas"], coordinator_of(year.stage.read.workflow)
    words = "Bra avgränsat. Har ni pratat med Vinnova om samma fråga?"
    dialogue.comment(year.stage.runtime, number, "name_problem_area", words, actor, step="start")
    year.tells("the host", "comments", "Val av problemområde")


def answers_the_host(year: Year, reader: Reader, mail: Letter) -> None:
    """Reads the comment in the mail, and answers it inside the task."""
    assert "Har ni pratat med Vinnova om samma fråga?" in mail.text
    reader.opens(mail)
    reader.browser.press("Skicka till samordnaren", {"": "Ja, vi ses i maj."})
    assert "Ja, vi ses i maj." in reader.page.words
    reader.say("answers", "the host, inside the task")


def the_host_asks_for_more(year: Year) -> None:
    """What was handed in does not answer the question."""
    number, actor = year.stage.loaded.participations["formas"], coordinator_of(year.stage.read.workflow)
    words = "Skriv också vem problemet drabbar."
    dialogue.ask_for_completion(year.stage.runtime, number, "sharpen_problem", words, actor, step="problem_formulation")
    year.tells("the host", "returns", "Formulering av ojämställdhetsproblemet, to be completed")


def completes(year: Year, reader: Reader, mail: Letter) -> None:
    """Adds what was asked for and hands in once more."""
    assert "Skriv också vem problemet drabbar." in mail.text
    reader.opens(mail)
    if not reader.may_hand_in():  # a colleague was faster: all had been answered before, so her answer was whole again
        reader.browser.follow(reader.words["again"])
    first = reader.questions()[0]
    first.values = [f"{first.values[0]} Det drabbar kvinnor som söker små bidrag ({reader.called})."]
    _whole(reader, ", completed")


def assistant_answers(year: Year, reader: Reader, mail: Letter) -> None:
    """The manager is away: her assistant opens the mail and says at the door who she is."""
    asta = year.joins("assistant", "asta.alm@formas.example.org")
    asta.browser.open(mail.links[0])
    asta.browser.follow(asta.words["code"])
    typed = {"Kod": mail.code, "Ditt namn": "Asta Alm", "Din e-post": asta.address}
    asta.browser.press(asta.words["on"], typed)
    mail.worked = True
    asta.say("opens", "the manager's mail, and says at the door who she is")
    asta.takes_in()
    _whole(asta)


def sends_somebody(year: Year, reader: Reader, mail: Letter) -> None:
    """The head cannot come, and says who comes instead."""
    _replied(reader, mail, "Jag kommer inte")
    dag = year.joins("deputy", "dag.dahl@formas.example.org")
    typed = {"Vem kommer?": "Någon annan", "Namn": "Dag Dahl", "E-postadress": dag.address}
    reader.browser.press("Svara att någon annan kommer", typed)
    assert "I stället kommer Dag Dahl." in reader.page.words
    reader.say("names", "Dag Dahl, who comes instead")


def chooses_separate_mails(year: Year, reader: Reader) -> None:
    """Each thing in a mail of its own from now on."""
    _signs_in(year, reader)
    reader.browser.follow("Om mig")
    reader.browser.press("Spara hur mejlen kommer", {"Så kommer mejlen": "Var för sig"})
    assert "Från nu kommer varje sak i ett eget mejl." in reader.page.words
    reader.say("chooses", "each thing in a mail of its own")


def chooses_english(year: Year, reader: Reader) -> None:
    """Mails and pages in English from now on."""
    _signs_in(year, reader)
    reader.browser.follow("Om mig")
    reader.browser.press("Spara språket", {"Språk": "English"})
    assert (reader.page.lang, "Mails and pages are in English from now on." in reader.page.words) == ("en", True)
    reader.say("chooses", "English")


def changes_the_finance_holder(year: Year, reader: Reader) -> None:
    """Signs in with a code that is sent to her, and says who has finance from today."""
    _signs_in(year, reader)
    reader.browser.follow("Mina uppgifter")
    reader.browser.follow("Hos oss")
    reader.browser.follow("Ändra: Ekonomifunktion")
    new = year.joins("newcomer", "ny.ekonom@formas.example.org")
    reader.browser.press("Se vad som händer", {"Namn": "Nils Ny", "E-postadress": new.address}, which=-1)
    reader.browser.press("Ange Nils Ny")
    assert "Nils Ny är nu ”Ekonomifunktion” hos er." in reader.page.words
    reader.say("names", "Nils Ny for finance, from today")
    reader.browser.follow("Vem som gör vad")
    reader.browser.follow("Ange registratorns adress")
    files = year.joins("registrar", "registrator@formas.example.org")
    reader.browser.press("Spara", {"": files.address})
    assert files.address in reader.page.words
    reader.say("names", "the registrar's mailbox for receipts")


def _signs_in(year: Year, reader: Reader) -> None:
    """She begins at the link of her last mail, whose door also sends codes."""
    reader.browser.open(next(m for m in reversed(reader.letters) if m.links).links[0])
    reader.browser.follow(reader.words["code"])
    reader.browser.press("Skicka en kod", {"Din e-postadress i arbetet": reader.address})
    year.minute()
    (mail,) = year.fetch(reader)
    reader.say("gets", mail.subject)
    reader.browser.press("Logga in", {"Kod": mail.code})
    mail.worked = True
    reader.say("signs in", "with the code")


def finds_her_link_dead(reader: Reader, words: str) -> None:
    """Whoever has left comes nowhere by her old mails."""
    page = reader.browser.open(reader.last(words).links[0], status=404)
    assert "Länken gäller inte" in page.words
    reader.say("finds", "that the link of her old mail is over")
