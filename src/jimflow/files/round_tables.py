"""A round written in the tables of a workbook, turned into what the YAML form says, each value with its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from jimflow.core.language.nodes import Node
from jimflow.core.language.phrases import meant, quoted
from jimflow.core.mistakes import Mistakes, Path, Said, did_you_mean
from jimflow.core.workflow import Workflow
from jimflow.files.places import Placed
from jimflow.files.roster_table import names, plain, words_in, yes
from jimflow.files.round_cells import Growing, Spot, Tables, Written
from jimflow.files.round_sheets import ITEMS, KINDS, SEVERITIES, STANDINGS, Item
from jimflow.files.table import Row
from jimflow.texts.words import MODE


def written(name: str, tables: Tables, placed: Iterable[tuple[int, Placed]], workflow: Workflow) -> Written:
    """The round that the tables hold, as data; mistakes in them are kept to be told with those of the reading."""
    tree = _Tree(tables, workflow)
    try:
        tree.grow()
    except Mistakes as enough:
        return Written(name, tree.data, tree.spots, tuple(enough.items), tuple(placed))
    return Written(name, tree.data, tree.spots, tuple(tree.book.mistakes), tuple(placed))


def head(tables: Tables) -> dict[str, Any]:
    """What the sheet of facts says of the round's code and programme, needed before the rest can be read."""
    found = {}
    for key in ("round", "workflow"):
        known = {word.casefold() for word in (ITEMS[key].said.sv, ITEMS[key].said.en, key)}
        value = next((row["value"] for row in tables.get("facts", ()) if row["item"].casefold() in known), "")
        if value:
            found[key] = value
    return found


