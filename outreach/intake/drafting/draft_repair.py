"""A drafted codebook, tried on its own file until `check` finds no error there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from outreach.codebook import Codebook, Question, Survey
from outreach.intake.answers import AnswerReader
from outreach.intake.coding import read_response_chunks
from outreach.intake.drafting.draft_columns import ERROR_VALUE, with_options
from outreach.intake.drafting.draft_words import OTHER_LABEL
from outreach.intake.findings import ERROR
from outreach.messages import _
from outreach.patterns import pattern
from outreach.spelling import squeeze

Remarks = dict[tuple[str, ...], list[str]]
_ROUNDS = 8
_LONGEST_SIGN = 3  # characters of what says nothing, such as - or ???
_CELL = pattern(r"\[(?P<option>[^\]]+)\](?P<cell>[^|]*)")
_BRACKETED = pattern(r"\[")
_BETWEEN = pattern(r"[,，、;；|/／\n]")


def repaired(path: Path, codebook: Codebook) -> tuple[Codebook, Remarks]:
    """Return the codebook, changed where answers of the file do not fit it, and why.

    Signs that say nothing become spellings of no answer; other answers go to
    その他; what still does not fit makes its question free text.
    """
    remarks: Remarks = {}
    for _round in range(_ROUNDS):
        unread, wrong = _faults(path, codebook)
        if not unread and not wrong:
            break
        questions = []
        for question in codebook.questions:
            if question.type == "id" and wrong:
                name = question.label
                survey = codebook.survey
                ignored = (*survey.ignore_columns, name)
                codebook = replace(codebook, survey=replace(survey, ignore_columns=ignored))
                message = _("“{header}” is left out: its numbers are blank or come again.")
                remarks.setdefault(("survey",), []).append(message.format(header=name))
            elif question.key in unread:
                changed, remark = _fitted(question, unread[question.key], codebook.survey)
                questions.append(changed)
                remarks.setdefault(("question", question.key), []).append(remark)
            else:
                questions.append(question)
        codebook = replace(codebook, questions=tuple(questions))
    if errors := _errors(path, codebook):
        message = _(
            "Errors of the file itself that no codebook mends: {number}; see outreach check."
        )
        remarks.setdefault(("survey",), []).append(message.format(number=errors))
    return codebook, remarks


def _errors(path: Path, codebook: Codebook) -> int:
    return sum(
        found.severity == ERROR
        for responses in read_response_chunks((path,), codebook)
        for found in responses.findings
    )


def _faults(path: Path, codebook: Codebook) -> tuple[Mapping[str, set[str]], bool]:
    """Return the unreadable answers by question, and whether forms' numbers are wrong."""
    unread: dict[str, set[str]] = {}
    wrong = False
    for responses in read_response_chunks((path,), codebook):
        for key, raws in responses.raws.items():
            mending = {raw for raw in raws.values() if not ERROR_VALUE.fullmatch(raw.strip())}
            if mending:
                unread.setdefault(key, set()).update(mending)
        wrong = wrong or any(found.rule in ("R002", "R003") for found in responses.findings)
    return unread, wrong


def _fitted(question: Question, raws: set[str], survey: Survey) -> tuple[Question, str]:
    """Return the question with room for answers that it could not read, and what was done."""
    reader = AnswerReader(question, survey)
    faults = {reader.read(raw).fault for raw in raws}
    signs = sorted({raw.strip() for raw in raws if _says_nothing(raw)})
    if ticks := _ticks(question, raws):
        remark = _("Taken for ticks: {answers}.").format(answers=", ".join(ticks))
        return replace(question, marks=(*question.marks, *ticks)), remark
    if question.exclusive and "V006" in faults:
        remark = _("An option that excludes the others stands with another in the data.")
        return replace(question, exclusive=()), remark
    if signs and question.type != "text":
        remark = _("Counted as no answer: {answers}.").format(answers=", ".join(signs))
        return replace(question, missing=(*question.missing, *signs)), remark
    if question.closed and not question.other:
        remark = _("Answers that are none of the options: {number}; they count as {other}.")
        remark = remark.format(number=len(raws), other=OTHER_LABEL)
        return _with(question, [*question.labels, OTHER_LABEL]), remark
    if question.type == "single" and "V002" in faults and not question.outside:
        remark = _("Some answers name two options, so that several may be chosen: is that right?")
        return _with(replace(question, type="multiple", role=_plain(question)), None), remark
    if question.closed and (words := _words(reader, raws)):
        labels = [label for label in question.labels if label != question.other]
        remark = _("Taken for options: {options}.").format(options=", ".join(words))
        return _with(question, [*labels, *words, question.other]), remark
    text = Question(question.key, "text", question.label, headers=question.headers)
    remark = _("Taken for free text: {number} of its answers fit nothing else.")
    return text, remark.format(number=len(raws))


def _plain(question: Question) -> str:
    return "" if question.role in ("age", "district") else question.role


def _with(question: Question, labels: list[str] | None) -> Question:
    """Return the question with other options, everything else kept."""
    aliases = {option.label: option.aliases for option in question.options}
    kind = "single" if question.type == "scale" else question.type
    return with_options(replace(question, type=kind), labels or question.labels, aliases)


def _ticks(question: Question, raws: set[str]) -> list[str]:
    """Return what stands in columns of one option each and is no tick so far: short signs only."""
    found = {
        part["cell"].strip()
        for raw in raws
        for part in _CELL.finditer(raw)
        if question.multiple and part["option"] in question.labels
    }
    return sorted(cell for cell in found if cell and len(cell) <= _LONGEST_SIGN)


def _words(reader: AnswerReader, raws: set[str]) -> list[str]:
    """Return the words for none or not known, such as わからない, that stand among the answers.

    Anything else that a question with その他 cannot read is not given away.
    """
    pieces = {piece.strip() for raw in raws for piece in _BETWEEN.split(raw)}
    failing = sorted(piece for piece in pieces if piece and reader.read(piece).fault == "V001")
    return [piece for piece in failing if not _BRACKETED.match(piece)]


def _says_nothing(raw: str) -> bool:
    """Return whether a short sign says nothing, and so gives nobody away.

    >>> _says_nothing("？"), _says_nothing("－"), _says_nothing("0"), _says_nothing("母")
    (True, True, False, False)
    """
    text = squeeze(raw)
    return len(text) <= _LONGEST_SIGN and not any(sign.isalnum() for sign in text)
