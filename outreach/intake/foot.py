"""Rows below the answers that are no forms: totals, and notes at the foot."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import takewhile

import numpy as np

from outreach.codebook import Codebook
from outreach.intake.answers import AnswerReader
from outreach.intake.cells import Sheet
from outreach.intake.dialects import Layout, identifier
from outreach.patterns import pattern
from outreach.spelling import KANJI, squeeze

_WORD = pattern(f"[ぁ-んァ-ヶ]|{KANJI}")
_REMARK = pattern(r"[※＊*]|[(（]?注[)）意:：]?(?:\d|[:：)）\s]|$)")


def without_foot(
    sheet: Sheet, layout: Layout, codebook: Codebook, readers: Mapping[str, AnswerReader]
) -> Sheet:
    """Return the sheet without rows of totals and, in the last one, without notes at its foot."""
    kept = without_totals(sheet, layout, codebook, readers)
    if layout.foreign or not sheet.last:
        return kept
    return without_notes(kept, layout, readers, sheet, codebook)


def without_totals(
    sheet: Sheet, layout: Layout, codebook: Codebook, readers: Mapping[str, AnswerReader]
) -> Sheet:
    """Return the sheet without rows that begin with 合計 or the like (total_rows)."""
    totals = [squeeze(name) for name in codebook.survey.total_rows]
    total = re.compile(rf"(?:{'|'.join(map(re.escape, totals)) or '(?!)'})(?=$|[:(\d])")
    firsts = {name[:1] for name in totals if name}
    at_column = {at: key for key, at in layout.questions.items()}
    keep = np.ones(len(sheet), dtype=bool)
    blank = np.ones(len(sheet), dtype=bool)  # so far, from the left
    for at, column in enumerate(sheet.columns):
        if column.numbered and not any(map(str.isdecimal, firsts)):
            break  # something else stands there in every row
        reader = readers.get(at_column.get(at, ""))
        free = reader is not None and reader.question.type == "text"  # 合計… is what somebody says
        begins = [
            not free
            and value.lstrip()[:1] in firsts  # most values are done with here
            and total.match(squeeze(value)) is not None
            and not (reader and reader.knows(value))  # an option may be called 計
            for value in column.values
        ]
        keep &= ~(blank & np.asarray(begins, dtype=bool)[column.codes])
        blank &= ~column.filled
        if not blank.any():
            break
    return sheet if keep.all() else sheet.keep(keep)


def without_notes(
    sheet: Sheet,
    layout: Layout,
    readers: Mapping[str, AnswerReader],
    whole: Sheet,
    codebook: Codebook,
) -> Sheet:
    """Return the sheet without rows at its foot in which no cell is an answer.

    Below a blank row or a total every such row is a note (`whole` is the sheet
    with its totals); right below the forms only one cell that stands under no
    question. A second table below a blank row is notes too. What begins with ※
    or 注 goes without a word; the others are kept in `notes`, for a finding.
    """
    judge = _Judge(sheet, layout, readers)
    second = _second_table(sheet, judge, codebook)
    upwards = range(len(sheet) - 1, -1, -1)
    foot = list(takewhile(lambda at: at >= second or judge.is_no_form(at), upwards))
    if not foot:
        return sheet
    above = int(sheet.rows[foot[-1] - 1]) if foot[-1] else 0
    totals = set(whole.rows.tolist()) - set(sheet.rows.tolist())
    gap = min((row for row in (*sheet.blank, *totals) if row > above), default=None)
    gone = [
        index
        for index in foot
        if index >= second
        or judge.stands_aside(index)
        or (gap is not None and sheet.rows[index] > gap)
    ]
    keep = np.ones(len(sheet), dtype=bool)
    keep[gone] = False
    notes = (int(sheet.rows[index]) for index in gone if not judge.is_remark(index))
    return replace(sheet.keep(keep), notes=tuple(sorted(notes))) if gone else sheet


def _second_table(sheet: Sheet, judge: _Judge, codebook: Codebook) -> int:
    """Return the first row (from 0) of another table at the foot, or the number of rows.

    It stands below a blank row, and either names a question where forms have
    answers, or has words where forms have numbers.
    """
    names = {name for question in codebook.questions for name in question.names}
    for blank in reversed(sheet.blank):
        rows = [index for index, row in enumerate(sheet.rows.tolist()) if row > blank]
        if not rows or any(judge.is_numbered(index) for index in rows):
            break
        heads = [judge.texts(index) for index in rows[:2]]
        wordy = judge.numbered and all(map(judge.has_word_for_number, rows))
        if wordy and not any(map(judge.is_whole_form, rows)):
            return rows[0]
        if any(names.intersection(head) for head in heads):
            return rows[0]
    return len(sheet)


class _Judge:
    """Tells rows that are forms from rows that are none."""

    def __init__(self, sheet: Sheet, layout: Layout, readers: Mapping[str, AnswerReader]) -> None:
        self._columns = sheet.columns
        self._layout = layout
        self._reader_at = {at: readers[key] for key, at in layout.questions.items()}
        self._forms_at = layout.columns.union(layout.service, layout.ignored)
        self.numbered = _is_numbered(sheet, layout)

    def filled(self, index: int) -> list[int]:
        """Return the columns in which something stands."""
        return [at for at, column in enumerate(self._columns) if column[index].strip()]

    def texts(self, index: int) -> list[str]:
        """Return what stands in the row, blank cells left out."""
        return [self._columns[at][index].strip() for at in self.filled(index)]

    def is_numbered(self, index: int) -> bool:
        """Return whether a number stands where forms have theirs."""
        return self.numbered and _is_number(self._respondent(index))

    def has_word_for_number(self, index: int) -> bool:
        """Return whether a word stands where forms have their number."""
        return bool(self._respondent(index).strip()) and not self.is_numbered(index)

    def is_whole_form(self, index: int) -> bool:
        """Return whether two cells and more, all but the number, are what is asked for."""
        cells = [at for at in self.filled(index) if at != self._layout.respondent]
        return len(cells) > 1 and all(
            at in self._forms_at and self._is_answer(at, self._columns[at][index]) for at in cells
        )

    def _respondent(self, index: int) -> str:
        at = self._layout.respondent
        return "" if at is None else self._columns[at][index]

    def _is_free(self, at: int) -> bool:
        reader = self._reader_at.get(at)
        return reader is not None and reader.question.type == "text"

    def is_remark(self, index: int) -> bool:
        """Return whether the row is a remark by its first sign, and has no other cell."""
        filled = self.filled(index)
        return (
            len(filled) == 1 and _REMARK.match(self._columns[filled[0]][index].strip()) is not None
        )

    def stands_aside(self, index: int) -> bool:
        """Return whether the row is a remark, or one cell that answers no question."""
        filled = self.filled(index)
        return self.is_remark(index) or (len(filled) == 1 and filled[0] not in self._layout.columns)

    def is_no_form(self, index: int) -> bool:
        """Return whether no cell of the row is what its column asks for."""
        filled = self.filled(index)
        at_side = not filled or filled[0] == 0 or filled[0] not in self._forms_at
        at_side = at_side and not (filled and self._is_free(filled[0]))
        if self.is_remark(index) and at_side:
            return True
        return not any(self._is_answer(at, self._columns[at][index]) for at in filled)

    def _is_answer(self, at: int, text: str) -> bool:
        if at == self._layout.respondent:
            return not self.numbered or _is_number(text)
        reader = self._reader_at.get(at)
        if reader is None:
            return at in self._forms_at  # a tick, a stamp: somebody handed in a form
        answer = reader.read(text)
        return bool(answer.chosen) or not (answer.unreadable or answer.blank)


def words_for_numbers(sheet: Sheet, layout: Layout) -> list[int]:
    """Return the rows (from 0) in which a word stands where nearly all forms have a number."""
    if layout.respondent is None or not _is_numbered(sheet, layout):
        return []
    column = sheet.columns[layout.respondent]
    if column.numbered or all(map(str.isdecimal, column.values)):
        return []
    flags = [bool(value.strip()) and not _is_number(value) for value in column.values]
    return [int(at) for at in column.where(flags)]


def _is_numbered(sheet: Sheet, layout: Layout) -> bool:
    """Return whether most respondents are numbers, so that a word there is none."""
    if layout.respondent is None:
        return False
    column = sheet.columns[layout.respondent]
    if column.numbered or all(map(str.isdecimal, column.values)):
        return True
    values = [identifier(value) for value in column.values]
    return sum(map(str.isdecimal, values)) * 2 > len(list(filter(None, values)))


def _is_number(text: str) -> bool:
    """Return whether the text may number a form: digits, and no word in Japanese.

    >>> [_is_number(text) for text in ("12", "A-3", "No.7", "70歳代", "合計")]
    [True, True, True, False, False]
    """
    if text.isdecimal():
        return True
    return any(map(str.isdecimal, identifier(text))) and not _WORD.search(text)
