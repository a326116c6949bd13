"""Any data frame → Responses, without a codebook: pandas, polars, pyarrow and their like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from outreach.codebook import Codebook, Question, Survey
from outreach.errors import OutreachError
from outreach.intake.dialects import Respondents
from outreach.intake.responses import NO_ANSWER_CODE, UNREADABLE_CODE, Responses, code_dtype
from outreach.messages import _
from outreach.spelling import squeeze, visible
from outreach.tables.frames.frame_columns import Cells, cells_of
from outreach.tables.frames.frame_marks import masks_of
from outreach.tables.frames.frame_questions import question_of, unreadable_among
from outreach.tables.frames.frame_shapes import Columns, Shape, shape_of, unknown_column

if TYPE_CHECKING:
    from numpy.typing import NDArray


def responses_of(
    frame: object,
    *,
    columns: Columns | None = None,
    weights: str | None = None,
    survey: str = "",
) -> Responses:
    """Return a data frame as Responses, with a codebook made from its columns.

    Texts and categories are one answer; categories keep their order, texts are
    sorted as people sort them (ages by age, 2 before 10, その他 last), so that
    the order of the rows changes nothing. Up to 12 different whole numbers are
    a scale, other numbers numbers. Booleans are "True" and "False". Lists are
    multiple answers, and so are the columns of pandas that are pairs (key,
    option), and those that `columns` names: {"channel": ["channel_市報", …]},
    or {"channel": {"q3_1": "市報", …}} with their labels. None, NaN, "" and 無回答
    are no answer, 不明 is what could not be read. `weights` names the column of
    weights, `survey` the survey in tidy output. Of texts that hardly anybody
    gave twice, and of moments, no table is made.

    Raises OutreachError: no data frame, two columns of one name, a column that
    cannot be what `columns` says, a weight that is missing or below 0;
    UnknownQuestion: no such column.
    """
    shape = shape_of(frame, columns)
    return _code([shape], shape.keys, (), weights, survey)[0]


def coded(
    answers: Any,  # noqa: ANN401 - Responses, or whatever narwhals knows
    asked: Sequence[str],
    where: str | Sequence[str] = (),
    *,
    columns: Columns | None = None,
    weights: str | None = None,
) -> Responses:
    """Return Responses as they are, and a data frame as `asked_of` does."""
    return next(coded_chunks([answers], asked, where, columns=columns, weights=weights))


def coded_chunks(
    chunks: Iterable[Any],
    asked: Sequence[str] | None,
    where: str | Sequence[str] = (),
    *,
    columns: Columns | None = None,
    weights: str | None = None,
) -> Iterator[Responses]:
    """Yield chunks of Responses as they come; data frames all together, with one codebook."""
    iterator = iter(chunks)
    first = next(iterator, None)
    if first is None:
        return
    if not isinstance(first, Responses):
        yield from asked_of([first, *iterator], asked, where, columns=columns, weights=weights)
        return
    if columns is not None or weights is not None:
        raise OutreachError(
            _("Columns and weights are named for data frames only."),
            remedy=_("The codebook says what the columns and weights of a survey are."),
        )
    yield first
    yield from iterator


def asked_of(
    frames: Iterable[object],
    asked: Sequence[str] | None,
    where: str | Sequence[str] = (),
    *,
    columns: Columns | None = None,
    weights: str | None = None,
) -> list[Responses]:
    """Return frames as Responses with one codebook, in which only what is asked for is coded.

    `asked` are columns, or several joined by +, None for all; `where` is text in
    which more are named. Raises what `responses_of` raises, and OutreachError
    for a column that is asked for and that no table can be made of.
    """
    shapes = [shape_of(frame, columns) for frame in frames]
    keys = tuple(dict.fromkeys(key for shape in shapes for key in shape.keys))
    if asked is None:
        return _code(shapes, keys, (), weights, "")
    named = [part for name in asked for part in _parts(name, keys)]
    text = squeeze(where if isinstance(where, str) else " ".join(where))
    also = [key for key in keys if squeeze(key) and squeeze(key) in text]
    return _code(shapes, [key for key in keys if key in (*named, *also)], named, weights, "")


def _parts(name: str, keys: Sequence[str]) -> list[str]:
    return [name] if name in keys else [part.strip() for part in name.replace("＋", "+").split("+")]


@dataclass(frozen=True, eq=False)
class _Part:
    """One frame, looked at."""

    size: int
    cells: Mapping[str, Cells]
    weights: NDArray[np.float64] | None


def _code(
    shapes: Sequence[Shape],
    wanted: Sequence[str],
    asked: Sequence[str],
    weights: str | None,
    survey: str,
) -> list[Responses]:
    """Return each frame as Responses: what is wanted is looked at everywhere, then coded."""
    weights = None if weights is None else str(weights)
    parts = [_look(shape, wanted, weights) for shape in shapes]
    keys = dict.fromkeys(key for shape in shapes for key in shape.keys)
    questions = tuple(
        Question(key, "weight", key)
        if key == weights
        else question_of(
            key, [part.cells[key] for part in parts if key in part.cells], key in asked
        )
        for key in keys
    )
    book = Codebook(Survey(title=survey), questions, path=Path("/", survey, "codebook.toml"))
    return [_responses(book, part) for part in parts]


def _look(shape: Shape, wanted: Sequence[str], weights: str | None) -> _Part:
    if weights is not None and weights not in shape.keys:
        raise unknown_column(weights, shape.keys)
    keys = [key for key in shape.keys if key in wanted and key != weights]
    read = shape.read([*keys, *([] if weights is None else [weights])])
    cells = {
        key: masks_of(key, read, shape.marks[key])
        if key in shape.marks
        else cells_of(key, read[key])
        for key in keys
    }
    found = None if weights is None else _weights(weights, cells_of(weights, read[weights]))
    return _Part(len(read), cells, found)


def _weights(name: str, cells: Cells) -> NDArray[np.float64]:
    """Return the weights, each a number and none below 0."""
    if cells.numbers is None:
        message = _("“{column}” holds no numbers, so it cannot be weights.")
        raise OutreachError(message.format(column=visible(name)))
    wrong = np.flatnonzero(~(np.isfinite(cells.numbers) & (cells.numbers >= 0)))
    if len(wrong):
        message = _("“{column}” has no weight of 0 or more in {number} rows, first in row {row}.")
        raise OutreachError(
            message.format(column=visible(name), number=len(wrong), row=int(wrong[0]) + 1),
            remedy=_("Fill it in, or leave these rows out."),
        )
    return cells.numbers


def _responses(book: Codebook, part: _Part) -> Responses:
    codes: dict[str, NDArray[Any]] = {}
    values: dict[str, NDArray[Any]] = {}
    for question in book.questions:
        cells = part.cells.get(question.key, Cells("other"))
        if question.closed:
            codes[question.key] = _codes(question, cells, part.size)
        elif question.type == "number":
            numbers = np.full(part.size, np.nan) if cells.numbers is None else cells.numbers
            values[question.key] = numbers
            codes[question.key] = np.where(np.isfinite(numbers), 0, -1).astype(np.int8)
    respondents = Respondents(None, 1, part.size)
    return Responses(book, respondents, codes, values, weights=part.weights)


def _codes(question: Question, cells: Cells, size: int) -> NDArray[Any]:
    """Return options' positions, or masks of them, from positions among a column's values."""
    dtype = code_dtype(question)
    if cells.codes is None:
        return np.full(size, 0 if question.multiple else NO_ANSWER_CODE, dtype)
    unreadable = unreadable_among(cells.values)
    if question.multiple:
        places = {label: at for at, label in enumerate(question.labels)}
        places[unreadable] = len(question.labels)
        return _masks([places[value] for value in cells.values], cells.codes, dtype)
    places = {label: at for at, label in enumerate(question.labels)}
    places[unreadable] = UNREADABLE_CODE
    found = [places.get(str(value), NO_ANSWER_CODE) for value in cells.values]
    coded: NDArray[Any] = np.array([*found, NO_ANSWER_CODE], dtype)[cells.codes]
    return coded


def _masks(places: Sequence[int], codes: NDArray[Any], dtype: np.dtype[Any]) -> NDArray[Any]:
    masks = np.zeros(len(codes), dtype)
    for at, place in enumerate(places):
        chosen = (codes & np.uint64(1 << at)) != 0
        masks |= np.where(chosen, dtype.type(1 << place), dtype.type(0))
    return masks
