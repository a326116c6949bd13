"""One survey in a document: what it says in short, every question, groups, themes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outreach.codebook import Question
from outreach.intake.names import OTHER
from outreach.intake.privacy import mask
from outreach.messages import _
from outreach.planning.plan import Statement
from outreach.report.booklet import Chapter
from outreach.report.comment_rows import CommentRow
from outreach.report.document_charts import (
    FIGURE_NUMBER,
    add_picture,
    has_chart,
    in_words,
    picture_of_table,
)
from outreach.report.document_marks import clean
from outreach.report.document_paper import Paper
from outreach.report.document_tables import TABLE_NUMBER, put_exhibit, turn_for
from outreach.report.exhibit import Exhibit
from outreach.report.theme_cards import ThemeCard
from outreach.spelling import fold
from outreach.tables.figures import Break


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a chapter is written, and the level of its headings."""

    paper: Paper
    level: int


def put_chapter(paper: Paper, chapter: Chapter, level: int) -> None:
    """Put everything on one survey; `level` is that of its sections' headings."""
    at = _Place(paper, level)
    paper.count_anew(_(TABLE_NUMBER))
    paper.count_anew(_(FIGURE_NUMBER))
    if chapter.gist:
        paper.heading(_("In short"), level)
        for each in chapter.gist:
            put_statement(paper, each)
    paper.heading(_("Answers, question by question"), level)
    reading = _("What the signs mean is said at the end: How to read this.")
    paper.text(reading, "Note", keep=True)
    _put_questions(at, chapter)
    _put_groups(at, chapter)
    _put_themes(at, chapter)
    paper.turn(wide=False)


def put_statement(paper: Paper, statement: Statement) -> None:
    """Put a sentence and, quietly, the table to check it against and a mark on a small base."""
    source = f"[{statement.source}]" if statement.source not in statement.text else ""
    small = _("* an n under 30: read it with care") if statement.small else ""
    paper.bullet(statement.text, " ".join(filter(None, [source, small])))


def _put_questions(at: _Place, chapter: Chapter) -> None:
    """Put each question in the questionnaire's order: its simple table, or its comments."""
    simple = {each.table.question.key: each for each in chapter.report.exhibits if _is_first(each)}
    said: dict[str, list[CommentRow]] = {}
    for row in chapter.comments:
        said.setdefault(row.question, []).append(row)
    for question in chapter.study.codebook.questions:
        exhibit = simple.get(question.key)
        if exhibit is not None:
            name = exhibit.table.question.grid if exhibit.is_grid else question.label
            at.paper.heading(name, at.level + 1)
            put_exhibit(at.paper, exhibit)
            _put_chart(at, exhibit)
            _put_others(at, chapter, exhibit)
        elif question.label in said:
            at.paper.heading(question.label, at.level + 1)
            _put_comments(at, said.pop(question.label))
    for label, rows in said.items():
        at.paper.heading(label, at.level + 1)
        _put_comments(at, rows)
    if not chapter.comments:
        at.paper.text(_("Nobody wrote a comment."))


def _is_first(exhibit: Exhibit) -> bool:
    return exhibit.is_grid or exhibit.is_simple


def _put_chart(at: _Place, exhibit: Exhibit) -> None:
    """Put the chart, and its caption below it."""
    if not has_chart(exhibit):
        return
    into = at.paper.document.add_paragraph(style="Figure")
    add_picture(into, picture_of_table(exhibit.table), in_words(exhibit))
    table, words = exhibit.table, _(FIGURE_NUMBER)
    name = table.question.label + (f" × {table.by.label}" if table.by else "")
    number = at.paper.next_number(words)
    at.paper.caption(words, number, f"{name} (%)", keep=False)


