"""A newsletter's draft on the last event: two pages for professionals and the city's web site."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from outreach.messages import _
from outreach.planning.plan import Action
from outreach.report.booklet import Booklet, Chapter
from outreach.report.document_charts import add_picture, in_words, picture_of_table
from outreach.report.document_grids import shortened
from outreach.report.document_marks import TWIPS, Element, clean, element, paragraph, run
from outreach.report.document_page import new_document, room
from outreach.report.document_paper import Paper
from outreach.report.document_saving import save_document
from outreach.report.document_styles import INK, QUIET, SHADE, Look
from outreach.report.newsletter_words import Figure, chart_to_show, figures_of, voices_of

_LOOKS: dict[str, Look] = {
    "Title": (16.5, 0, 2, True, INK),
    "Heading 1": (14, 8, 3, True, INK),
    "Heading 2": (11, 6, 2, True, "000000"),
    "List Bullet": (10, 0, 1, False, "000000"),
    "Quote": (10, 0, 1, False, "000000"),
    "News Figure": (26, 4, 0, True, INK),
    "News Label": (8.5, 0, 4, False, "000000"),
    "News Blank": (10, 2, 2, False, QUIET),
}
_CHART, _PHOTO = 78.0, 34.0  # heights in millimetres
_TITLE, _SENTENCE, _PROPOSALS = 60, 78, 2  # signs of a title and a sentence; proposals of a kind


def write_newsletter(booklet: Booklet, target: Path, inputs: Sequence[Path] = ()) -> None:
    """Write the draft as a .docx file; it is on the last of the surveys. Raises CannotWrite.

    What only the committee knows is left blank: number, day, answers, whom to ask.
    """
    chapter = booklet.chapters[-1]
    name = _("{city} Council on Home Medical Care: News").format(city=chapter.survey.city).strip()
    paper = Paper(new_document(name, booklet.mark, _LOOKS, numbered=False))
    _put_masthead(paper, name)
    _put_event(paper, chapter)
    _put_voices(paper, chapter)
    _put_next(paper, _("The next lecture"), booklet.plan.public)
    _put_next(paper, _("The next training"), booklet.plan.training)
    _put_contact(paper)
    save_document(paper.document, target, inputs)


def _put_masthead(paper: Paper, name: str) -> None:
    issue = [_("No. ____"), _("Issued: ____ / __ / __"), _("(draft)")]
    left = [paragraph("Title", run(shortened(name, _TITLE)))]
    right = [paragraph("Header", run(line)) for line in issue]
    paper.put(_boxes([left, right], [125, 45]))


def _put_event(paper: Paper, chapter: Chapter) -> None:
    """Put the first page: the event, its figures, a place for a photograph, a chart."""
    paper.put(paragraph("Heading1", run(shortened(chapter.report.title, _TITLE))))
    survey, rates = chapter.survey, chapter.report.rates
    people = [_("{label}: {people}").format(label=r.label, people=r.people) for r in rates[:3]]
    facts = [
        (_("Day"), _day(survey.date) or _("____ / __ / __")),
        (_("Place"), shortened(survey.place, _TITLE) or "____"),
        (_("Attendance"), shortened(_(", ").join(people), _SENTENCE) or "____"),
    ]
    for label, fact in facts:
        paper.put(paragraph("Normal", run(f"{label}　"), run(fact)))
    paper.put(
        _boxes([[paragraph("NewsBlank", run(_("[photograph of the event]")))]], [170], _PHOTO)
    )
    paper.put(paragraph("Heading2", run(_("The questionnaire in figures"))))
    figures = figures_of(chapter)
    paper.put(_boxes([_figure(each) for each in figures], [170 / len(figures)] * len(figures)))
    _put_chart(paper, chapter)


def _day(date: datetime.date | None) -> str:
    if date is None:
        return ""
    return _("{year}-{month}-{day}").format(year=date.year, month=date.month, day=date.day)


def _figure(figure: Figure) -> list[Element]:
    return [
        paragraph("NewsFigure", run(figure.shown)),
        paragraph("NewsLabel", run(figure.label)),
    ]


def _put_chart(paper: Paper, chapter: Chapter) -> None:
    exhibit = chart_to_show(chapter)
    if exhibit is None:
        return
    label = f"{exhibit.table.question.label} (%)"
    paper.put(paragraph("Caption", run(label), keep=True))
    into = paper.document.add_paragraph(style="Figure")
    add_picture(into, picture_of_table(exhibit.table), in_words(exhibit), _CHART)


def _put_voices(paper: Paper, chapter: Chapter) -> None:
    """Begin the second page with what people asked, and room for the committee's answers."""
    heading = paragraph("Heading1", run(_("What people asked")))
    heading.pPr.append(element("w:pageBreakBefore"))
    paper.put(heading)
    voices = voices_of(chapter)
    for each in voices:
        count = _("{number} comments").format(number=each.comments)
        paper.put(paragraph("Heading2", run(f"{each.theme}　"), run(count, "Quiet"), keep=True))
        paper.put(paragraph("Quote", run(_("“{quote}”").format(quote=each.quote)), keep=True))
        _put_blank(paper, _("Answer:"), keep=True)
        _put_blank(paper, "")
    if not voices:
        _put_blank(paper, _("Nobody asked anything in the questionnaire."))


def _put_next(paper: Paper, heading: str, actions: Sequence[Action]) -> None:
    paper.put(paragraph("Heading1", run(heading), keep=True))
    for each in actions[:_PROPOSALS]:
        text = shortened(clean(each.proposal or each.theme).replace("\n", " "), _SENTENCE)
        paper.bullet(text, f"[{_('decided by the committee') if each.decided else _('proposed')}]")
    _put_blank(paper, _("Day and place:"))


def _put_contact(paper: Paper) -> None:
    """Put a box for whom to ask, which only the committee can fill in."""
    lines = [_("Questions? Ask:"), _("Office: ____   Telephone: ____   Mail: ____")]
    paper.put(
        paragraph("Note"), _boxes([[paragraph("Normal", run(line)) for line in lines]], [170])
    )


def _put_blank(paper: Paper, label: str, *, keep: bool = False) -> None:
    """Put a line to write on."""
    line = paragraph("NewsBlank", *([run(label)] if label else []), keep=keep)
    edges = [
        element(f"w:{side}", val="dotted", sz="6", space="1", color=QUIET)
        for side in ("bottom", "between")  # Word joins the borders of lines that are alike
    ]
    line.pPr.append(element("w:pBdr", *edges))
    paper.put(line)


def _boxes(cells: Sequence[Sequence[Element]], widths: Sequence[float], tall: float = 0) -> Element:
    """Return boxes beside each other, at least so tall (mm): a table of one row."""
    sides = [round(width * TWIPS) for width in widths]
    made = [
        element("w:tc", element(
            "w:tcPr", element("w:tcW", w=str(side), type="dxa"),
            element("w:shd", val="clear", color="auto", fill=SHADE),
            element("w:vAlign", val="center"),
        ), *inside)
        for side, inside in zip(sides, cells, strict=True)
    ]  # fmt: skip
    height = element("w:trHeight", val=str(round(tall * TWIPS)), hRule="atLeast")
    properties = element(
        "w:tblPr", element("w:tblW", w=str(round(room(wide=False) * TWIPS)), type="dxa"),
        element("w:tblLayout", type="fixed"),
    )  # fmt: skip
    columns = element("w:tblGrid", *[element("w:gridCol", w=str(side)) for side in sides])
    row = element("w:tr", element("w:trPr", element("w:cantSplit"), height), *made)
    return element("w:tbl", properties, columns, row)
