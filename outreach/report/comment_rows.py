"""Comments as a report lists them: masked, with theme, kind and what may be told of the writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from outreach.attribute_answers import THEME, free_key
from outreach.codebook import Question
from outreach.comments.kinds import KIND_LABELS
from outreach.comments.theme import NOWHERE, OTHER
from outreach.messages import _
from outreach.studies import PROFILE, Study
from outreach.tables.figures import Break
from outreach.tables.table import Table


@dataclass(frozen=True, slots=True)
class CommentRow:
    """One comment: `number` counts a chapter's comments, and is no respondent's.

    `theme` and `second` are labels, `kind` its name, "" where it says nothing;
    `theme_key` and `kind_key` are the same for a machine. `question` is the
    label of what it answers. `writer` holds by question what is told of whoever
    wrote it: nothing where it could tell a small number of people.
    """

    number: int
    text: str
    theme_key: str
    theme: str
    second: str
    kind_key: str
    kind: str
    question: str
    writer: Mapping[str, str] = field(default_factory=dict)


def comment_rows(study: Study, mask: Callable[[str], str]) -> Iterator[CommentRow]:
    """Yield the comments of a survey in the order of its questions and rows."""
    themes = study.themes
    if themes is None:
        return
    labels = {question.key: question.label for question in study.codebook.questions}
    names = {theme.key: theme.label for theme in themes.themes}
    names[OTHER] = _("その他 (fits nowhere)")
    told = [_Told(study, question) for question in told_questions(study)]
    order = {key: at for at, key in enumerate(labels)}
    places = sorted(
        range(len(themes.comments)),
        key=lambda at: (order.get(themes.comments[at].question, 0), themes.comments[at].row),
    )
    for number, at in enumerate(places, 1):
        comment, code, second = themes.comments[at], int(themes.codes[at]), int(themes.seconds[at])
        key = "" if code == NOWHERE else themes.themes[code].key
        kind = themes.kinds[at].value if key else ""
        yield CommentRow(
            number,
            mask(comment.text),
            key,
            names.get(key, ""),
            "" if second == NOWHERE else names[themes.themes[second].key],
            kind,
            _(KIND_LABELS[kind]) if kind else "",
            labels.get(comment.question, comment.question),
            {one.question.label: one.of(comment.row, code) for one in told},
        )


def told_questions(study: Study) -> tuple[Question, ...]:
    """Return the questions whose answers may stand beside comments.

    Where small numbers are hidden it is one at most, the first by which themes
    are crossed: two together would tell more than any table does.
    """
    crossed = {table.by.key for table in study.said if table.by}
    found = [
        question
        for role in PROFILE
        for question in study.codebook.by_role(role)
        if question.key in crossed and not question.multiple
    ]
    return tuple(found[:1] if study.below > 1 else found)


class _Told:
    """What a question tells of a comment's writer, as far as the table of themes by it does."""

    def __init__(self, study: Study, question: Question) -> None:
        self.study = study
        self.question = question
        key = free_key(study.codebook, THEME)
        self.table: Table = next(
            table
            for table in study.said
            if table.question.key == key and table.by and table.by.key == question.key
        )

    def of(self, row: int, theme: int) -> str:
        """Return the answer of a row's writer, or the band it is in; "" where it is not told."""
        code = int(self.study.answers.codes[self.question.key][row])
        by = self.table.by
        if code < 0 or theme == NOWHERE or by is None:
            return ""
        label = group_of(by, code)
        groups = [group.label for group in self.table.groups]
        if label not in groups:
            return ""
        hidden = self.table.hidden
        at = groups.index(label)
        secret = hidden is not None and (hidden.groups[at] or hidden.cells[at].any())
        return "" if secret else label


def group_of(by: Break, code: int) -> str:
    """Return the group of a break that an option is in: itself, or the net of a folded break."""
    question = by.questions[0]
    if by.folded:
        for net in question.nets:
            if code in net.members:
                return net.label
    return question.labels[code]
