"""Themes and kinds as answers: questions of a codebook beside those of the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from outreach.codebook import NO_ANSWER, UNREADABLE, Codebook, Option, Question
from outreach.codebook_parts import WIDEST
from outreach.comments.kinds import KIND_LABELS, KINDS
from outreach.comments.theme import NOWHERE, OTHER, Themes
from outreach.intake.dialects import Respondents
from outreach.intake.responses import NO_ANSWER_CODE, Responses, code_dtype
from outreach.messages import _
from outreach.tables.waves.event_names import distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Positions = NDArray[np.int64]

THEME, KIND = "theme", "kind"


@dataclass(frozen=True, eq=False)
class Coded:
    """A question, and for each comment the position of its option, −1 for none."""

    question: Question
    positions: Positions


def free_key(codebook: Codebook, key: str) -> str:
    """Return "theme" or "kind", or a longer key where a question has that name."""
    taken = {name for question in codebook.questions for name in question.names}
    while key in taken:
        key += "_"
    return key


def people_answers(responses: Responses, themes: Themes, *, seconds: bool = False) -> Responses:
    """Return the answers with two more questions: the themes and the kinds of people's comments.

    Both are multiple answers, since a person may have written several
    comments; whoever wrote nothing, or nothing that says something, gave none.
    The questions are "theme" and "kind", or longer where the form has those
    (see `free_key`). `Comment.row` says whose comment it is. With `seconds`
    second themes count too. Without `Themes.kinds` there is no kind.
    """
    rows = np.array([comment.row for comment in themes.comments], dtype=np.int64)
    theme = _themes(responses.codebook, themes, "multiple")
    pairs = [(rows, theme.positions)]
    if seconds:
        pairs.append((rows, _places(themes)[np.asarray(themes.seconds, dtype=np.int64)]))
    found = {theme.question: _masks(theme.question, pairs, len(responses))}
    if themes.kinds:
        kind = _kinds(responses.codebook, themes, "multiple")
        found[kind.question] = _masks(kind.question, [(rows, kind.positions)], len(responses))
    return _with(responses, found)


def comment_answers(responses: Responses, themes: Themes) -> Responses:
    """Return one row a comment: its writer's answers, its theme and its kind, one of each.

    It has neither weights nor texts, and its rows are no respondents.
    """
    rows = np.array([comment.row for comment in themes.comments], dtype=np.int64)
    each = Responses(
        responses.codebook,
        Respondents(None, 1, len(rows)),
        {key: codes[rows] for key, codes in responses.codes.items()},
        {key: values[rows] for key, values in responses.values.items()},
        absent=responses.absent,
    )
    coded = [_themes(responses.codebook, themes, "single")]
    if themes.kinds:
        coded.append(_kinds(responses.codebook, themes, "single"))
    return _with(each, {
        one.question: one.positions.astype(code_dtype(one.question)) for one in coded
    })  # fmt: skip


def _with(responses: Responses, found: Mapping[Question, NDArray[np.generic]]) -> Responses:
    book = responses.codebook
    codes = {question.key: answers for question, answers in found.items()}
    return replace(
        responses,
        codebook=replace(book, questions=(*book.questions, *found)),
        codes={**responses.codes, **codes},
    )


def _masks(
    question: Question, pairs: Sequence[tuple[Positions, Positions]], size: int
) -> NDArray[np.generic]:
    """Return a mask for each of `size` people from pairs of people and options."""
    masks = np.zeros(size, dtype=np.uint64)
    for rows, positions in pairs:
        known = positions != NO_ANSWER_CODE
        bits = np.left_shift(np.uint64(1), positions[known].astype(np.uint64))
        np.bitwise_or.at(masks, rows[known], bits)
    return masks.astype(code_dtype(question))


def _themes(codebook: Codebook, themes: Themes, kind: str) -> Coded:
    labels = theme_labels(themes)
    options = tuple(Option(str(at), label) for at, label in enumerate(labels, 1))
    question = Question(
        free_key(codebook, THEME), kind, _("theme of the comment"), options=options,
        other=labels[-1] if len(_own(themes)) < len(labels) else "",
    )  # fmt: skip
    return Coded(question, _places(themes)[np.asarray(themes.codes, dtype=np.int64)])


def theme_labels(themes: Themes) -> tuple[str, ...]:
    """Return what the themes are called in tables, no two alike.

    A table has 62 options at the most: smaller themes are then counted with
    その他, whose name says so. Signs that part options are replaced.
    """
    own = _own(themes)
    names = [themes.themes[at].label for at in own]
    folded = sum(theme.key != OTHER for theme in themes.themes) - len(own)
    rest = next((theme.label for theme in themes.themes if theme.key == OTHER), "")
    if folded:
        told = _("{other} (with {number} smaller themes)")
        rest = told.format(other=rest or _("other"), number=folded)
    plain = [name.replace("|", "｜") for name in (*names, *([rest] if rest else []))]
    return distinct([NO_ANSWER, UNREADABLE, *plain])[2:]


def _own(themes: Themes) -> list[int]:
    """Return the positions of the themes that are options of their own."""
    every = [at for at, theme in enumerate(themes.themes) if theme.key != OTHER]
    if len(every) + any(theme.key == OTHER for theme in themes.themes) <= WIDEST:
        return every
    largest = sorted(every, key=lambda at: (-themes.themes[at].size, at))
    return sorted(largest[: WIDEST - 1])


def _places(themes: Themes) -> Positions:
    """Return the option of each theme, and behind them that of no theme (code −1): none."""
    own = {theme: at for at, theme in enumerate(_own(themes))}
    rest = len(own)
    places = [own.get(at, rest) for at in range(len(themes.themes))]
    assert NOWHERE == NO_ANSWER_CODE == -1  # what code −1 finds is the last entry
    return np.array([*places, NO_ANSWER_CODE], dtype=np.int64)


def _kinds(codebook: Codebook, themes: Themes, kind: str) -> Coded:
    """Return the kinds of the comments that say something."""
    places = {value: at for at, value in enumerate(KINDS)}
    options = tuple(Option(str(at), _(KIND_LABELS[value])) for at, value in enumerate(KINDS, 1))
    question = Question(free_key(codebook, KIND), kind, _("kind of the comment"), options=options)
    found = np.array([places[each.value] for each in themes.kinds], dtype=np.int64)
    return Coded(question, np.where(np.asarray(themes.codes) == NOWHERE, NO_ANSWER_CODE, found))
