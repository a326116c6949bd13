"""Tables of [published] → Published: which printed tables there are, and what is said of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from outreach.codebook import Published, Question
from outreach.codebook_values import PUBLISHED, Faults
from outreach.messages import _
from outreach.patterns import pattern
from outreach.spelling import nearest

PEOPLE = "people"  # the table of a link that is [survey.people]
STATEMENTS = ("sums", "percents", "changes", "links")

_EQUALS = pattern(r"\s*[=＝]\s*")
_SHAPES = {  # what must stand right of the =, and how it is written
    "sums": (pattern(r"\S.*"), "total = part + part"),
    "percents": (pattern(r"\S.*\s[/／÷]\s.*\S"), "percentage = count / base"),
    "changes": (pattern(r"\S.*(?:→|->|⇒).*\S"), "149%増 = old → new"),
    "links": (pattern(r"\S.*[|｜].*\S"), "row | column = table | row | column"),
}


def build_published(
    table: object, questions: Iterable[Question], path: Path, faults: Faults
) -> tuple[Published, ...]:
    """Return the printed tables that the codebook names; note files that are not there."""
    keys = tuple(question.key for question in questions)
    entries: Mapping[str, Any] = table if isinstance(table, dict) else {}
    tables = []
    for key, entry in entries.items():
        where = ("published", key)
        values = faults.values(where, entry, PUBLISHED)
        question = str(values.pop("question", key if key in keys else ""))
        if question and question not in keys:
            message = _("There is no question “{key}”.").format(key=question)
            faults.add((*where, "question"), message)
        name = values.pop("file", None)
        file = path.parent / (name or "")
        if name is None:
            faults.add(where, _("A printed table needs a file."))
        elif not file.is_file():
            faults.add((*where, "file"), _("There is no file {file}.").format(file=file))
        _check_statements(where, values, entries, faults)
        tables.append(Published(key, question, file, **values))
    return tuple(tables)


def split_statement(text: str) -> tuple[str, str]:
    """Return both sides of a statement; the sign = may be full-width, and stand in a name.

    >>> split_statement("ケース数 ＝ 相談内容"), split_statement("計=people | 参加者")
    (('ケース数', '相談内容'), ('計', 'people | 参加者'))
    """
    spaced = text.replace("＝", "=").partition(" = ")
    left, _sign, right = spaced if spaced[1] else _EQUALS.sub(" = ", text, count=1).partition(" = ")
    return left.strip(), right.strip()


def table_of_link(right: str) -> tuple[str, str]:
    """Return the table that the right side of a link begins with, and the rest.

    >>> table_of_link("monthly | ケース数 | 計")
    ('monthly', 'ケース数 | 計')
    """
    key, _sign, rest = right.replace("｜", "|").partition("|")
    return key.strip(), rest.strip()


def _check_statements(
    where: tuple[str, ...], values: Mapping[str, Any], tables: Collection[str], faults: Faults
) -> None:
    """Note statements that cannot be taken apart, and links to tables that are not there."""
    for name in STATEMENTS:
        shape, written = _SHAPES[name]
        for text in values.get(name, ()):
            left, right = split_statement(text)
            if not left or not shape.fullmatch(right):
                message = _("“{text}” says nothing that can be checked.").format(text=text)
                faults.add((*where, name), message, _("Write: {shape}").format(shape=written))
            elif name == "links" and (key := table_of_link(right)[0]) not in (*tables, PEOPLE):
                near = nearest(key, [*tables, PEOPLE])
                remedy = _("Did you mean {near}?").format(near=near) if near else ""
                message = _("There is no printed table “{key}”.").format(key=key)
                faults.add((*where, name), message, remedy)
