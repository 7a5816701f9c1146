"""The receipt of an answer that was handed in anew: it says so, and which receipt it replaces."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.actions.going import Going
from tests.actions.someone import someone
from tests.actions.test_joint_answers import ANNA, BO, CILLA, at_work, give, task
from tests.actions.test_joint_hand_in import receipts


@pytest.fixture
def work(engine: Engine, tmp_path: Path) -> Going:
    return at_work(engine, tmp_path)


def test_a_changed_answer_is_said_to_be_one_and_which_receipt_it_replaces(work: Going) -> None:
    number = task(work)
    give(work, someone(work, ANNA), {"found_how": "Så"})
    give(work, someone(work, BO), {"cost": 3, "found_how": "Så"}, {"found_how": 1})
    give(work, someone(work, CILLA), {"cost": 4, "found_how": "Så"}, {"found_how": 1, "cost": 1})
    first, second, third = receipts(work, "2021-04-01 13:43")
    for letter in (first, second):
        assert "ersätter" not in letter.text
        assert "Inskickat: torsdag 1 april kl. " in letter.text
        assert "kl. kl." not in letter.text
    assert f"- Kvitto: {number}-3, ersätter kvitto {number}-2\r\n" in third.text
    assert third.text.count("Ändrat svar: ") == 1