class _Tree(Growing):
    """Grows the data, sheet after sheet."""

    def grow(self) -> None:
        self._names()
        sheets: Mapping[str, Callable[[int, Sequence[Row]], None]] = {
            "facts": self._facts,
            "clusters": self._clusters,
            "members": self._members,
            "organisations": self._organisations,
            "parties": self._parties,
            "contributors": self._contributors,
            "roster": self._roster,
            "meetings": self._meetings,
            "materials": self._materials,
            "severity": self._severity,
            "effort": self._effort,
        }
        for number, key in enumerate(KINDS):
            sheets[key](number, self.tables.get(key, ()))

    def _names(self) -> None:
        """What people may call the things of this round, in every sheet."""
        rows = [*self.tables.get("members", ()), *self.tables.get("organisations", ())]
        known = {r["code"]: (r["name"], r["name_en"], r["short"]) for r in reversed(rows) if r["code"]}
        subjects = () if self.section == "organisations" else (r["code"] for r in self.tables.get("members", ()))
        self.words.update(words_in(self.workflow, known, [s for s in subjects if s]))
        clusters = self.tables.get("clusters", ())
        self.lost = {kind for kind, of in (("organisation", rows), ("cluster", clusters)) if not _all_named(of)}
        self.words["cluster"] = names((r["code"], r["name"], r["name_en"]) for r in clusters if r["code"])
        self.words["step"] = names((s.name, s.title.sv, s.title.en) for s in self.workflow.steps.values())
        self.words["theme"] = names((n, s.sv, s.en) for n, s in self.workflow.themes.items())
        self.words["part"] = names((n, p.title.sv, p.title.en) for n, p in self.workflow.parties.items())
        for key, several in (("mode", MODE), ("severity", SEVERITIES), ("standing", STANDINGS)):
            self.words[key] = names((c, s.sv, s.en) for c, s in several.items())

    def _facts(self, number: int, rows: Sequence[Row]) -> None:
        known = {w.casefold(): key for key, i in ITEMS.items() for w in (key, i.said.sv, i.said.en)}
        seen: set[str] = set()
        for row in rows:
            key = known.get(row["item"].casefold())
            place = ("facts", str(row.row))
            self.spots[place] = Spot(number, row, "item")
            if key is None and row["item"]:
                close = did_you_mean(row["item"], [i.said.sv for i in ITEMS.values()])
                what = Said(f"okänd uppgift {quoted(row['item'])}", f"unknown item {quoted(row['item'])}")
                self.book.add(place, what, meant(close) if close else None)
            elif key in seen:
                self.book.add(place, Said("uppgiften står två gånger", "the item stands here twice"))
            elif key is not None:
                seen.add(key)
                self._fact(ITEMS[key], number, row)
        for key, item in ITEMS.items():
            if item.required and key not in seen:
                self.spots[item.path] = Spot(number, None)
                what = Said(f"uppgiften {item.said.sv} saknas", f"the item {item.said.en} is missing")
                self.book.add(item.path, what)

    def _fact(self, item: Item, number: int, row: Row) -> None:
        self.at(item.path, number, row, {"sv": "value", "en": "english"})
        self.spots[item.path] = Spot(number, row, "value")
        value: object = row["value"]
        if not row["value"]:
            if item.required:
                self.book.add(item.path, Said("värdet saknas", "the value is missing"))
                for key in item.path[:-1]:  # so that it is told once: at the cell, and not as a missing section too
                    self.data.setdefault(str(key), {})
            return
        if item.kind == "both":
            value = self.a_text(row["value"], row["english"])
            if item.path[-1] == "sender":
                value = self.a_name(row["value"], row["english"])
        elif item.kind == "flag":
            value = yes(Node(row["value"], item.path, self.book))
            if item.path == ("policy", "deputy"):
                value = "counts" if value else "does not count"
        elif item.kind == "organisation":
            value = self.word(row, "value", item.path, "organisation")
        self.put(item.path, value)

    def _twice(self, path: Path, number: int, row: Row) -> None:
        again = (*path, f"row {row.row}")
        self.spots[again] = Spot(number, row, "code")
        what = Said(f"{quoted(row['code'])} står på flera rader", f"{quoted(row['code'])} stands on several rows")
        self.book.add(again, what, Said("ge varje rad ett eget id", "give each row an id of its own"))

    def _clusters(self, number: int, rows: Sequence[Row]) -> None:
        for row in rows:
            path = ("clusters", row["code"])
            if row["code"] in self.data["clusters"]:
                self._twice(path, number, row)
            elif row["code"]:
                self.data["clusters"][row["code"]] = {"name": self.a_name(row["name"], row["name_en"]), "members": []}
                self.at(path, number, row, {"name": "name"})
                self.spots[path] = Spot(number, row, "code")

    def _place(self, section: str, number: int, row: Row) -> bool:
        """An organisation or a subject; False where one of that id stands there already."""
        path = (section, row["code"])
        if row["code"] in self.data.setdefault(section, {}):
            return False
        said: dict[str, object] = {key: row[key] for key in ("short", "mailbox", "motive") if row.get(key)}
        self.data[section][row["code"]] = {"name": self.a_name(row["name"], row["name_en"]), **said}
        self.at(path, number, row, {key: key for key in ("name", "short", "mailbox", "motive")})
        self.spots[path] = Spot(number, row, "code")
        return True

    def _members(self, number: int, rows: Sequence[Row]) -> None:
        for row in rows:
            if not row["code"]:
                continue
            self._place(self.section, number, row)
            place = ("members", str(row.row))
            self.at(place, number, row, {"cluster": "cluster", "model": "model"})
            cluster = self.word(row, "cluster", (*place, "cluster"))
            home = self._home(cluster, (*place, "cluster"))
            if home is None:
                continue
            cluster = cluster if cluster in self.data["clusters"] else next(iter(self.data["clusters"]))
            self.spots["clusters", cluster, "members", len(home["members"])] = Spot(number, row, "cluster")
            home["members"].append(row["code"])
            if row["model"] and yes(Node(row["model"], (*place, "model"), self.book)):
                if "model" in home:
                    what = Said(f"förebild är redan {home['model']}", f"{home['model']} is the model already")
                    self.book.add((*place, "model"), what)
                self.spots["clusters", cluster, "model"] = Spot(number, row, "model")
                home.setdefault("model", row["code"])

    def _home(self, cluster: str, path: Path) -> dict[str, Any] | None:
        """The cluster; in the place of one that nobody knows, the first, so that what follows is not wrong as well."""
        known = self.data["clusters"]
        if cluster and cluster not in known and "cluster" not in self.lost:
            self.book.names["cluster"] = tuple(known)
            self.book.find("cluster", cluster, path)
        found: dict[str, Any] | None = known.get(cluster, next(iter(known.values()), None))
        return found

    def _organisations(self, number: int, rows: Sequence[Row]) -> None:
        for row in rows:
            if row["code"] and not self._place("organisations", number, row):
                self._twice(("organisations", row["code"]), number, row)

    def _parties(self, number: int, rows: Sequence[Row]) -> None:
        for row in rows:
            subject = self.word(row, "subject", ("parties", str(row.row), "subject"))
            home = self.data.get("subjects", {}).get(subject)
            if home is None:
                path: Path = ("parties", str(row.row), "subject")
                self.spots[path] = Spot(number, row, "subject")
                self.book.names["subject"] = tuple(self.data.get("subjects", {}))
                self.book.find("subject", subject, path)
                continue
            several = home.setdefault("parties", [])
            path = ("subjects", subject, "parties", len(several))
            keys = ("organisation", "part", "standing", "contribution")
            self.at(path, number, row, {key: key for key in keys})
            said = {key: row[key] for key in keys if row[key]}
            for key in ("organisation", "part"):
                if key in said:
                    said[key] = self.word(row, key, (*path, key))
            if "standing" in said:
                said["standing"] = self.choice(row, "standing", (*path, "standing"), STANDINGS)
            several.append(said)

    def _told(self, said: Mapping[str, object]) -> bool:
        """False for a row about an organisation whose own row is what is wrong."""
        known = {*self.data["organisations"], *self.data.get("subjects", ())}
        return "organisation" not in self.lost or {said.get("organisation"), said.get("subject")} - {None} <= known

    def _contributors(self, number: int, rows: Sequence[Row]) -> None:
        for row in rows:
            path = ("contributors", len(self.data.get("contributors", ())))
            keys = ("organisation", "function", "cluster")
            self.at(path, number, row, {key: key for key in keys})
            said = {key: found for key in keys if (found := self.word(row, key, (*path, key)))}
            if self._told(said):
                self.data.setdefault("contributors", []).append(said)

    def _roster(self, number: int, rows: Sequence[Row]) -> None:
        for row in rows:
            path = ("roster", "appointments", len(self.data.get("roster", {}).get("appointments", ())))
            self.at(path, number, row, {key: key for key in row})
            known = {key: self.words[key] for key in ("subject", "organisation", "function", "language")}
            said = plain(row, known, self.book, path)
            if self._told(said):
                self.data.setdefault("roster", {}).setdefault("appointments", []).append(said)

    def _meetings(self, number: int, rows: Sequence[Row]) -> None:
        found: dict[tuple[str, str], list[Row]] = {}
        for row in rows:
            place = ("meetings", str(row.row))
            self.at(place, number, row, {"cluster": "cluster", "step": "step"})
            cluster = self.word(row, "cluster", (*place, "cluster"))
            step = row["step"] if row["step"] in self.workflow.steps else self.word(row, "step", (*place, "step"))
            if cluster not in self.data["clusters"]:
                self._home(cluster, (*place, "cluster"))
            elif cluster and step and row["date"]:
                found.setdefault((cluster, step), []).append(row)
            elif row["theme"] and not row["date"]:
                self.spots[*place, "theme"] = Spot(number, row, "theme")
                what = Said("träffen har ett tema men inget datum", "the meeting has a theme but no date")
                self.book.add((*place, "theme"), what, Said("skriv datumet", "write the date"))
        for (cluster, step), several in found.items():
            path = ("clusters", cluster, "meetings", step)
            self.spots[path] = Spot(number, several[0], "date" if step in self.workflow.steps else "step")
            self.data["clusters"][cluster].setdefault("meetings", {})[step] = self._meeting(path, number, several)

    def _meeting(self, path: Path, number: int, rows: Sequence[Row]) -> dict[str, object]:
        said: dict[str, object] = {}
        for row in rows:
            if row["theme"] and "theme" not in said:
                said["theme"] = self.words["theme"].get(row["theme"].casefold(), row["theme"])
                self.spots[*path, "theme"] = Spot(number, row, "theme")
            self.spots[*path, "example_date"] = Spot(number, row, "example_date")
            if row["example_date"] and yes(Node(row["example_date"], (*path, "example_date"), self.book)):
                said["example_date"] = True
        if len(rows) == 1:
            return {**self._sitting(path, number, rows[0]), **said}
        sessions = [self._sitting((*path, "sessions", i), number, row) for i, row in enumerate(rows)]
        return {"sessions": sessions, **said}

    def _sitting(self, path: Path, number: int, row: Row) -> dict[str, object]:
        self.at(path, number, row, {key: key for key in ("date", "from", "to", "mode", "place")})
        said: dict[str, object] = {key: row[key] for key in ("date",) if row[key]}
        said |= {key: _hour(row[key]) for key in ("from", "to") if row[key]}
        if mode := self.choice(row, "mode", (*path, "mode"), MODE):
            said["mode"] = mode
        if place := self.a_name(row["place"], row["place_en"]):
            said["place"] = place
        return said

    def _materials(self, number: int, rows: Sequence[Row]) -> None:
        for row in rows:
            place = ("materials", f"row {row.row}")
            self.at(place, number, row, {"step": "step"})
            step = self.word(row, "step", (*place, "step"))
            if not step:
                continue
            several = self.data.setdefault("materials", {}).setdefault(step, [])
            self.spots.setdefault(("materials", step), Spot(number, row, "step"))
            path: Path = ("materials", step, len(several))
            self.at(path, number, row, {"title": "title", "url": "url"})
            self.at((*path, "title"), number, row, {"sv": "title", "en": "title_en"})
            several.append({"title": self.a_text(row["title"], row["title_en"]), "url": row["url"]})

    def _severity(self, number: int, rows: Sequence[Row]) -> None:
        for row in rows:
            path = ("policy", "severity", row["rule"])
            self.at(path, number, row, {})
            self.spots[path] = Spot(number, row, "rule")
            where = (*path, "severity")
            self.spots[where] = Spot(number, row, "severity")
            if row["rule"] and (found := self.choice(row, "severity", where, SEVERITIES)):
                self.put(path, found)

    def _effort(self, number: int, rows: Sequence[Row]) -> None:
        for row in rows:
            path = ("policy", "effort", row["name"])
            self.spots[path] = Spot(number, row, "effort")
            if row["name"] and row["effort"]:
                self.put(path, row["effort"])


def _hour(text: str) -> str:
    """An hour as the YAML form writes it: 9.00 and 9:00 are 09:00."""
    hour, colon, minute = text.replace(".", ":").partition(":")
    return f"{int(hour):02}:{minute}" if colon and hour.isdecimal() and len(hour) < 3 else text


def _all_named(rows: Sequence[Row]) -> bool:
    """False where some row lacks its id or its name, or shares its id: others may mean it and not find it."""
    codes = [row["code"] for row in rows]
    return len(set(codes)) == len(codes) and all(row["code"] and row["name"] for row in rows)
