"""Files put to a task: whose they are, when the host sees them, what is never kept, and that nothing is half done."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from jimflow.actions.assignments import accept, submit
from jimflow.actions.attachments import (
    MOST_BYTES,
    MOST_FILES,
    add,
    content_of,
    files_of,
    hand_in_files,
    handed_in_content,
    remove,
)
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.guests import Guest
from jimflow.files.places import BadFile
from jimflow.runtime import Runtime
from jimflow.store import seams
from jimflow.store import tables as t
from jimflow.store.queries.attachments import handed_in_attachments
from jimflow.store.transaction import read, write
from tests.actions.going import SELF_ASSESSMENT, Going, grown
from tests.actions.loaded import EVA
from tests.actions.someone import someone, task_of
from tests.small_files import pdf

TASK = "self_assessment"
ANNA = "coordinator.alfa@example.org"


def anna(round_: Going) -> Guest:
    return someone(round_, ANNA)


def here(round_: Going) -> tuple[Runtime, Guest, int]:
    return round_.runtime, anna(round_), task_of(round_, "alfa", TASK)


def kept(round_: Going) -> tuple[int, int]:
    """How many files, and how many with bytes."""
    return len(round_.rows(t.Attachment)), len(round_.rows(t.AttachmentContent))


def handed_in(round_: Going) -> list[dict[str, object]]:
    with write(round_.runtime.engine) as tx:
        return hand_in_files(tx, task_of(round_, "alfa", TASK), round_.clock())


def seen_by_the_host(round_: Going) -> list[str]:
    with read(round_.runtime.engine) as tx:
        return [row.name for row in handed_in_attachments(tx, [task_of(round_, "alfa", TASK)])]


def scanning(round_: Going, code: str) -> Runtime:
    """The runtime with a scanner that does what the Python in `code` says."""
    settings = round_.runtime.settings.model_copy(update={"scan_command": [sys.executable, "-c", code]})
    return replace(round_.runtime, settings=settings)


def test_a_file_lies_in_the_agency_s_own_room_until_it_is_handed_in(joined: Going) -> None:
    content = pdf("Underlag")
    with grown(joined):
        row = add(*here(joined), "../../Underlag till svaret.PDF", content)
    assert (row.name, row.kind, row.size, row.checked) == ("Underlag till svaret.pdf", "pdf", len(content), "unscanned")
    assert (row.added_by, row.handed_in_at) == (anna(joined).pseudonym, None)
    assert content_of(*here(joined), row.id).content == content
    assert seen_by_the_host(joined) == []
    with pytest.raises(NotFound):
        handed_in_content(joined.runtime, row.assignment, row.id)
    assert handed_in(joined) == [{"attachment": row.id, "digest": row.digest}]
    assert handed_in(joined) == []
    assert seen_by_the_host(joined) == ["Underlag till svaret.pdf"]
    assert handed_in_content(joined.runtime, row.assignment, row.id).content == content


def test_a_file_of_25_mb_is_taken_and_one_byte_more_is_not(joined: Going) -> None:
    most = 25 << 20
    add(*here(joined), "Stor.pdf", pdf("Stor", most))
    with pytest.raises(BadFile, match="25 MB"):
        add(*here(joined), "Störst.pdf", pdf("Större", most + 1))
    assert kept(joined) == (1, 1)


def test_what_is_taken_away_before_it_is_handed_in_is_gone_with_its_bytes(joined: Going) -> None:
    row = add(*here(joined), "Utkast.pdf", pdf("Utkast"))
    with grown(joined):
        remove(*here(joined), row.id)
    assert kept(joined) == (0, 0)


def test_what_is_taken_away_afterwards_is_kept_and_the_host_sees_that_it_was_there(joined: Going) -> None:
    row = add(*here(joined), "Underlag.pdf", pdf("Underlag"))
    handed_in(joined)
    with grown(joined, alfa=1):
        remove(*here(joined), row.id)
    entry = joined.trail("alfa")[-1]
    assert (entry["kind"], entry["attachment"], entry["actor"]["name"]) == (
        "attachment_removed",
        row.id,
        anna(joined).pseudonym,
    )
    assert "Underlag" not in str(entry)
    assert seen_by_the_host(joined) == ["Underlag.pdf"]
    assert handed_in_content(joined.runtime, row.assignment, row.id).content == pdf("Underlag")
    with pytest.raises(NotAllowed, match="already"):
        remove(*here(joined), row.id)


def test_another_agency_s_file_and_no_file_are_the_same_nothing(joined: Going) -> None:
    row = add(*here(joined), "Underlag.pdf", pdf("Underlag"))
    beta = someone(joined, "coordinator.beta@example.org")
    theirs = task_of(joined, "beta", TASK)
    only_link = someone(joined, ANNA, session=0)
    before = joined.everything()
    tries: Sequence[Callable[[], object]] = (
        lambda: content_of(joined.runtime, beta, row.assignment, row.id),
        lambda: content_of(joined.runtime, beta, theirs, row.id),
        lambda: content_of(joined.runtime, beta, theirs, 999),
        lambda: files_of(joined.runtime, beta, row.assignment),
        lambda: remove(joined.runtime, beta, row.assignment, row.id),
        lambda: remove(joined.runtime, beta, theirs, row.id),
        lambda: add(joined.runtime, beta, row.assignment, "A.pdf", pdf("A")),
        lambda: add(joined.runtime, only_link, row.assignment, "A.pdf", pdf("A")),
        lambda: content_of(joined.runtime, only_link, row.assignment, row.id),
    )
    said = set()
    for attempt in tries:
        with pytest.raises(NotFound) as refused:
            attempt()
        said.add(refused.value.said)
    assert len(said) == 1
    assert joined.everything() == before


def test_the_same_file_twice_is_told_and_may_come_back_once_it_is_taken_away(joined: Going) -> None:
    row = add(*here(joined), "Underlag.pdf", pdf("Underlag"))
    with pytest.raises(BadInput, match=r"there already: Underlag\.pdf"):
        add(*here(joined), "Annat namn.pdf", pdf("Underlag"))
    remove(*here(joined), row.id)
    add(*here(joined), "Annat namn.pdf", pdf("Underlag"))
    assert [r.name for r in files_of(*here(joined))] == ["Annat namn.pdf"]


def test_a_task_takes_ten_files(joined: Going) -> None:
    for n in range(MOST_FILES):
        add(*here(joined), f"{n}.pdf", pdf(str(n)))
    with pytest.raises(BadInput, match="at most 10"):
        add(*here(joined), "En till.pdf", pdf("En till"))


def test_a_task_takes_100_mb_with_what_was_handed_in_and_taken_away(joined: Going) -> None:
    row = add(*here(joined), "Stor.pdf", pdf("Stor"))
    handed_in(joined)
    remove(*here(joined), row.id)
    with write(joined.runtime.engine) as tx:
        size = MOST_BYTES - len(pdf("Mer")) + 1
        tx.connection.exec_driver_sql(f"UPDATE attachment SET size = {size}")
    with pytest.raises(BadInput, match="100 MB"):
        add(*here(joined), "Mer.pdf", pdf("Mer"))


def test_nothing_is_added_or_taken_away_once_the_task_is_accepted(joined: Going) -> None:
    row = add(*here(joined), "Underlag.pdf", pdf("Underlag"))
    submit(joined.runtime, joined.agencies["alfa"], TASK, SELF_ASSESSMENT, anna(joined).actor)
    add(*here(joined), "Till.pdf", pdf("Till"))  # its day has not passed
    accept(joined.runtime, joined.agencies["alfa"], TASK, EVA)
    before = joined.everything()
    for attempt in (
        lambda: add(*here(joined), "Sent.pdf", pdf("Sent")),
        lambda: remove(*here(joined), row.id),
    ):
        with pytest.raises(NotAllowed, match="no longer be changed"):
            attempt()
    assert joined.everything() == before


@pytest.mark.parametrize(
    ("does", "error", "words"),
    [
        ("raise SystemExit(1)", BadInput, "harmful"),
        ("raise SystemExit(2)", NotAllowed, "could not be checked just now"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", NotAllowed, "could not be checked just now"),
    ],
    ids=["infected", "fault", "dies"],
)
def test_what_the_scanner_does_not_call_clean_is_not_kept(
    joined: Going, does: str, error: type[Exception], words: str
) -> None:
    _, who, task = here(joined)
    before = joined.everything()
    with pytest.raises(error, match=words):
        add(scanning(joined, f"import sys; sys.stdin.buffer.read(); {does}"), who, task, "Smitta.pdf", pdf("Smitta"))
    assert joined.everything() == before


def test_what_the_scanner_calls_clean_is_kept_as_such(joined: Going) -> None:
    _, who, task = here(joined)
    content = pdf("Ren")
    reads = f"import sys; sys.exit(0 if len(sys.stdin.buffer.read()) == {len(content)} else 2)"
    assert add(scanning(joined, reads), who, task, "Ren.pdf", content).checked == "clean"


def test_a_scanner_holds_no_transaction(joined: Going, tmp_path: Path) -> None:
    _, who, task = here(joined)
    done = tmp_path / "done"
    lines = ("import sys, time, pathlib", "sys.stdin.buffer.read()")
    waits = "\n".join((*lines, f"while not pathlib.Path({str(done)!r}).exists(): time.sleep(0.05)"))
    adding = threading.Thread(target=add, args=(scanning(joined, waits), who, task, "Sakta.pdf", pdf("Sakta")))
    adding.start()
    add(*here(joined), "Snabb.pdf", pdf("Snabb"))
    done.touch()
    adding.join(20)
    assert [r.name for r in files_of(*here(joined))] == ["Snabb.pdf", "Sakta.pdf"]


def test_a_crash_before_the_commit_leaves_neither_file_nor_bytes(joined: Going) -> None:
    before = joined.everything()

    def crash(name: str) -> None:
        if name == "before-commit":
            raise KeyboardInterrupt

    seams.install(crash)
    try:
        with pytest.raises(KeyboardInterrupt):
            add(*here(joined), "Halv.pdf", pdf("Halv"))
    finally:
        seams.install(None)
    assert joined.everything() == before


def test_two_who_add_the_last_file_at_once_leave_ten(joined: Going) -> None:
    for n in range(MOST_FILES - 1):
        add(*here(joined), f"{n}.pdf", pdf(str(n)))
    errors: list[BadInput] = []
    runtime, who, task = here(joined)

    def one(name: str) -> None:
        try:
            add(runtime, who, task, name, pdf(name))
        except BadInput as error:
            errors.append(error)

    both = [threading.Thread(target=one, args=(name,)) for name in ("Ena.pdf", "Andra.pdf")]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(20)
    assert (len(errors), kept(joined)) == (1, (MOST_FILES, MOST_FILES))
