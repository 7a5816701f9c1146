"""What takes part in a programme, and who meet together, in the forms that sentences need; some are derived."""

from __future__ import annotations

from dataclasses import dataclass

from jimflow.core.mistakes import Said

_AN = ("a", "e", "i", "o", "u", "hour", "honour")
_YET_A = ("uni", "eur", "use", "one")
"""How words begin in English that take `an`, and of these those that do not."""


@dataclass(frozen=True, slots=True)
class Nouns:
    """Forms of one noun: kommun, en kommun, kommunen, kommuner, kommunerna; `model` is a modellkommun.

    Texts within sentences use a form as it stands; at the head of a table or a sentence it takes a capital.
    """

    one: Said
    a: Said
    the: Said
    many: Said
    the_many: Said
    model: Said
    the_model: Said

    @property
    def neuter(self) -> bool:
        """True for ett-words: `inget område` beside `ingen kommun`."""
        return self.a.sv.startswith("ett ")

    @property
    def no(self) -> Said:
        """`ingen kommun`, `inget område`; `no municipality`."""
        return Said(f"{'inget' if self.neuter else 'ingen'} {self.one.sv}", f"no {self.one.en}")

    @property
    def any(self) -> Said:
        """`någon kommun`, `något område`; `any municipality`."""
        return Said(f"{'något' if self.neuter else 'någon'} {self.one.sv}", f"any {self.one.en}")

    @property
    def a_single(self) -> Said:
        """`en enda kommun`, `ett enda område`; `a single municipality`."""
        return Said(f"{'ett' if self.neuter else 'en'} enda {self.one.sv}", f"a single {self.one.en}")

    @property
    def its(self) -> Said:
        """`kommunens`; `the municipality's`."""
        return genitive(self.the)

    @property
    def placeholder(self) -> Said:
        """What stands in a command where a name is to be written: KOMMUN, MUNICIPALITY."""
        return Said(_one_word(self.one.sv), _one_word(self.one.en))


def nouns(
    one: Said,
    the: Said,
    many: Said,
    *,
    a: Said | None = None,
    the_many: Said | None = None,
    model: Said | None = None,
    the_model: Said | None = None,
) -> Nouns:
    """The forms given, and beside them what follows from them by the rules of Swedish and English.

    Where the words are the same in both languages, as in a programme without English, all forms stay Swedish.
    """
    single, both = " " not in one.sv, the.en != the.sv

    def derived(sv: str, en: str) -> Said:
        return Said(sv, en if both else sv)

    return Nouns(
        one=one,
        a=a or derived(f"{'ett' if the.sv.endswith('t') else 'en'} {one.sv}", _with_article(one.en)),
        the=the,
        many=many,
        the_many=the_many or derived(_definite_plural(one.sv, many.sv), f"the {many.en}"),
        model=model or derived(f"modell{one.sv}" if single else "förebild", f"model {one.en}"),
        the_model=the_model or derived(f"modell{the.sv}" if single else "förebilden", f"the model {one.en}"),
    )


def genitive(word: Said) -> Said:
    """`kommunens`, `Borås`; `the municipality's`, `the states'`."""
    sv = word.sv if word.sv[-1:].casefold() in ("s", "x", "z") else f"{word.sv}s"
    return Said(sv, f"{word.en}'" if word.en.endswith("s") else f"{word.en}'s")


def _definite_plural(one: str, many: str) -> str:
    """`kommunerna`, `områdena`, `exemplen`, `deltagarna`; `de sociala områdena`."""
    if " " in many:
        before, _, last = many.rpartition(" ")
        return f"de {before} {_definite_plural(one.rpartition(' ')[2], last)}"
    if many.endswith("are"):
        return f"{many[:-1]}na"
    if many.endswith(("ande", "ende")) or (many.endswith("r") and many != one):
        return f"{many}na"
    if many == one:
        stem = many[:-2] + many[-1] if many.endswith(("el", "er", "en")) else many
        return f"{stem}en"
    return f"{many}a" if many.endswith("n") else f"{many}na"


def _with_article(word: str) -> str:
    first = word.casefold()
    return f"{'an' if first.startswith(_AN) and not first.startswith(_YET_A) else 'a'} {word}"


def _one_word(word: str) -> str:
    return "-".join(word.upper().split())


NEUTRAL = nouns(
    Said("organisation", "organisation"),
    Said("organisationen", "the organisation"),
    Said("organisationer", "organisations"),
)
"""What takes part where no programme is known, or several with different nouns."""

CLUSTER = nouns(Said("kluster", "cluster"), Said("klustret", "the cluster"), Said("kluster", "clusters"))
"""Those who meet together, where the programme has no word of its own for them."""
