"""Responses for statistics programs: .sav with labels and sets, .parquet as `normalise` has it."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from outreach.codebook import UNREADABLE, Codebook, Question
from outreach.errors import CannotWrite, Place
from outreach.intake.files.statfiles import RAW
from outreach.intake.names import OTHER, RESPONDENT
from outreach.intake.responses import UNREADABLE_CODE, Responses
from outreach.messages import _
from outreach.report.normalised import normalised_header, normalised_rows
from outreach.report.savpatch import finish_sav
from outreach.report.spssnames import SpssNames

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST_LABEL = 120  # bytes of a value's label in SPSS
LONGEST_TITLE = 255  # bytes of a variable's label
LONGEST_TEXT = 32_767  # bytes of a text
_START = np.datetime64("1582-10-14", "us")  # what SPSS counts its seconds from
_MEASURES = {"single": "nominal", "scale": "ordinal", "number": "scale", "weight": "scale"}


@dataclass(slots=True)
class Written:
    """What a .sav could not hold as it was: texts made shorter, answers kept apart as text."""

    shortened: int = 0
    kept_apart: int = 0


def write_sav(responses: Responses, path: Path, *, compressed: bool = False) -> Written:
    """Write one row a respondent for SPSS, byte for byte the same each time.

    Options are labelled numbers, multiple answers one variable for each option
    and a multiple-response set; no answer is missing. What could not be read
    is a missing value labelled 不明, and stands in `<name>_unreadable` as text.
    """
    import pandas as pd
    import pyreadstat

    made = _Variables()
    codebook = responses.codebook
    asked = codebook.respondent
    title = asked.label if asked else RESPONDENT
    made.add_texts(made.names.take(RESPONDENT), title, responses.respondents.texts())
    for question in codebook.questions:
        if question.type != "id":
            made.add(question, responses)
    try:
        pyreadstat.write_sav(
            pd.DataFrame(made.columns, index=range(len(responses))), path,
            file_label=_within(codebook.survey.title, 64), column_labels=made.labels,
            variable_value_labels=made.values, missing_ranges=made.missing,
            variable_format=made.formats, variable_measure=made.measures, compress=compressed,
        )  # fmt: skip
    except pyreadstat.ReadstatError as error:  # a full disk; `replacing` tells of it
        raise OSError(errno.EIO, str(error)) from error
    finish_sav(path, made.sets, codebook.survey.date)
    return made.written


@dataclass
class _Variables:
    """The variables of a .sav, in their order, with all that is said of them."""

    names: SpssNames = field(default_factory=SpssNames)
    columns: dict[str, Any] = field(default_factory=dict)
    labels: dict[str, str | None] = field(default_factory=dict)
    values: dict[str, dict[float, str]] = field(default_factory=dict)
    missing: dict[str, list[Any]] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    sets: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    written: Written = field(default_factory=Written)

    def add(self, question: Question, responses: Responses) -> None:
        """Add a question: its answers, the free text beside them, and what could not be read."""
        key = question.key
        members = len(question.options) if question.multiple else 0
        name = self.names.take(key, OTHER, RAW, *(f"_{at}" for at in range(1, members + 1)))
        if question.multiple:
            self._add_multiple(name, question, responses.codes[key])
        elif question.closed:
            self._add_closed(name, question, responses.codes[key])
        elif key in responses.values:
            self._add_values(name, question, responses.values[key])
        else:
            self.add_texts(name, question.label, responses.texts[key])
        if question.other:
            self.add_texts(name + OTHER, question.label + OTHER, responses.texts[key + OTHER])
        if raws := responses.raws.get(key):
            texts = [raws.get(at, "").strip() for at in range(len(responses))]
            self.add_texts(name + RAW, f"{question.label} ({UNREADABLE})", texts)
            self.written.kept_apart += len(raws)

    def add_texts(self, name: str, label: str, texts: Sequence[str]) -> None:
        """Add a variable of strings."""
        import pandas as pd

        clean = [self.cut(text.replace("\0", "\ufffd"), LONGEST_TEXT) for text in texts]
        self.columns[name] = pd.array(clean, dtype="string")
        self.labels[name] = self.cut(label, LONGEST_TITLE)
        self.measures[name] = "nominal"

    def _add_numbers(self, name: str, label: str, numbers: NDArray[Any], form: str) -> None:
        self.columns[name] = numbers
        self.labels[name] = self.cut(label, LONGEST_TITLE)
        self.formats[name] = form

    def _add_closed(self, name: str, question: Question, codes: NDArray[Any]) -> None:
        numbers = spss_codes(question)
        unreadable = _code_of_unreadable(numbers)
        table = np.array([*numbers, unreadable, np.nan])  # −2 and −1 come last
        self._add_numbers(name, question.label, table[codes.astype(np.int64)], _format(table))
        labels = (self.cut(label, LONGEST_LABEL) for label in question.labels)
        self.values[name] = dict(zip(numbers, labels, strict=True))
        self.measures[name] = _MEASURES[question.type]
        if (codes == UNREADABLE_CODE).any():
            self.values[name][unreadable] = UNREADABLE
            self.missing[name] = [unreadable]

    def _add_multiple(self, name: str, question: Question, masks: NDArray[Any]) -> None:
        """Add one variable for each option: 1 chosen, 0 not; 9 where a part is unreadable."""
        members = []
        unreadable = (masks >> len(question.options) & 1).astype(bool)
        for at, label in enumerate(question.labels):
            member = f"{name}_{at + 1}"
            chosen = (masks >> at & 1).astype(np.float64)
            chosen[unreadable & (chosen == 0)] = 9
            chosen[masks == 0] = np.nan
            self._add_numbers(member, f"[{label}] {question.label}", chosen, "F1.0")
            self.values[member] = {1.0: "はい", 0.0: "いいえ"}
            self.measures[member] = "nominal"
            if unreadable.any():
                self.values[member][9.0] = UNREADABLE
                self.missing[member] = [9.0]
            members.append(member)
        self.sets.append((name, self.cut(question.label, LONGEST_TITLE), tuple(members)))

    def _add_values(self, name: str, question: Question, values: NDArray[Any]) -> None:
        if question.type in ("number", "weight"):
            self._add_numbers(name, question.label, values, _format(values))
        else:
            seconds = (values - _START) / np.timedelta64(1, "s")
            form = "SDATE10" if question.type == "date" else "DATETIME20"
            self._add_numbers(name, question.label, seconds, form)
        self.measures[name] = "scale"

    def cut(self, text: str, most: int) -> str:
        """Return the text, made shorter where SPSS has no room for it."""
        short = _within(text, most)
        self.written.shortened += short != text
        return short


def _within(text: str, most: int) -> str:
    """Return as much of a text as so many bytes hold.

    >>> _within("市報", 6), _within("市報", 5)
    ('市報', '市')
    """
    return text.encode()[:most].decode(errors="ignore")


def spss_codes(question: Question) -> list[float]:
    """Return the options' codes as numbers; 1, 2, 3 … where the codebook's are none.

    >>> from outreach.codebook import Option
    >>> options = Option("0", "いいえ"), Option("1", "はい")
    >>> spss_codes(Question("q", "single", "q", options=options))
    [0.0, 1.0]
    """
    codes = [option.code for option in question.options]
    if all(code.isascii() and code.isdigit() and len(code) < 9 for code in codes):
        numbers = list(map(float, codes))
        if len(set(numbers)) == len(numbers):
            return numbers
    return [float(at) for at in range(1, len(codes) + 1)]


def _code_of_unreadable(codes: Sequence[float]) -> float:
    """Return 9, 99, 999 …: the first above all codes, as coders have it.

    >>> _code_of_unreadable([1.0, 2.0]), _code_of_unreadable([9.0])
    (9.0, 99.0)
    """
    number = 9.0
    while number <= max(codes, default=0):
        number = number * 10 + 9
    return number


def _format(numbers: NDArray[Any]) -> str:
    """Return SPSS's format that shows all digits of the numbers."""
    texts = [repr(float(number)).removesuffix(".0") for number in numbers if np.isfinite(number)]
    plain = [text for text in texts if "e" not in text]
    decimals = min(16, max((len(text.partition(".")[2]) for text in plain), default=0))
    whole = max((len(text.partition(".")[0]) for text in plain), default=1)
    return f"F{min(40, max(whole + decimals + bool(decimals), 1))}.{decimals}"


def write_parquet(chunks: Iterable[Responses], codebook: Codebook, path: Path) -> None:
    """Write the rows of all chunks: texts as in normalise's CSV, no answer is null.

    Raises CannotWrite where pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        message = _("Parquet files need the package pyarrow.")
        remedy = _('Install it: pip install "outreach[parquet]"')
        raise CannotWrite(message, Place(), remedy) from error
    schema = pa.schema([(name, pa.string()) for name in normalised_header(codebook)])
    with parquet.ParquetWriter(path, schema) as file:
        for responses in chunks:
            columns = list(zip(*normalised_rows(responses), strict=True)) or [()] * len(schema)
            arrays = [pa.array([cell or None for cell in cells], pa.string()) for cells in columns]
            file.write_table(pa.Table.from_arrays(arrays, schema=schema))
