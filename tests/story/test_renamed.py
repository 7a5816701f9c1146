"""The whole round under other names: the program knows nothing of JiM+ that does not stand in a YAML file."""

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jimflow.files.rounds import ReadRound
from jimflow.files.yaml import load
from tests.story.playing import PEOPLE, ROOT, ROUND, WORKFLOW, Played, of_clusters, played, words, write
from tests.story.renaming import VERBS, Colliding, Renaming

EXPECTED = ROOT / "tests" / "story" / "expected_2021_2022.csv"
IN_TABLE = ("kriminalvarden@example.org", "vinnova@example.org", "pensionsmyndigheten@example.org")
SEED = 20_210_111


@pytest.fixture(scope="module")
def renaming() -> Renaming:
    print("seed", SEED)
    return Renaming(SEED)


@pytest.fixture(scope="module")
def original() -> Played:
    return played(ROUND, PEOPLE)


@pytest.fixture(scope="module")
def renamed(renaming: Renaming, tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = tmp_path_factory.mktemp("renamed")
    workflow = renaming.definition(load(WORKFLOW).data)
    home = write(folder / "workflows" / f"{workflow['workflow']}.yaml", workflow).parent
    round_file = write(folder / "round.yaml", renaming.round(load(ROUND).data))
    return played(round_file, write(folder / "people.yaml", renaming.people(load(PEOPLE).data)), home)


def named(source: ReadRound) -> set[str]:
    """Every name that stands in the definition and its round, as far as a writer is free to choose it."""
    w, r = source.workflow, source.round
    sections = (w.functions, w.choices, w.themes, w.rules, w.assignments, w.forms, w.state_titles, w.steps, w.states)
    names = {name for section in sections for name in section}
    names |= {option for options in w.choices.values() for option in options}
    names |= {question.name for form in w.forms.values() for question in form.questions}
    names |= {letter.name for letter in w.letters} | (w.transitions.keys() - set(VERBS)) | {w.name, r.code}
    return names | r.organisations.keys() | {cluster.code for cluster in r.clusters}


def mails(said: Played, restored: Callable[[str], str] = str) -> Counter[tuple[str, ...]]:
    """The mails as a bag: what goes at the same moment has no order of its own."""
    return Counter(
        (
            *(restored(mail[key]) for key in ("at", "to", "organisation", "function", "class", "subject")),
            ";".join(sorted(map(restored, mail["items"]))),
        )
        for mail in said.document["mails"]
    )


def test_nothing_keeps_its_name(original: Played, renamed: Played) -> None:
    assert len(named(original.source)) > 150
    assert named(original.source) & named(renamed.source) == set()


def test_the_renamed_round_sends_the_same_mails_to_the_same_people_on_the_same_days(
    renaming: Renaming, original: Played, renamed: Played
) -> None:
    assert len(renamed.document["mails"]) == len(original.document["mails"]) > 1000
    assert mails(renamed, renaming.restored) == mails(original)


def test_the_mails_of_the_renamed_round_are_those_of_the_table_written_by_hand(
    renaming: Renaming, renamed: Played
) -> None:
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        expected = Counter((row["day"], row["recipient"], row["class"], row["items"]) for row in csv.DictReader(file))
    found = Counter[tuple[str, ...]]()
    for (at, to, _, _, mail_class, _, items), times in mails(renamed, renaming.restored).items():
        if to.endswith(IN_TABLE):
            found[at[:10], to, mail_class, items] += times
    assert found == expected


def test_every_mail_of_the_renamed_round_has_the_same_words(
    renaming: Renaming, original: Played, renamed: Played
) -> None:
    assert Counter(renaming.restored(words(raw)) for raw in renamed.raw) == Counter(map(words, original.raw))


@pytest.mark.parametrize("part", ["ended", "deadlines", "blocked", "load", "moved", "meetings", "bad_days"])
def test_the_renamed_round_comes_to_the_same(renaming: Renaming, original: Played, renamed: Played, part: str) -> None:
    found, expected = renamed.document[part], original.document[part]
    assert len(expected) > 0
    assert Counter(map(renaming.restored, lines(found))) == Counter(lines(expected))


def lines(part: Any) -> list[str]:
    return [str(item) for item in (part.items() if isinstance(part, dict) else part)]


def test_the_audit_of_both_rounds_holds_and_is_as_long(original: Played, renamed: Played) -> None:
    assert original.audit.ok and renamed.audit.ok
    assert renamed.audit.chains == original.audit.chains == 14
    assert renamed.audit.entries == original.audit.entries


def test_one_cluster_passes_unchanged_when_all_names_are_words_of_the_language(tmp_path: Path) -> None:
    said, cluster = Colliding(), of_clusters(load(ROUND).data, ["rattsvardande"])
    people = load(PEOPLE).data | {
        "except": [{"organisation": "kriminalvarden", "function": "finance", "submits": "never"}]
    }
    plain = played(write(tmp_path / "plain.yaml", cluster), write(tmp_path / "people.yaml", people))
    workflow = said.definition(load(WORKFLOW).data)
    home = write(tmp_path / "workflows" / f"{workflow['workflow']}.yaml", workflow).parent
    round_file = write(tmp_path / "round.yaml", said.round(cluster))
    renamed = played(round_file, write(tmp_path / "renamed.yaml", said.people(people)), home)
    assert (renamed.audit.ok, renamed.audit.entries) == (True, plain.audit.entries)

    def sent(story: Played) -> Counter[tuple[str, ...]]:
        mails = story.document["mails"]
        return Counter((mail["at"], mail["class"], mail["subject"], str(len(mail["items"]))) for mail in mails)

    assert sent(plain).total() > 300
    assert sent(renamed) == sent(plain)
