"""Which name is meant: whole or in part, with or without the marks over its letters."""

import pytest

from jimflow.core.called import called, fits, folded

AGENCIES = ("Försäkringskassan", "Forte", "Skatteverket", "Migrationsverket", "Verket")


def meant(name: str) -> list[str]:
    return called(name, AGENCIES, lambda n: (n,))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("KRIMINALVÅRDEN", "Kriminalvården"),
        ("Kriminalva\N{COMBINING RING ABOVE}rden", "Kriminalvården"),
        ("prison and  probation service", "Prison and Probation Service"),
        (" öresundsmyndigheten ", "Öresundsmyndigheten"),
    ],
)
def test_a_name_is_the_same_however_its_letters_and_spaces_are_written(written: str, name: str) -> None:
    assert folded(written) == folded(name)


def test_a_name_without_its_rings_and_dots_is_another_name() -> None:
    assert folded("Kriminalvarden") != folded("Kriminalvården")


def test_a_whole_name_is_meant_before_those_it_is_a_part_of() -> None:
    assert meant("verket") == ["Verket"]
    assert meant("verke") == ["Skatteverket", "Migrationsverket", "Verket"]


def test_a_part_needs_three_letters_and_no_marks() -> None:
    assert meant("forsak") == ["Försäkringskassan"]
    assert meant("fo") == []


def test_any_part_fits_and_underlines_are_spaces() -> None:
    assert fits("f", AGENCIES)
    assert fits("statens inst", ("statens_institutionsstyrelse",))
    assert not fits("polis", AGENCIES)
