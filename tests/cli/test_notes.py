"""Notes of calls from the command line."""

from __future__ import annotations

from tests.cli.console import Console


def test_a_note_is_written_corrected_withdrawn_and_listed(joined: Console) -> None:
    assert joined("note", "list", "krim").out.splitlines()[-1] == "Inga anteckningar än."
    assert joined("note", "add", "krim", "Ringde chefen").out.splitlines()[-1] == "Anteckning nr 1 är sparad."
    joined("note", "add", "krim", "Ringde JiM-samordnaren", "--kind", "meeting", "--corrects", "1")
    joined("note", "withdraw", "2", "--reason", "Fel myndighet")
    said = joined("note", "list", "krim").out
    assert "möte" in said
    assert "(struken)" in said
    assert "(rättad av nr 2)" in said
    assert said.index("JiM-samordnaren") < said.index("Ringde chefen")
    listed = joined("note", "list", "krim", "--json").json
    assert listed["organisation"] == "kriminalvarden"
    assert [(n["id"], n["kind"], n["corrects"], n["corrected_by"]) for n in listed["notes"]] == [
        (2, "meeting", 1, None),
        (1, "call", None, 2),
    ]


def test_a_note_that_cannot_be_says_what_to_do(joined: Console) -> None:
    assert joined("note", "add", "krim", " ", code=2).err == "Skriv anteckningen.\n"
    assert joined("note", "withdraw", "7", "--reason", "Fel", code=2).err == "Anteckning nr 7 finns inte.\n"
    assert joined("note", "add", "krim", "Hej", "--kind", "brev", code=2).err.startswith("Slaget är något av call")
