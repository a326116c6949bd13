"""Who wrote a comment: somebody of the public, or a professional; from answers, event and words."""

from __future__ import annotations

from outreach.comments.comment import Comment
from outreach.intake.responses import Responses
from outreach.planning.duties import PROFESSIONAL, WORKPLACE, WORKSHOP
from outreach.studies import Study


class Writers:
    """Says of each comment of a survey whether a professional wrote it.

    The event does, if it was training, else the comment's words. Where nothing
    is hidden a profession that was answered says so too, and a workplace where
    a home is asked for; else the number of such comments would tell of them.
    """

    def __init__(self, study: Study) -> None:
        survey = study.codebook.survey
        self.training = bool(WORKSHOP.search(f"{survey.kind} {survey.title}"))
        self.answers = study.answers
        told = study.below < 2
        self.professions = [
            question.key
            for question in study.codebook.by_role("profession")
            if question.closed and told
        ]
        self.workplaces = {
            question.key: {
                at for at, label in enumerate(question.labels) if WORKPLACE.search(label)
            }
            for question in study.codebook.by_role("district")
            if question.closed and not question.multiple and told
        }

    def is_professional(self, comment: Comment) -> bool:
        """Return whether a professional wrote a comment, as far as anything says so."""
        codes = self.answers.codes
        if any(_answered(self.answers, key, comment.row) for key in self.professions):
            return True
        for key, workplaces in self.workplaces.items():
            if int(codes[key][comment.row]) in workplaces:
                return True
        return self.training or bool(PROFESSIONAL.search(comment.text))


def _answered(answers: Responses, key: str, row: int) -> bool:
    code = int(answers.codes[key][row])
    multiple = answers.codebook.question(key).multiple
    return code > 0 if multiple else code >= 0
