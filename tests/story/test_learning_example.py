"""Learning examples: both result and process, the chain step given, and nothing published without the owner's yes."""

from collections.abc import Iterator

import pytest

from jimflow.actions.parties import leave_party
from tests.story.acting import HOST, Acting, acting, findings

WRITTEN = {"result": "Fler väljer cykeln", "process": "Vi frågade dem som inte cyklade", "reached": ["operations"]}
NEEDED = ["chain_step_given", "process_described", "result_described"]


@pytest.fixture
def round_() -> Iterator[Acting]:
    with acting("learning-example-exempel") as it:
        it.day("2027-01-12 09:00")
        for example in ("cykelplan", "arbetsmarknad", "bedomningar"):
            assert it.do(example, "start") == "drafted"
        yield it


def approve(it: Acting, example: str, *, yes: bool) -> None:
    it.answer(example, "approve_example", "approver", approved=yes, approved_as="Avdelningschef")


def test_the_definition_has_nothing_that_cannot_work() -> None:
    assert findings("learning-example") == []


def test_an_example_goes_from_draft_to_the_archive(round_: Acting) -> None:
    round_.answer("cykelplan", "write_example", **WRITTEN)
    approve(round_, "cykelplan", yes=True)
    assert round_.do("cykelplan") == "agency_approved"
    assert round_.do("cykelplan") == "published"
    round_.day("2028-01-10 09:00")
    assert round_.do("cykelplan") == ["no_longer_current"]
    round_.answer("cykelplan", "review_example", current=False)
    assert round_.do("cykelplan") == "archived"
    assert round_.moves("cykelplan") == ["suggested", "drafted", "agency_approved", "published", "archived"]
    assert round_.facts("cykelplan").results == {"operations"}
    assert round_.audit().ok


def test_an_example_that_nobody_owns_goes_no_further(round_: Acting) -> None:
    number = round_.number("cykelplan")
    leave_party(round_.stage.runtime, number, "jonkoping", "owner", HOST, reason="Vill inte vara med")
    round_.answer("cykelplan", "write_example", **WRITTEN)
    approve(round_, "cykelplan", yes=True)
    assert round_.do("cykelplan") == ["owner_named"]


def test_result_process_and_chain_step_are_all_needed(round_: Acting) -> None:
    round_.answer("arbetsmarknad", "write_example")
    approve(round_, "arbetsmarknad", yes=True)
    assert round_.do("arbetsmarknad") == NEEDED


@pytest.mark.parametrize("missing", ["result", "process", "reached"])
def test_each_of_them_alone_stops_the_example(round_: Acting, missing: str) -> None:
    round_.answer("cykelplan", "write_example", **{k: v for k, v in WRITTEN.items() if k != missing})
    approve(round_, "cykelplan", yes=True)
    assert round_.do("cykelplan") == [dict(zip(["reached", "process", "result"], NEEDED, strict=True))[missing]]


def test_the_owners_no_stops_the_example_and_cannot_be_waived_or_acknowledged(round_: Acting) -> None:
    round_.answer("bedomningar", "write_example", **WRITTEN)
    approve(round_, "bedomningar", yes=False)
    assert round_.do("bedomningar", known=["approved_by_owner"]) == ["approved_by_owner"]
    assert not round_.workflow.rules["approved_by_owner"].waivable
    assert round_.do("bedomningar", "reject", reason="Ägaren säger nej") == "rejected"


def test_a_revised_text_needs_a_new_yes(round_: Acting) -> None:
    round_.answer("cykelplan", "write_example", **WRITTEN)
    approve(round_, "cykelplan", yes=True)
    assert round_.do("cykelplan") == "agency_approved"
    assert round_.do("cykelplan", "revise", reason="Fel siffror") == "drafted"
    assert round_.facts("cykelplan").here == "drafted.2"
    assert round_.do("cykelplan") == sorted([*NEEDED, "approved_by_owner"])
    round_.answer("cykelplan", "write_example", **WRITTEN)
    assert round_.do("cykelplan") == ["approved_by_owner"]
    approve(round_, "cykelplan", yes=True)
    assert [round_.do("cykelplan"), round_.do("cykelplan")] == ["agency_approved", "published"]


def test_the_approver_is_asked_when_the_text_is_there(round_: Acting) -> None:
    round_.day("2027-01-13 09:00")
    assert {to for to, _ in round_.mails() if "cykelplan" in to} == {"author.cykelplan@example.org"}
    round_.answer("cykelplan", "write_example", **WRITTEN)
    round_.day("2027-01-15 09:00")
    assert "approver.cykelplan@example.org" in {to for to, _ in round_.mails()}
