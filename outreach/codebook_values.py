"""Values of a codebook.toml: which keys there are, what kind each is, what is wrong with one."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from outreach.errors import OutreachError, Place
from outreach.messages import N_, _
from outreach.spelling import nearest

MOST_DECIMALS = 6


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_decimals(value: object) -> bool:
    return _is_whole(value) and isinstance(value, int) and value <= MOST_DECIMALS


def _is_date(value: object) -> bool:
    return isinstance(value, datetime.date)


def _is_texts(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(map(_is_text, value)))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_codes(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(code, int | str) for code in value)


def _is_scores(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(score, int | float) for score in value)


def _is_lists(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_texts, value.values()))


def _is_counts(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_whole, value.values()))


def _is_applies(value: object) -> bool:
    if not isinstance(value, dict) or set(value) != {"question", "is"}:
        return False
    return isinstance(value["question"], str) and _is_texts(value["is"]) and bool(value["is"])


Kind = tuple[Callable[[object], bool], str]
TEXT: Kind = (_is_text, N_("a text in quotes"))
FLAG: Kind = (_is_flag, N_("true or false"))
WHOLE: Kind = (_is_whole, N_("a whole number, 0 or more"))
DECIMALS: Kind = (_is_decimals, N_("a whole number from 0 to 6"))
NUMBER: Kind = (_is_number, N_("a number"))
DATE: Kind = (_is_date, N_("a date such as 2017-02-04, without quotes"))
TEXTS: Kind = (_is_texts, N_('a list of texts: ["…", "…"]'))
CODES: Kind = (_is_codes, N_("a list of numbers or texts"))
SCORES: Kind = (_is_scores, N_("a list of numbers"))
LISTS: Kind = (_is_lists, N_('a table of lists: { "…" = ["…"] }'))
APPLIES: Kind = (_is_applies, N_('a table such as { question = "…", is = ["…"] }'))
COUNTS: Kind = (_is_counts, N_('a table of head counts: "…" = 173'))

SURVEY: dict[str, Kind] = {
    "title": TEXT, "date": DATE, "kind": TEXT, "place": TEXT, "responses": TEXTS,
    "city": TEXT, "timezone": TEXT, "synthetic": FLAG, "missing": TEXTS,
    "ignore_columns": TEXTS, "total_rows": TEXTS, "decimals": DECIMALS,
    "suppress_below": WHOLE, "public_names": TEXTS, "people": COUNTS,
}  # fmt: skip
QUESTION: dict[str, Kind] = {
    "type": TEXT, "role": TEXT, "label": TEXT, "headers": TEXTS, "options": TEXTS,
    "aliases": LISTS, "nets": LISTS, "codes": CODES, "scores": SCORES, "missing": TEXTS,
    "other": TEXT, "exclusive": TEXTS, "outside": TEXT, "marks": TEXTS,
    "required": FLAG, "optional": FLAG, "decimals": DECIMALS, "minimum": NUMBER,
    "maximum": NUMBER, "applies": APPLIES, "grid": TEXT,
}  # fmt: skip
PUBLISHED: dict[str, Kind] = {
    "question": TEXT, "file": TEXT, "title": TEXT, "column": TEXT, "several": FLAG,
    "decimals": DECIMALS, "year": TEXT, "sums": TEXTS, "percents": TEXTS, "changes": TEXTS,
    "links": TEXTS, "ignore": TEXTS,
}  # fmt: skip
TOP = ("format", "extends", "survey", "question", "weights", "published")
WHOLE_TABLES = ("people", "aliases", "nets", "applies")  # values that are tables: never merged


class Faults:
    """Gathers what is wrong in a codebook, each with the line of its key."""

    def __init__(self, path: str, places: Mapping[tuple[str, ...], Place]) -> None:
        self.path = path
        self.places = places
        self.found: list[OutreachError] = []

    def add(self, key: tuple[str, ...], message: str, remedy: str = "") -> None:
        """Note one fault at a key, or at the nearest table around it."""
        place = next(
            (
                self.places[key[:size]]
                for size in range(len(key), 0, -1)
                if key[:size] in self.places
            ),
            Place(self.path),
        )
        where = f"[{'.'.join(key[:-1])}] " if len(key) > 1 else ""
        self.found.append(OutreachError(where + message, place, remedy))

    def table(self, key: tuple[str, ...], value: object) -> dict[str, Any]:
        """Return the value if it is a table; else note it and return an empty one."""
        if isinstance(value, dict):
            return value
        self.add(key, _("“{key}” must be a table.").format(key=".".join(key)))
        return {}

    def values(
        self, key: tuple[str, ...], table: object, kinds: Mapping[str, Kind]
    ) -> dict[str, Any]:
        """Return the table's values that are of their kind; note the others."""
        good = {}
        for name, value in table.items() if isinstance(table, dict) else ():
            if name not in kinds:
                continue  # noted by name already
            fits, wanted = kinds[name]
            if fits(value):
                good[name] = texts(value) if kinds[name] is TEXTS else value
            else:
                message = _("“{name}” must be {wanted}.").format(name=name, wanted=_(wanted))
                self.add((*key, name), message)
        return good

    def members(
        self, key: tuple[str, ...], names: Iterable[str], labels: tuple[str, ...]
    ) -> tuple[int, ...]:
        """Return the positions of the named options; note the names that are none."""
        positions = []
        for name in names:
            if name in labels:
                positions.append(labels.index(name))
                continue
            near = nearest(name, labels)
            remedy = _("Did you mean {near}?").format(near=near) if near else ""
            self.add(key, _("“{name}” is none of the options.").format(name=name), remedy)
        return tuple(positions)


def texts(value: object) -> tuple[str, ...]:
    """Return one text or a list of them as a tuple."""
    if isinstance(value, str):
        return (value,)
    return tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()
