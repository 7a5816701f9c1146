"""Whoever looks at what a change would do and thinks better of it finds the form as she had filled it in."""

from tests.demo_site import Installation
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
