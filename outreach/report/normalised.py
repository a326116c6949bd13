"""Responses written down again in one spelling: one row a respondent."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from outreach.codebook import Codebook, Question
from outreach.intake.cells import Numbers
from outreach.intake.names import OTHER, RESPONDENT
from outreach.intake.responses import Responses, chosen_labels
from outreach.patterns import pattern
from outreach.report.tidy import write_csv

if TYPE_CHECKING:
    import pandas as pd

_PLAIN = pattern(
    r"[\w|、。！？「」（）・～ー％]*"
)  # neither quoted nor a formula, whatever writes it
JOINT = "|"  # between the options of a multiple answer


def normalise(responses: Responses) -> pd.DataFrame:
    """Return one row a respondent: `respondent`, the questions, then `<key>_other`.

    Answers are labels, the options of a multiple answer joined by `|`; no
    answer is "". What could not be read stands as it was written.
    """
    import pandas as pd

    header = normalised_header(responses.codebook)
    return pd.DataFrame(list(normalised_rows(responses)), columns=pd.Index(header))


def write_normalised(chunks: Iterable[Responses], codebook: Codebook, file: IO[str]) -> None:
    """Write the rows of all chunks as CSV, under one header."""
    write_csv(file, normalised_header(codebook), ())
    for responses in chunks:
        columns = normalised_columns(responses)
        if not len(responses) or any(map(_has_return, columns)):
            _write_rows(zip(*columns, strict=True), file)
            continue
        fields = zip(*map(_fields, columns), strict=True)
        file.write("\n".join(map(",".join, fields)) + "\n")


def _has_return(column: Sequence[str]) -> bool:
    if isinstance(column, Numbers):
        return False
    return any("\r" in text for text in dict.fromkeys(column))


def _write_rows(rows: Iterable[tuple[str, ...]], file: IO[str]) -> None:
    lines = io.StringIO(newline="")
    write_csv(lines, (), rows)
    file.write(lines.getvalue().removeprefix("\n"))


def _fields(column: Sequence[str]) -> Iterable[str]:
    """Return a column as it stands in the file: quoted where csv would quote; each text once."""
    if isinstance(column, Numbers):
        return column
    lines = io.StringIO(newline="")
    found = {}
    for text in dict.fromkeys(column):
        if _PLAIN.fullmatch(text):
            found[text] = text
            continue
        write_csv(lines, ("", text), ())
        found[text] = lines.getvalue()[1:-1]
        lines.seek(0)
        lines.truncate()
    return map(found.__getitem__, column)


def normalised_header(codebook: Codebook) -> list[str]:
    """Return the columns: `respondent`, the questions by key, free text beside options last."""
    asked = _asked(codebook)
    others = [question.key + OTHER for question in asked if question.other]
    return [RESPONDENT, *(question.key for question in asked), *others]


def normalised_rows(responses: Responses) -> Iterator[tuple[str, ...]]:
    """Yield each respondent's answers, in the columns of `normalised_header`."""
    return zip(*normalised_columns(responses), strict=True)


def normalised_columns(responses: Responses) -> list[Sequence[str]]:
    """Return the columns of `normalised_header`, a text for each respondent."""
    asked = _asked(responses.codebook)
    columns = [_column(responses, question) for question in asked]
    others = [responses.texts[question.key + OTHER] for question in asked if question.other]
    return [responses.respondents.texts(), *columns, *others]


def _asked(codebook: Codebook) -> list[Question]:
    return [question for question in codebook.questions if question.type != "id"]


def _column(responses: Responses, question: Question) -> list[str]:
    key = question.key
    if question.multiple:
        masks = responses.codes[key]
        spelled = {
            mask: JOINT.join(chosen_labels(question, mask)) for mask in np.unique(masks).tolist()
        }
        texts = [spelled[mask] for mask in masks.tolist()]
    elif question.closed:
        labels = [*question.labels, "", ""]  # −2 and −1 come last
        texts = [labels[code] for code in responses.codes[key].tolist()]
    elif key in responses.values:
        texts = [_written(value, question) for value in responses.values[key].tolist()]
    else:
        texts = list(responses.texts[key])
    for at, raw in responses.raws.get(key, {}).items():
        texts[at] = raw.strip()
    return texts


def _written(value: Any, question: Question) -> str:  # noqa: ANN401 - a number or a moment
    """Return a number or a moment as text; what is missing is "".

    >>> asked = Question("when", "date", "when")
    >>> _written(3.0, asked), _written(float("nan"), asked)
    ('3', '')
    >>> _written(datetime.datetime(2017, 2, 4), asked)
    '2017-02-04'
    """
    if value is None or value != value:  # NaN is not itself
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    moment: datetime.datetime = value
    return moment.date().isoformat() if question.type == "date" else moment.isoformat(" ")
