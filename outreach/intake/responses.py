"""What was answered: codes, numbers, texts, one row a respondent."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from outreach.codebook import UNREADABLE, Codebook, Question
from outreach.intake.cells import Column
from outreach.intake.dialects import Respondents
from outreach.intake.findings import Finding
from outreach.intake.names import OTHER

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

NO_ANSWER_CODE = -1
UNREADABLE_CODE = -2


@dataclass(frozen=True)
class Responses:
    """Answers by question, one row a respondent.

    `codes` holds, by key: for one answer int8 or int16, the option's position,
    −1 no answer, −2 unreadable; for multiple answers an unsigned mask, bit i
    for option i and the bit above them for an unreadable part, 0 no answer;
    for any other type 0 answered, −1, −2. `values` holds numbers (float64, NaN)
    and moments (datetime64[us], NaT), `texts` comments and, under
    `<key>_other`, free text beside options, `raws` what was unreadable, by row;
    `weights` one weight for each respondent, None where everybody counts 1.
    `absent` names the questions that had no column at all.
    """

    codebook: Codebook
    respondents: Respondents
    codes: Mapping[str, NDArray[Any]]
    values: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    raws: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    weights: NDArray[np.float64] | None = None
    absent: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self.respondents)

    @property
    def frame(self) -> pd.DataFrame:
        """The answers as pandas, one row a respondent, indexed by respondent.

        One answer is an ordered Categorical; multiple answers are boolean
        columns (key, option), whereupon every column is a pair (key, ""). 不明
        comes last, where it occurs; no answer is missing; `<key>_other` last.
        """
        import pandas as pd

        columns: dict[Any, Any] = {}
        others = {key: texts for key, texts in self.texts.items() if key.endswith(OTHER)}
        for question in self.codebook.questions:
            if question.closed:
                columns |= self._columns(question)
            elif question.key in self.values:
                columns[question.key, ""] = self.values[question.key]
            elif question.key in self.texts:
                columns[question.key, ""] = [text or None for text in self.texts[question.key]]
        for key, texts in others.items():
            if key.removesuffix(OTHER) in self.codes:
                columns[key, ""] = [text or None for text in texts]
        if not any(option for _, option in columns):
            columns = {key: values for (key, _), values in columns.items()}
        index = pd.Index(self.respondents.texts(), name="respondent")
        return pd.DataFrame(columns, index=index)

    def _columns(self, question: Question) -> dict[tuple[str, str], Any]:
        """Return a closed question's columns of the frame."""
        import pandas as pd

        codes = self.codes[question.key]
        labels = [*question.labels, unreadable_label(question)]
        if question.multiple:
            columns = {
                (question.key, label): (codes >> position & 1).astype(bool)
                for position, label in enumerate(labels)
            }
            if not columns[question.key, labels[-1]].any():
                del columns[question.key, labels[-1]]
            return columns
        shown = np.where(codes == UNREADABLE_CODE, len(question.options), codes).astype(np.int64)
        if not (codes == UNREADABLE_CODE).any():
            labels.pop()
        return {
            (question.key, ""): pd.Categorical.from_codes(shown, pd.Index(labels), ordered=True)
        }

    def _repr_html_(self) -> str:
        return str(self.frame.to_html(max_rows=10))


def code_dtype(question: Question) -> np.dtype[Any]:
    """Return the smallest type that holds the question's codes, or its mask."""
    size = len(question.options)
    if question.multiple:
        return np.min_scalar_type((1 << (size + 1)) - 1)
    return np.dtype(np.int8 if size < 127 else np.int16)


def unreadable_label(question: Question) -> str:
    """Return 不明, or a longer name for it where an option is called that."""
    return UNREADABLE if UNREADABLE not in question.labels else f"{UNREADABLE}(判読不能)"


def chosen_positions(question: Question, mask: int) -> list[int]:
    """Return the positions of a mask's options, and the one above them for an unreadable part."""
    return [position for position in range(len(question.options) + 1) if mask >> position & 1]


def chosen_labels(question: Question, mask: int) -> tuple[str, ...]:
    """Return the labels of the options in a mask, in the order of the questionnaire."""
    options = dict(enumerate(question.labels))
    return tuple(options[at] for at in chosen_positions(question, mask) if at in options)


def concatenate(chunks: Sequence[Responses]) -> Responses:
    """Return the chunks as one Responses, in their order."""
    if len(chunks) == 1:
        return chunks[0]
    first = chunks[0]
    texts = [text for chunk in chunks for text in chunk.respondents.texts()]
    starts = list(itertools.accumulate((len(chunk) for chunk in chunks), initial=0))
    return Responses(
        first.codebook,
        Respondents(Column.encode("", 1, texts), 1, len(texts)),
        {key: np.concatenate([chunk.codes[key] for chunk in chunks]) for key in first.codes},
        {key: np.concatenate([chunk.values[key] for chunk in chunks]) for key in first.values},
        {
            key: list(itertools.chain(*(chunk.texts[key] for chunk in chunks)))
            for key in first.texts
        },
        {
            key: {
                start + at: raw
                for start, chunk in zip(starts, chunks, strict=False)
                for at, raw in chunk.raws[key].items()
            }
            for key in first.raws
        },
        tuple(finding for chunk in chunks for finding in chunk.findings),
        _joined([chunk.weights for chunk in chunks]),
        frozenset.intersection(*(chunk.absent for chunk in chunks)),
    )


def _joined(weights: Sequence[NDArray[np.float64] | None]) -> NDArray[np.float64] | None:
    known = [part for part in weights if part is not None]
    return np.concatenate(known) if known and len(known) == len(weights) else None
