"""Why a file that somebody sends us is not taken: what is wrong with it and what to do instead."""

from __future__ import annotations

from jimflow.core.mistakes import Said

AS_PDF = Said("spara den som PDF och försök igen", "save it as a PDF and try again")
AS_NEW_PDF = Said("skriv ut den till en ny PDF och försök igen", "print it to a new PDF and try again")
ANEW = Said("öppna den, spara den på nytt och försök igen", "open it, save it anew and try again")
AS_PICTURE = Said(
    "öppna bilden, spara den på nytt som PNG eller JPEG och försök igen",
    "open the picture, save it anew as PNG or JPEG and try again",
)

MACROS = Said("innehåller makron", "contains macros")
OBJECTS = Said("innehåller inbäddade objekt eller program", "contains embedded objects or programs")
FETCHES = Said("hämtar innehåll från en annan plats när den öppnas", "fetches content from elsewhere when it is opened")
PASSWORD = Said("är skyddad med lösenord", "is protected with a password")
OVERFULL = Said("packas upp till mer än vad som är tillåtet", "unpacks to more than is allowed")
DOCUMENT_TYPE = Said("innehåller en dokumenttyp (DTD)", "contains a document type (DTD)")
LINKS = Said(
    "har länkar som startar något annat än en webbsida, ett mejl eller en fil",
    "has links that start something else than a web page, a mail or a file",
)


class Unfit(Exception):  # noqa: N818 - what it is
    """A file that is not taken. `what` and `mend` begin with a small letter and carry no full stop."""

    def __init__(self, what: Said, mend: Said = AS_PDF) -> None:
        self.what, self.mend = what, mend
        super().__init__(what.en)


def broken(kind: str, mend: Said = ANEW) -> Unfit:
    """What is inside is not what the name says, or is damaged; `kind` is the word of the name's ending."""
    return Unfit(Said(f"är skadad eller ingen riktig {kind}-fil", f"is damaged or no real {kind} file"), mend)
