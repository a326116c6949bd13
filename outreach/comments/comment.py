"""A comment: what somebody wrote, in answer to what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from outreach.codebook import Codebook, Question
from outreach.errors import OutreachError
from outreach.intake.responses import Responses
from outreach.messages import _

ROLE = "comment"


@dataclass(frozen=True, slots=True)
class Comment:
    """One free text as it was written; `row` is its respondent's place among all, from 0.

    `question` is the key of what it answers, `survey` the event's name; both
    are "" in a file without a codebook.
    """

    respondent: str
    question: str
    text: str
    row: int = 0
    survey: str = ""


def comment_questions(codebook: Codebook, names: Sequence[str] = ()) -> tuple[Question, ...]:
    """Return the questions whose answers are comments: those named, else those with that role.

    Where no question has the role it is every question of type text. Raises
    UnknownQuestion; OutreachError for one that is no free text, or where there is none.
    """
    if names:
        asked = tuple(dict.fromkeys(codebook.question(name) for name in names))
    else:
        texts = tuple(each for each in codebook.questions if each.type == "text")
        asked = tuple(each for each in texts if each.role == ROLE) or texts
    for question in asked:
        if question.type != "text":
            message = _("“{key}” is no free text.").format(key=question.key)
            raise OutreachError(message, remedy=_("Name a question of type text."))
    if not asked:
        message = _("The codebook has no question of type text.")
        raise OutreachError(message, remedy=_('Comments need a question with type = "text".'))
    return asked


def comments_of(
    chunks: Responses | Iterable[Responses], names: Sequence[str] = (), first: int = 0
) -> Iterator[Comment]:
    """Yield the comments, question by question within each chunk; blank cells are none.

    `names` are questions by key, label or header; `first` is the row of the
    first respondent. Raises as `comment_questions`.
    """
    for responses in [chunks] if isinstance(chunks, Responses) else chunks:
        respondents = responses.respondents.texts()
        survey = responses.codebook.name
        for question in comment_questions(responses.codebook, names):
            texts = responses.texts.get(question.key, ())
            for at, text in enumerate(texts):
                if text.strip():
                    yield Comment(respondents[at], question.key, text, first + at, survey)
        first += len(responses)
