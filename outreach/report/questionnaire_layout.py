"""How options stand on an A4 page in large print: side by side, in columns, or in a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from outreach.codebook import Question
from outreach.patterns import pattern
from outreach.report.workbook_styles import columns_of

WIDTH = 174  # millimetres between the margins of an A4 page
LINE = 70  # half-width signs of 14 pt in a line of that
TITLE_LINE = 52  # half-width signs of 18 pt
CODE_GAP = 0.9  # full-width signs from an option's code to its label
_APART = 1.3  # full-width signs from an option to the next one: more, or the wrong one is circled
_MOST = 4  # options in a line
_ACROSS = 11  # options of a scale: from 0 to 10
_FRAME = 2  # half-width signs that the lines around a cell and its margins take
_STATEMENT, _ANSWER = 58, 24  # millimetres: least of a grid's first column, most of the others
_SIGN = 2.47  # millimetres of a half-width sign
_BREAKS = pattern(r"(?<=[\s\u3000])(?!\s)|(?=[「『（(])")


def hang_of(codes: Iterable[str]) -> float:
    """Return how far right of its code a label begins, in full-width signs; 0 without codes."""
    widest = max(map(columns_of, codes), default=0)
    return min(8.0, widest / 2 + CODE_GAP) if widest else 0.0


def columns_for(labels: Sequence[str], hang: float = 1.4) -> int:
    """Return in how many columns options stand, so that none is broken and lines are filled.

    >>> columns_for(["はい", "いいえ"]), columns_for(["70歳代"] * 8), columns_for(["境南町"] * 5)
    (2, 4, 3)
    >>> columns_for(["事業所へのお知らせ"] * 6), columns_for(["長い" * 9] * 9), columns_for([])
    (3, 1, 1)
    """
    needed = max(map(columns_of, labels), default=0) / 2 + hang + _APART
    most = max(1, min(_MOST, len(labels), int((LINE + 0.4) / 2 / needed)))
    lines = max(1, -(-len(labels) // most))
    return max(1, -(-len(labels) // lines))


def statement_width(columns: int) -> int:
    """Return how wide the first column of a grid is that has so many answers, in millimetres.

    >>> statement_width(3), statement_width(5)
    (102, 58)
    """
    return max(_STATEMENT, WIDTH - columns * _ANSWER)


def title_lines(title: str) -> tuple[str, ...]:
    """Return a title in lines that are broken at spaces and before brackets, where they can be.

    >>> title_lines("在宅医療・介護連携 講演会「いつまでも住み慣れた地域で暮らす」　アンケート")
    ('在宅医療・介護連携 講演会', '「いつまでも住み慣れた地域で暮らす」　アンケート')
    """
    lines = [""]
    for piece in _BREAKS.split(title):
        if lines[-1] and columns_of(lines[-1] + piece) > TITLE_LINE:
            lines.append("")
        lines[-1] += piece
    return tuple(line.strip() for line in lines if line.strip())


def stands_in_a_row(question: Question) -> bool:
    """Return whether a scale's options fit side by side, in cells of three lines at the most.

    >>> from outreach.codebook import Option
    >>> def scale(*labels): return Question("a", "scale", "a", options=tuple(
    ...     Option("", label) for label in labels))
    >>> stands_in_a_row(scale("役に立った", "普通", "役に立たなかった"))
    True
    >>> stands_in_a_row(scale(*"0123456789X")), stands_in_a_row(scale(*["とても役に立った"] * 11))
    (True, False)
    """
    many = len(question.options)
    if question.type != "scale" or question.other or many > _ACROSS:
        return False
    return _widest(question) <= 3 * (LINE // many - _FRAME)


def fits_a_grid(questions: Iterable[Question]) -> bool:
    """Return whether questions with the same options can be one table of the page's width."""
    asked = list(questions)
    if len(asked) < 2 or any(question.other for question in asked):
        return False
    many = len(asked[0].options)
    room = int((WIDTH - statement_width(many)) / many / _SIGN) - _FRAME
    return room > 0 and _widest(asked[0]) <= 4 * room


def _widest(question: Question) -> int:
    return max(columns_of(label) for label in question.labels)


def runs_of(questions: Iterable[Question]) -> Iterator[list[Question]]:
    """Yield the questions, those together that follow one another and can be one grid."""
    run: list[Question] = []
    for question in questions:
        if run and not _belongs(question, run[-1]):
            yield from _whole(run)
            run = []
        run.append(question)
    yield from _whole(run)


def _belongs(question: Question, before: Question) -> bool:
    same = (before.grid, before.applies, before.exclusive, before.required)
    return bool(question.grid) and same == (
        question.grid, question.applies, question.exclusive, question.required,
    )  # fmt: skip


def _whole(run: list[Question]) -> Iterator[list[Question]]:
    if run and fits_a_grid(run):
        yield run
    else:
        yield from ([question] for question in run)
