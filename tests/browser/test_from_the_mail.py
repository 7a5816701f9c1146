"""From the bytes of a mail to an answer handed in or an invitation replied to, as each function of an agency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jimflow.actions.heartbeat import tick
from jimflow.config import Settings
from jimflow.mail.sender import Relay, Sender
from jimflow.rehearsal.sink import Sink
from tests.browser.accessible import axe, sideways, tab_to
from tests.browser.serve import serving
from tests.browser.visits import PHONE, Served, Visits
from tests.build import at
from tests.demo_site import demo_database, installation
from tests.story.mailbox import letter

TASK, INVITATION = "JiM+: ", "Inbjudan 1"


@dataclass(frozen=True)
class Came:
    """A mail as it looks to whoever reads it, and the code that is printed in it."""

    html: str
    code: str


@dataclass(frozen=True)
class Spring:
    """The demo half a year later, on the morning on which all are invited to the last meeting."""

    served: Served
    mails: Mapping[tuple[str, str], bytes]
    """By address and subject."""

    def mail(self, address: str, subject: str) -> Came:
        """The mail to the address whose subject begins so, with links that lead to where the pages are served now."""
        raw = next(m for (to, said), m in self.mails.items() if to == address and said.startswith(subject))
        body = message_from_bytes(raw, policy=policy.default).get_body(("html",))
        assert body is not None
        return Came(str(body.get_content()).replace(Settings().base_url, self.served.address), letter(raw).code)


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory, shared_folder: Path) -> Iterator[Spring]:
    folder, files = tmp_path_factory.mktemp("spring"), list[Path]()
    with installation(demo_database(shared_folder), folder) as made, serving(made.app) as address:
        with (
            Sink(folder / "mail", files.append) as sink,
            Sender(Relay(sink.host, sink.port, tls="none", connections=1)) as sender,
        ):
            for moment in ("2022-04-22 07:00", "2022-04-22 08:00"):
                made.clock.jump(at(moment))
                tick(replace(made.runtime, sender=sender))
        read = [(letter(raw), raw) for raw in (file.read_bytes() for file in files)]
        yield Spring(Served(address, made), {(mail.to, mail.subject): raw for mail, raw in read})


def opened(page: Page, mail: Came) -> Page:
    """The mail in the window, in which nothing has been followed yet."""
    page.goto("about:blank")
    page.set_content(mail.html)
    return page


def without_barriers(page: Page) -> None:
    seen = axe(page)
    assert (page.url, seen.violations, seen.advice, sideways(page)) == (page.url, [], [], [])


def write_all(page: Page) -> None:
    boxes = page.locator("textarea[name^='answer.']")
    assert boxes.count() > 1
    for number in range(boxes.count()):
        boxes.nth(number).fill(f"Svar {number}")


@pytest.mark.parametrize(
    ("address", "phone"),
    [("planning_followup.skatteverket@example.org", False), ("finance.forsakringskassan@example.org", True)],
    ids=["planning and follow-up", "finance, on a telephone"],
)
def test_a_task_is_answered_from_its_mail(visit: Visits, spring: Spring, address: str, phone: bool) -> None:
    mail = spring.mail(address, TASK)
    page = opened(visit(spring.served, "/in", who=None, **({"size": PHONE} if phone else {})), mail)
    assert (axe(page).violations, sideways(page)) == ([], [])
    page.get_by_role("link", name="Öppna uppgiften").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Beskrivning av hur kärnverksamheten följs upp i dag")
    without_barriers(page)
    page.get_by_role("link", name="Skriv koden ur mejlet för att svara").first.click()
    without_barriers(page)
    page.get_by_label("Kod", exact=True).fill(mail.code)
    page.get_by_role("button", name="Fortsätt").click()
    write_all(page)
    without_barriers(page)
    page.get_by_label("Förankrat hos").fill("Avdelningschefen")
    page.get_by_role("button", name="Skicka in min del").click()
    expect(page.get_by_role("status").first).to_contain_text("Din del är inskickad. Tack!")
    without_barriers(page)


def test_the_manager_answers_in_english_without_scripts(visit: Visits, spring: Spring) -> None:
    mail = spring.mail("core_business_manager.csn@example.org", TASK)
    page = opened(visit(spring.served, "/in", who=None, lang="en", script=False), mail)
    page.get_by_role("link", name="Öppna uppgiften").last.click()
    page.get_by_role("link", name="Type the code from the mail to answer").first.click()
    page.get_by_label("Code", exact=True).fill(mail.code)
    page.get_by_role("button", name="Continue").click()
    write_all(page)
    page.locator(".saving-bar").get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    page.get_by_role("button", name="Submit my part").click()
    expect(page.get_by_role("status").first).to_contain_text("Your part has been submitted. Thank you!")
    expect(page.get_by_role("link", name="Receipt")).to_be_visible()


def test_the_coordinator_answers_by_keyboard_alone(visit: Visits, spring: Spring) -> None:
    mail = spring.mail("gm_coordinator.csn@example.org", "Senast")
    page = opened(visit(spring.served, "/in", who=None), mail)
    tab_to(page, "link", "Öppna uppgiften")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "link", "Skriv koden ur mejlet för att svara")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "textbox", "Kod")
    page.keyboard.type(mail.code)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    for words in ("1. Vad hade ni mest nytta av?", "2. Vad kunde ha varit bättre?"):
        tab_to(page, "textbox", words)
        page.keyboard.type("Samtalen i mindre grupper.")
    tab_to(page, "radio", "ja")
    page.keyboard.press("Space")
    without_barriers(page)
    tab_to(page, "button", "Skicka in svaret")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Svaret är inskickat. Tack!")


def test_the_head_replies_without_scripts(visit: Visits, spring: Spring) -> None:
    mail = spring.mail("agency_head.csn@example.org", INVITATION)
    page = opened(visit(spring.served, "/in", who=None, script=False), mail)
    page.get_by_role("link", name="Öppna träffen").click()
    visit.watch.allow(401)
    page.get_by_role("button", name="Jag kommer", exact=True).click()
    expect(page.get_by_text("Det du skrev finns kvar")).to_be_visible()
    page.get_by_label("Kod", exact=True).fill(mail.code)
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_role("button", name="Fortsätt").click()
    expect(page.get_by_role("status").first).to_contain_text("Ditt svar är sparat: kommer.")


def test_the_ministrys_officer_replies_in_english_on_a_telephone(visit: Visits, spring: Spring) -> None:
    mail = spring.mail("ministry_officer.csn@example.org", INVITATION)
    page = opened(visit(spring.served, "/in", who=None, lang="en", size=PHONE), mail)
    page.get_by_role("link", name="Öppna träffen").click()
    without_barriers(page)
    visit.watch.allow(401)
    page.get_by_role("button", name="Maybe").click()
    without_barriers(page)
    page.get_by_label("Code", exact=True).fill(mail.code)
    page.get_by_role("button", name="Continue").click()
    without_barriers(page)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("status").first).to_contain_text("Your answer is saved: maybe.")
    without_barriers(page)
