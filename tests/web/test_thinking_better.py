"""Whoever looks at what a change would do and thinks better of it finds the form as she had filled it in."""

from tests.demo_site import PASSWORD, Installation
from tests.web.conftest import ROUND
from tests.web.person import Person

THERE = f"{ROUND}/clusters/valfardsmyndigheter/meetings/budgeting/attendance"


def test_the_ticks_of_attendance_are_still_there(own_demo: Installation) -> None:
    anna = Person(own_demo)
    seen = anna.see(THERE).form(THERE)
    name = next(
        name for name in seen.choices if "absent" in "".join(seen.choices[name]) or len(seen.choices[name]) == 3
    )
    before = dict(seen.fields)[name]
    other = next(value for value in seen.choices[name] if value != before)
    anna.press(THERE, {name: other})
    again = anna.press(THERE, button="Nej, gå tillbaka")
    assert dict(again.form(THERE).fields)[name] == other
    assert dict(Person(own_demo, "bo").see(THERE).form(THERE).fields)[name] == before


def test_the_reason_of_a_withdrawal_is_still_there(own_demo: Installation) -> None:
    place = f"{ROUND}/agencies/forte/move/withdraw"
    anna = Person(own_demo)
    anna.see(place)
    anna.press(place, {"reason": "Myndigheten läggs ner."})
    again = anna.press(place, button="Nej, gå tillbaka")
    assert dict(again.form(place).fields)["reason"] == "Myndigheten läggs ner."


def test_a_form_that_was_dealt_with_is_not_dealt_with_again_after_signing_in_anew(own_demo: Installation) -> None:
    place = f"{ROUND}/agencies/formas/notes"
    anna = Person(own_demo)
    anna.see(f"{ROUND}/agencies/formas")
    shown, words = anna.page, "Ringde samordnaren om läget."
    once = anna.press(place, {"text": words}).words.count(words)
    anna.press("/sign-out")
    anna.page = shown
    anna.press(place, {"text": words}, status=401)
    anna.press("/sign-in", {"login": "anna", "password": PASSWORD})
    done = anna.press(place)
    assert done.words.count(words) == once > 0
