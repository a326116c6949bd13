"""Codebook → the text of a codebook.toml."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date
from itertools import starmap
from typing import Any

from outreach.codebook import Codebook, Published, Question, Survey
from outreach.codebook_parts import build_question
from outreach.codebook_values import PUBLISHED, QUESTION, SURVEY, Faults

Remarks = Mapping[tuple[str, ...], Sequence[str]]

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_WIDEST = 96
# Keys of a question that its options say together, and those that come first.
_FROM_OPTIONS = ("options", "aliases", "codes", "scores", "nets", "missing")
_FIRST = ("type", "role", "label", "headers")


def codebook_text(codebook: Codebook, remarks: Remarks | None = None) -> str:
    r"""Return the codebook as TOML, which `read_codebook` reads as the same codebook.

    What is as it would be without being said is left out. `remarks` are
    comments by the table that they stand above: `("survey",)`, `("question",
    key)`, or `()` for the top of the file.

    >>> age = Question("age", "text", '年齢 "満"')
    >>> text = codebook_text(Codebook(Survey("見本"), (age,)), {("question", "age"): ["? 文"]})
    >>> text.split("\n")[5:]
    ['# ? 文', '[question.age]', 'type = "text"', 'label = "年齢 \\"満\\""', '']
    """
    remarks = remarks or {}
    blocks = [[*_comments(remarks.get((), ())), "format = 1"]]
    blocks.append([*_comments(remarks.get(("survey",), ())), *_survey(codebook.survey)])
    for question in codebook.questions:
        path = ("question", question.key)
        blocks.append([*_comments(remarks.get(path, ())), *_question(question, codebook.survey)])
    for margin in codebook.weights:
        lines = [_line(name, target) for name, target in margin.targets]
        blocks.append([_heading("weights", margin.question), *lines])
    for table in codebook.published:
        said = published_table(table, codebook)
        blocks.append([_heading("published", table.key), *starmap(_line, said.items())])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def published_table(table: Published, codebook: Codebook) -> dict[str, Any]:
    """Return the keys of a [published.<key>] table that make this printed table again, in order."""
    said = {
        name: getattr(table, name)
        for name in PUBLISHED
        if name != "file" and getattr(table, name) != _default(Published, name)
    }
    if not table.question and table.key not in [question.key for question in codebook.questions]:
        del said["question"]
    file = os.path.relpath(table.path, codebook.folder).replace(os.sep, "/")
    first = {"question": said.pop("question")} if "question" in said else {}
    return first | {"file": file} | said


def _comments(remarks: Sequence[str]) -> Iterator[str]:
    for remark in remarks:
        yield f"# {_escaped(remark)}".rstrip()


def _survey(survey: Survey) -> Iterator[str]:
    yield "[survey]"
    for name in SURVEY:
        if name != "people" and getattr(survey, name) != _default(Survey, name):
            yield _line(name, getattr(survey, name))
    if survey.people:
        yield from _table(("survey", "people"), survey.people)


def question_table(question: Question, survey: Survey) -> dict[str, Any]:
    """Return the keys of a [question.<key>] table that make this question again, in order."""
    table = {
        name: getattr(question, name)
        for name in (*_FIRST, *(name for name in QUESTION if name not in _FIRST))
        if name not in _FROM_OPTIONS and getattr(question, name) != _default(Question, name)
    }
    if question.applies:
        table["applies"] = {"question": question.applies.question, "is": question.applies.options}
    if question.label == question.key:
        del table["label"]
    told = () if question.type in ("text", "id") else survey.missing
    own = question.missing[len(told) :] if question.missing[: len(told)] == told else None
    if own != ():
        table["missing"] = question.missing if own is None else own
    if not question.options:
        return table
    head = {name: table.pop(name) for name in _FIRST if name in table}
    return head | _options(question) | table


def _options(question: Question) -> dict[str, Any]:
    """Return options, codes, scores, aliases and nets, those that need to be said."""
    said: dict[str, Any] = {"options": question.labels}
    codes = tuple(option.code for option in question.options)
    scores = tuple(option.score for option in question.options)
    if tuple(option.code for option in _built(question, said)) != codes:
        # A blank code cannot be written; the option itself stands for it just as well.
        said["codes"] = tuple(option.code or option.label for option in question.options)
    if tuple(option.score for option in _built(question, said)) != scores:
        said["scores"] = scores
    aliases = {option.label: option.aliases for option in question.options if option.aliases}
    labels = question.labels
    nets = {net.label: tuple(labels[at] for at in net.members) for net in question.nets}
    return said | ({"aliases": aliases} if aliases else {}) | ({"nets": nets} if nets else {})


def _built(question: Question, said: Mapping[str, Any]) -> Sequence[Any]:
    """Return the options that a table makes which says no more than this."""
    table: dict[str, Any] = {name: list(value) for name, value in said.items()}
    table |= {"type": question.type, "role": question.role}
    return build_question(question.key, table, Survey(), Faults("", {})).options


def _question(question: Question, survey: Survey) -> Iterator[str]:
    yield _heading("question", question.key)
    later = []
    for name, value in question_table(question, survey).items():
        if isinstance(value, Mapping) and len(_line(name, value)) > _WIDEST:
            later.append((name, value))
        else:
            yield _line(name, value)
    for name, value in later:
        yield from _table(("question", question.key, name), value)


def _table(path: Sequence[str], values: Mapping[str, Any]) -> Iterator[str]:
    """Yield a table of its own, after a blank line."""
    yield ""
    yield _heading(*path)
    for name, value in values.items():
        yield _line(name, value)


def _heading(*path: str) -> str:
    return f"[{'.'.join(map(_key, path))}]"


def _line(name: str, value: object) -> str:
    line = f"{_key(name)} = {_value(value)}"
    if isinstance(value, tuple) and len(value) > 1 and len(line) > _WIDEST:
        items = "".join(f"  {_value(item)},\n" for item in value)
        return f"{_key(name)} = [\n{items}]"
    return line


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else quoted(name)


def _value(value: object) -> str:
    """Return a value as TOML writes it.

    >>> _value(True), _value(-1.0), _value(date(2017, 2, 4)), _value(("市報",))
    ('true', '-1', '2017-02-04', '["市報"]')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(_line(*item) for item in value.items()) + " }"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    return str(value) if isinstance(value, int) else quoted(str(value))


def quoted(text: str) -> str:
    r"""Return a text in quotes; what cannot be seen is written as its number.

    >>> quoted("市報\n") == '"市報' + chr(92) + 'n"'
    True
    """
    return '"' + "".join(_SHORT.get(sign) or _escaped(sign) for sign in text) + '"'


def _escaped(text: str) -> str:
    r"""Return the text, signs that cannot be seen written as their number.

    >>> _escaped("a\x1bb　c")
    'a\\u001Bb　c'
    """
    if text.isprintable():
        return text
    return "".join(
        sign if sign.isprintable() or sign == "　"
        else f"\\u{ord(sign):04X}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08X}"
        for sign in text
    )  # fmt: skip


def _default(kind: type[Survey | Question | Published], name: str) -> object:
    """Return what a field is when nothing is said, or a value that it never has."""
    field = next(field for field in fields(kind) if field.name == name)
    return field.default if field.default is not MISSING else object()