def _put_others(at: _Place, chapter: Chapter, exhibit: Exhibit) -> None:
    """Put what was written beside the option その他, unless the option's number is secret."""
    question = exhibit.table.question
    told = list(_others(chapter, question))
    labels = [category.label for category in exhibit.table.categories]
    if not told or exhibit.simple.is_hidden(labels.index(question.other)):
        return
    heading = _("What was written beside “{option}”")
    at.paper.text(heading.format(option=question.other), "Caption", keep=True)
    for text in told:
        at.paper.bullet(text)


def _others(chapter: Chapter, question: Question) -> Iterator[str]:
    """Yield the texts beside an option, masked, each once."""
    names = chapter.survey.public_names
    texts = chapter.study.answers.texts.get(question.key + OTHER, ()) if question.other else ()
    seen = {"", fold(question.other)}
    for text in texts:
        if fold(text) not in seen:
            seen.add(fold(text))
            yield clean(mask(text, names))


def _put_comments(at: _Place, rows: list[CommentRow]) -> None:
    """Put the comments on a question, numbered from 1, with kind, theme and what may be told."""
    telling = [row for row in rows if row.theme_key]
    number = at.paper.start_list()
    for row in telling:
        parts = [row.kind, row.theme, *row.writer.values()]
        at.paper.item(number, row.text, f"[{_(' / ').join(filter(None, parts))}]")
    if len(rows) > len(telling):
        silent = _("{number} more say nothing (特になし).").format(number=len(rows) - len(telling))
        at.paper.text(silent, "Note")


def _put_groups(at: _Place, chapter: Chapter) -> None:
    """Put the tables by groups, those of whom we reached with a chart, and means."""
    crossed = [each for each in chapter.report.exhibits if not _is_first(each)]
    if crossed:
        turn_for(at.paper, crossed[0])
        at.paper.heading(_("Answers by group"), at.level)
    for exhibit in crossed:
        _put_crossed(at, exhibit)
    if chapter.report.summaries:
        turn_for(at.paper, chapter.report.summaries[0])
        at.paper.heading(_("Means, medians and quartiles"), at.level)
    for summary in chapter.report.summaries:
        put_exhibit(at.paper, summary)


def _put_crossed(at: _Place, exhibit: Exhibit) -> None:
    table = exhibit.table
    by = table.by.label if table.by else ""
    turn_for(at.paper, exhibit)
    at.paper.heading(f"{table.question.label} × {by}", at.level + 1)
    put_exhibit(at.paper, exhibit)
    if table.question.role == "channel" and table.by and _is_of_people(table.by):
        _put_chart(at, exhibit)


def _is_of_people(by: Break) -> bool:
    return {question.role for question in by.questions} <= {"age", "district"}


def _put_themes(at: _Place, chapter: Chapter) -> None:
    if not chapter.cards:
        return
    at.paper.turn(wide=False)
    at.paper.heading(_("Themes of the comments"), at.level)
    votes = _("Themes are groups of opinions; the number of comments is no number of votes.")
    at.paper.text(votes, "Note", keep=True)
    for card in chapter.cards:
        _put_card(at, card)
    for exhibit in chapter.said:
        _put_crossed(at, exhibit)


def _put_card(at: _Place, card: ThemeCard) -> None:
    """Put a theme: how many comments, of which kinds, its words, quotes."""
    count = _("{number} comments").format(number=card.comments)
    share = f" ({card.share}%)" if card.share else ""
    at.paper.heading(card.label, at.level + 1)
    kinds = _(", ").join(f"{name} {number}" for _key, name, number in card.kinds)
    at.paper.text(count + share + (f" – {kinds}" if kinds else ""), quiet=card.steady, keep=True)
    facts = [
        (_("Words"), _(", ").join(card.words)), (_("Project"), card.project),
        (_("Owner"), card.owner),
    ]  # fmt: skip
    told = " · ".join(f"{name}: {what}" for name, what in facts if what)
    if told:
        at.paper.text(told, "Note", keep=bool(card.quotes))
    for quote in card.quotes:
        at.paper.text(_("“{quote}”").format(quote=quote), "Quote")
