"""Words as people read them on a screen: frequencies, keyness, neighbours, and in context."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from math import isnan

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from outreach.comments.collocates import Collocate, collocate_methods
from outreach.comments.comment import Comment
from outreach.comments.concordance import Line
from outreach.comments.frequencies import PARTS, Frequency
from outreach.comments.keyness import Keyword, Unit, methods
from outreach.messages import _
from outreach.report.folding import folded_lines
from outreach.report.terminal import Columns
from outreach.report.theme_text import Heading
from outreach.spelling import visible
from outreach.tables.rounding import percent

_LABEL = 28  # columns of a word before it is folded
_GAP = "  "
_SMALLEST = 0.0001


def heading_lines(heading: Heading, width: int) -> Iterator[Text]:
    """Yield a survey's title, its day and place, and whether it is made up."""
    yield from folded_lines(heading.title, width, "bold")
    if heading.subtitle:
        yield from folded_lines(heading.subtitle, width)
    if heading.mark:
        yield from folded_lines(heading.mark, width, "bold yellow")


def frequency_lines(rows: Sequence[Frequency], comments: int) -> Iterator[Text]:
    """Yield a table: word, in how many comments, percent of all, how often, part of speech."""
    heads = (_("word"), _("comments"), "%", _("times"), "")
    cells = [
        (
            visible(each.word), str(each.comments), percent(each.comments, comments, 1),
            str(each.occurrences), _(PARTS[each.part]),
        )
        for each in rows
    ]  # fmt: skip
    yield from _table(heads, cells)


def keyword_lines(
    rows: Sequence[Keyword], title: str, width: int, unit: Unit = "comments"
) -> Iterator[Text]:
    """Yield a table for each group: word, in how many of its comments, in others, measures."""
    heads = (_("word"), _("here"), _("elsewhere"), "G²", _("log ratio"), "q")
    for group, own in groupby(rows, key=lambda each: each.group):
        keywords = list(own)
        number = _("comments: {number}") if unit == "comments" else _("words: {number}")
        size = number.format(number=keywords[0].base)
        yield Text("")
        yield Text(visible(f"{title}: {group} ({size})"), "bold")
        yield from _table(heads, [_keyword(each) for each in keywords])
    yield Text("")
    for sentence in methods(unit):
        yield from folded_lines(_("Note: {note}").format(note=sentence), width, "dim")


def collocate_lines(rows: Sequence[Collocate], width: int) -> Iterator[Text]:
    """Yield a table: word, in how many comments, before and after, how closely."""
    heads = (_("word"), _("comments"), _("before"), _("after"), _("score"), "logDice")
    cells = [
        (
            visible(each.word), str(each.comments), str(each.left), str(each.right),
            f"{each.score:.2f}", f"{each.log_dice:.1f}",
        )
        for each in rows
    ]  # fmt: skip
    yield from _table(heads, cells)
    yield Text("")
    for sentence in collocate_methods():
        yield from folded_lines(_("Note: {note}").format(note=sentence), width, "dim")


def concordance_lines(
    lines: Iterable[Line], comments: Sequence[Comment], width: int
) -> Iterator[Text]:
    """Yield a line for each place of the word, the word in the middle column."""
    lines = list(lines)
    names = [visible(comments[line.comment].respondent) for line in lines]
    first = max(map(cell_len, names), default=0)
    middle = min(max((cell_len(_flat(line.keyword)) for line in lines), default=0), width // 3)
    side = max(4, (width - first - middle - 3 * len(_GAP)) // 2)
    for name, line in zip(names, lines, strict=True):
        found = Text(set_cell_size(name, first) + _GAP, "dim")
        found.append(_end(_flat(line.left), side), "")
        found.append(_GAP)
        found.append(set_cell_size(_flat(line.keyword), middle), "bold red")
        found.append(_GAP + _start(_flat(line.right), side), "")
        found.rstrip()
        yield found


def _keyword(each: Keyword) -> tuple[str, ...]:
    ratio = "" if isnan(each.log_ratio) else f"{each.log_ratio:+.1f}"
    return (
        visible(each.word), str(each.comments), str(each.others), f"{each.g2:.1f}", ratio,
        f"<{_SMALLEST}" if each.q < _SMALLEST else f"{each.q:.4f}",
    )  # fmt: skip


def _table(heads: Sequence[str], cells: Sequence[tuple[str, ...]]) -> Iterator[Text]:
    """Yield a table: the first column on the left, figures on the right of theirs."""
    every = [tuple(heads), *cells]
    widths = [max(cell_len(cell) for cell in column) for column in zip(*every, strict=True)]
    columns = Columns((min(widths[0], _LABEL), *(each + 1 for each in widths[1:])))
    for at, row in enumerate(every):
        yield from map(Text, columns.lines(row))
        if at == 0:
            yield Text(columns.rule)


def _flat(text: str) -> str:
    """Return the text on one line: breaks and gaps are one space, nothing a terminal obeys."""
    return visible(" ".join(text.split()) if text.strip() else "")


def _end(text: str, width: int) -> str:
    """Return what fits of the text's end, right against the word."""
    while cell_len(text) > width:
        text = text[1:]
    return " " * (width - cell_len(text)) + text


def _start(text: str, width: int) -> str:
    while cell_len(text) > width:
        text = text[:-1]
    return text
