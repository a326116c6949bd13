"""A workbook that says what was asked → Codebook; every fault with its sheet and cell."""

from __future__ import annotations

from pathlib import Path

from outreach.codebook import Codebook
from outreach.codebook_parts import build_question, build_survey, check_names
from outreach.codebook_published import build_published
from outreach.codebook_values import Faults
from outreach.codebook_weights import build_weights
from outreach.errors import CodebookError, OutreachError, Place
from outreach.intake.codebooks.codebook_layout import (
    OPTIONS,
    PRINTED,
    QUESTIONS,
    SURVEY_SHEET,
    TARGETS,
)
from outreach.intake.codebooks.codebook_tables import (
    Tables,
    read_options,
    read_printed,
    read_questions,
    read_survey,
)
from outreach.intake.codebooks.codebook_targets import read_targets
from outreach.intake.codebooks.codebook_workbook import read_grids
from outreach.messages import _

_SHEETS = {
    SURVEY_SHEET: read_survey,
    QUESTIONS: read_questions,
    OPTIONS: read_options,
    TARGETS: read_targets,
    PRINTED: read_printed,
}


def read_codebook_sheets(path: Path, target: Path) -> Codebook:
    """Return the Codebook that a workbook with the sheets 催し, 設問, 選択肢 says.

    `target` is the codebook.toml that it is for; printed tables are looked
    for beside it. Members of nets and options that exclude others come in the
    order of the options. Raises UnreadableFile, SurveyNotFound, and
    CodebookError with every fault, each with its sheet and cell.
    """
    grids = read_grids(path)
    faults = Faults(str(path), {})
    tables = Tables(faults)
    for name, read in _SHEETS.items():
        if name in grids:
            read(tables, grids[name])
        elif name == QUESTIONS:
            message = _("There is no sheet “{name}”.").format(name=name)
            remedy = _("Begin from a workbook that `outreach codebook to-xlsx` makes.")
            faults.found.append(OutreachError(message, Place(str(path)), remedy))
    faults.places = tables.places
    survey = build_survey(tables.survey, faults)
    questions = tuple(
        build_question(key, table, survey, faults) for key, table in tables.questions.items()
    )
    check_names(questions, faults)
    published = build_published(tables.printed, questions, target, faults)
    weights = build_weights(tables.weights, questions, faults)
    if not questions and not published and not faults.found:
        place = Place(str(path), QUESTIONS)
        message, remedy = _("The codebook asks no question."), _("Write a question into each row.")
        faults.found.append(OutreachError(message, place, remedy))
    if faults.found:
        order = {name: at for at, name in enumerate(_SHEETS)}
        raise CodebookError(
            sorted(faults.found, key=lambda fault: (order.get(fault.place.sheet, 9),
                                                    fault.place.row or 0, fault.place.column or 0))
        )  # fmt: skip
    return Codebook(survey, questions, published, target, weights)
