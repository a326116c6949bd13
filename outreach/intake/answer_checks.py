"""What is wrong with answers: rules V001 to V012."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from outreach.codebook import Question
from outreach.intake.answer import Answer
from outreach.intake.cells import Column
from outreach.intake.evidence import Evidence, listed, named, shown
from outreach.intake.findings import Finding, finding
from outreach.messages import N_, _

_OPTIONS = N_("The options are: {options}")
_WORDS: Mapping[str, tuple[str, str]] = {
    "V001": (
        N_("“{value}” is none of the options of “{label}”; it is counted as 不明."),
        N_("Did you mean {near}?"),
    ),
    "V002": (
        N_("“{value}” gives two answers to “{label}”; it is counted as 不明."),
        N_('Keep one; or write type = "multiple" into the codebook.'),
    ),
    "V003": (N_("“{value}” is no number; it is counted as 不明."), N_("Write digits only.")),
    "V004": (
        N_("“{value}” is no date, or has no year; it is counted as 不明."),
        N_("Write it as 2017/2/4 or 平成29年2月4日."),
    ),
    "V006": (
        N_("“{value}” joins an option that excludes all others; it is counted as 不明."),
        N_("Keep either that option or the others."),
    ),
    "V007": (
        N_("The free text here speaks of “{near}”, but is counted as free text."),
        N_("If it is meant so, write {near} or add an alias to the codebook."),
    ),
    "V008": (
        N_("The option is counted; the remark beside it is not kept."),
        N_("If remarks are wanted, name an option in other = … of the codebook."),
    ),
    "V009": (
        N_("“{value}” looks like a date; Excel may have made it of an answer such as 1-2."),
        N_("Look it up on the form; format the column as text before typing."),
    ),
    "V010": (
        N_("The cell holds the error value {value}; it is counted as 不明."),
        N_("Type the answer itself into the cell."),
    ),
    "V011": (
        N_("The cell holds a formula, but not its value; it is counted as 不明."),
        N_("Open the file in Excel and save it, or type the answer itself."),
    ),
    "V012": (
        N_("“{value}” is out of the range of “{label}”; it is counted as 不明."),
        N_("Look it up on the form; or change minimum or maximum in the codebook."),
    ),
}


def check_answers(
    evidence: Evidence, question: Question, column: Column, answers: Sequence[Answer]
) -> Iterator[Finding]:
    """Yield what is wrong with one question's column; `answers` reads its distinct values."""
    for index in column.where([bool(answer.fault) for answer in answers]).tolist():
        if index not in evidence.unusable:
            answer = answers[int(column.codes[index])]
            yield _of_answer(evidence, question, column, index, answer, column[index])


def check_exclusive(
    evidence: Evidence, question: Question, column: Column, rows: Mapping[int, str]
) -> Iterator[Finding]:
    """Yield V006 for rows of ticks; `rows` says what was ticked in each."""
    for index, ticked in rows.items():
        yield _of_answer(evidence, question, column, index, Answer(fault="V006"), ticked)


def _of_answer(
    evidence: Evidence, question: Question, column: Column, index: int, answer: Answer, raw: str
) -> Finding:
    """Return the finding for the rule that one answer breaks."""
    message, remedy = _WORDS[answer.fault]
    if answer.fault == "V001" and not answer.near:
        remedy = _OPTIONS
    value = named(raw) if answer.near else shown(raw)
    words = {"value": value, "label": question.label, "near": answer.near}
    words["options"] = listed(question.labels)
    place, respondent = evidence.sheet.place(index, column), evidence.respondents[index]
    text, way = _(message).format(**words), _(remedy).format(**words)
    return finding(
        answer.fault, place, text, way, respondent, raw, running=evidence.respondents.running
    )
