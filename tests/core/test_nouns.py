"""The forms of a noun that follow from those a definition gives."""

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.mistakes import Mistakes, Said
from jimflow.core.nouns import Nouns, genitive, nouns
from tests.build_workflow import both, changed


def made(one: str, the: str, many: str) -> Nouns:
    """From forms written as "svenska / engelska"."""
    return nouns(*(Said(*form.split(" / ")) for form in (one, the, many)))


KOMMUN = made("kommun / municipality", "kommunen / the municipality", "kommuner / municipalities")
AREA = made("område / area", "området / the area", "områden / areas")
CASE = made("ärende / case", "ärendet / the case", "ärenden / cases")
EXAMPLE = made("exempel / example", "exemplet / the example", "exempel / examples")


@pytest.mark.parametrize(
    ("known", "swedish", "english"),
    [
        (
            KOMMUN,
            ["en kommun", "kommunerna", "kommunens", "ingen kommun", "en enda kommun", "modellkommun", "KOMMUN"],
            [
                *("a municipality", "the municipalities", "the municipality's", "no municipality"),
                *("a single municipality", "model municipality", "MUNICIPALITY"),
            ],
        ),
        (
            AREA,
            ["ett område", "områdena", "områdets", "inget område", "ett enda område", "modellområde", "OMRÅDE"],
            ["an area", "the areas", "the area's", "no area", "a single area", "model area", "AREA"],
        ),
        (
            CASE,
            ["ett ärende", "ärendena", "ärendets", "inget ärende", "ett enda ärende", "modellärende", "ÄRENDE"],
            ["a case", "the cases", "the case's", "no case", "a single case", "model case", "CASE"],
        ),
        (
            EXAMPLE,
            ["ett exempel", "exemplen", "exemplets", "inget exempel", "ett enda exempel", "modellexempel", "EXEMPEL"],
            [
                "an example",
                "the examples",
                "the example's",
                "no example",
                "a single example",
                "model example",
                "EXAMPLE",
            ],
        ),
    ],
    ids=["kommun", "område", "ärende", "exempel"],
)
def test_every_form_follows_from_three(known: Nouns, swedish: list[str], english: list[str]) -> None:
    forms = [known.a, known.the_many, known.its, known.no, known.a_single, known.model, known.placeholder]
    assert ([f.sv for f in forms], [f.en for f in forms]) == (swedish, english)


@pytest.mark.parametrize(
    ("one", "the", "many", "the_many"),
    [
        ("län", "länet", "län", "länen"),
        ("fönster", "fönstret", "fönster", "fönstren"),
        ("deltagare", "deltagaren", "deltagare", "deltagarna"),
        ("ordförande", "ordföranden", "ordförande", "ordförandena"),
        ("nämnd", "nämnden", "nämnder", "nämnderna"),
        ("socialt område", "det sociala området", "sociala områden", "de sociala områdena"),
    ],
)
def test_the_definite_plural_follows_the_declension(one: str, the: str, many: str, the_many: str) -> None:
    assert nouns(Said(one, "x"), Said(the, "the x"), Said(many, "xs")).the_many == Said(the_many, "the xs")


def test_a_noun_of_several_words_is_no_part_of_a_compound() -> None:
    known = made(
        "socialt område / social area", "det sociala området / the social area", "sociala områden / social areas"
    )
    assert (known.model, known.the_model) == (
        Said("förebild", "model social area"),
        Said("förebilden", "the model social area"),
    )
    assert known.placeholder == Said("SOCIALT-OMRÅDE", "SOCIAL-AREA")


def test_english_articles_go_by_the_sound_of_the_word() -> None:
    words = ("agency", "university", "European network", "hour", "user group", "board")
    found = [nouns(Said("x", word), Said("xen", f"the {word}"), Said("x", "")).a.en.split()[0] for word in words]
    assert found == ["an", "a", "a", "an", "a", "a"]


def test_a_genitive_ends_in_a_single_s() -> None:
    assert genitive(Said("Borås", "the states")) == Said("Borås", "the states'")


def test_a_form_that_is_given_stands() -> None:
    known = nouns(
        Said("kansli", "office"),
        Said("kansliet", "the office"),
        Said("kanslier", "offices"),
        model=Said("förebild", "role model"),
    )
    assert (known.model, known.the_model) == (
        Said("förebild", "role model"),
        Said("modellkansliet", "the model office"),
    )


def test_without_english_every_form_stays_swedish() -> None:
    known = nouns(Said("kommun", "kommun"), Said("kommunen", "kommunen"), Said("kommuner", "kommuner"))
    forms = (known.a, known.the_many, known.model, known.the_model)
    assert forms == tuple(Said(w, w) for w in ("en kommun", "kommunerna", "modellkommun", "modellkommunen"))


def test_those_who_meet_together_are_a_cluster_unless_the_programme_has_a_word_for_them() -> None:
    def group(**forms: str) -> tuple[Said, ...]:
        given = {"nouns.cluster": {key: both(*said.split(" / ")) for key, said in forms.items()}} if forms else {}
        found = read_definition(changed(given)).group
        return found.one, found.the, found.many, found.the_many, found.any

    assert group() == (
        *(Said("kluster", "cluster"), Said("klustret", "the cluster"), Said("kluster", "clusters")),
        *(Said("klustren", "the clusters"), Said("något kluster", "any cluster")),
    )
    assert group(one="grupp / group", the="gruppen / the group", many="grupper / groups") == (
        *(Said("grupp", "group"), Said("gruppen", "the group"), Said("grupper", "groups")),
        *(Said("grupperna", "the groups"), Said("någon grupp", "any group")),
    )
    with pytest.raises(Mistakes) as told:
        group(one="län / county", the="länet / the county", mnay="län / counties")
    assert [".".join(map(str, m.path)) for m in told.value.items] == ["nouns.cluster.mnay"]
