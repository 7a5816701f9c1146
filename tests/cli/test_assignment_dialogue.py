"""What is said inside an assignment and the files that came with it, from the command line."""

from __future__ import annotations

from tests.cli.console import Console
from tests.small_files import pdf

FUNCTIONS = ("name_functions", "krim")


def with_files(joined: Console) -> None:
    """Kriminalvården has a file that was handed in, number 1, and one that was not, number 2."""
    ((task,),) = joined.sql(
        "SELECT a.id FROM assignment a JOIN participation p ON p.id = a.participation"
        " WHERE p.subject = 'kriminalvarden' AND a.name = 'name_functions'"
    )
    added = "2021-02-01 08:00:00.000000"
    for name, handed_in in (("Lista.pdf", "2021-02-01 09:00:00.000000"), ("Hemligt.pdf", None)):
        row = (task, name, "pdf", "application/pdf", len(pdf(name)), "d1", "clean", added, "p9", handed_in)
        joined.sql(
            "INSERT INTO attachment (assignment, name, kind, media_type, size, digest, checked, added_at, added_by,"
            " handed_in_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *row,
        )
        joined.sql("INSERT INTO attachment_content SELECT max(id), ? FROM attachment", pdf(name))


def test_a_comment_is_shown_with_the_answers(joined: Console) -> None:
    said = joined("assignment", "comment", *FUNCTIONS, "Ta gärna med ersättare.", "--actor", "eva")
    assert "går ut i nästa samlade mejl" in said.out
    found = joined("assignment", "show", *FUNCTIONS, "--json").json["dialogue"]
    assert [(t["kind"], t["by"], t["by_host"], t["text"]) for t in found] == [
        ("comment", "eva", True, "Ta gärna med ersättare.")
    ]
    assert "Ta gärna med ersättare." in joined("assignment", "show", *FUNCTIONS).out


def test_what_has_come_in_is_marked_as_read_once(joined: Console) -> None:
    assert "inget kommit in än" in joined("assignment", "read", *FUNCTIONS, code=1).err
    words = [f"{f}=Ada" for f in ("planning_followup_holder", "manager_holder", "finance_holder", "top_management")]
    answers = [w for pair in (*words, "head_booked=false") for w in ("--answer", pair)]
    joined("assignment", "submit", *FUNCTIONS, *answers)
    joined("assignment", "read", *FUNCTIONS)
    assert "har läst" in joined("assignment", "show", *FUNCTIONS).out
    assert "redan läst" in joined("assignment", "read", *FUNCTIONS, code=1).err


def test_only_a_file_that_was_handed_in_is_listed_and_saved(joined: Console) -> None:
    with_files(joined)
    found = joined("assignment", "show", *FUNCTIONS, "--json").json["files"]
    assert [(f["number"], f["name"], f["checked"], f["removed"]) for f in found] == [(1, "Lista.pdf", "clean", None)]
    shown = joined("assignment", "show", *FUNCTIONS).out
    assert ("Lista.pdf" in shown, "Hemligt" in shown) == (True, False)
    assert joined("assignment", "file", *FUNCTIONS, "1").out.splitlines()[-1] == "Filen ligger i Lista.pdf."
    assert (joined.folder / "Lista.pdf").read_bytes() == pdf("Lista.pdf")
    assert "--force" in joined("assignment", "file", *FUNCTIONS, "1", code=2).err
    joined("assignment", "file", *FUNCTIONS, "1", "--out", "annan.pdf")
    assert (joined.folder / "annan.pdf").read_bytes() == pdf("Lista.pdf")
    assert joined("assignment", "file", *FUNCTIONS, "2", code=2).err == "Fil nr 2 finns inte här.\n"
