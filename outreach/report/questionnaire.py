"""A printed questionnaire before any format: what stands on the form, in order."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.codebook import Codebook, Question
from outreach.errors import CannotWrite, Place
from outreach.messages import _, current_language
from outreach.report.questionnaire_items import Item, items_of
from outreach.report.questionnaire_layout import title_lines
from outreach.report.questionnaire_words import day_text, introduction, label_text, shown


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A form: what stands above its questions, the questions, what stands below them.

    `title` is in lines; `number` names the place for the form's number, "" where it has none;
    `left_off` are keys of questions that are optional, and so are not asked.
    """

    language: str
    title: tuple[str, ...]
    about: tuple[str, ...]
    number: str
    introduction: tuple[str, ...]
    items: tuple[Item, ...]
    hand_in: str
    thanks: str
    left_off: tuple[str, ...] = ()


def build_questionnaire(codebook: Codebook, hand_in: str = "") -> Questionnaire:
    """Return the form of a codebook's questions in the language in use.

    `hand_in` says where and when to hand it in; without it, to the staff on
    leaving. Raises CannotWrite where the codebook asks nothing.
    """
    survey, numbers = codebook.survey, codebook.numbers
    if not numbers:
        message = _("This codebook asks nothing that could be printed.")
        remedy = _("Add a question; one with optional = true is not on the form.")
        raise CannotWrite(message, Place(str(codebook.path)), remedy)
    about = (day_text(survey.date) if survey.date else "", shown(survey.place))
    number = codebook.respondent
    return Questionnaire(
        language=current_language(),
        title=title_lines(_title(shown(survey.title) or shown(codebook.name))),
        about=tuple(filter(None, about)),
        number=label_text(number) if number else "",
        introduction=introduction(codebook),
        items=tuple(items_of(codebook)),
        hand_in=shown(hand_in) or _("Please hand this form to the staff when you leave."),
        thanks=_("Thank you for your answers."),
        left_off=tuple(each.key for each in codebook.questions if _is_left_off(each)),
    )


def _is_left_off(question: Question) -> bool:
    return question.optional and question.type not in ("id", "weight")


def _title(title: str) -> str:
    word = _("Questionnaire")
    return title if word in title else f"{title}\u3000{word}"
