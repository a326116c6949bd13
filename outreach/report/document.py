"""A report as a Word document: the questionnaire section of a yearly report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from outreach.messages import _
from outreach.report.booklet import Booklet
from outreach.report.document_chapter import put_chapter
from outreach.report.document_page import new_document
from outreach.report.document_paper import Paper
from outreach.report.document_plan import put_plan
from outreach.report.document_saving import save_document


def write_document(booklet: Booklet, target: Path, inputs: Sequence[Path] = ()) -> None:
    """Write a report as a .docx file; raises CannotWrite, also for one of the `inputs`.

    Its headings, captions, lists and tables are Word's own styles, its contents
    are filled in; the same report gives the same bytes.
    """
    paper = Paper(new_document(_name(booklet), booklet.mark))
    _put_title(paper, booklet)
    several = len(booklet.chapters) > 1
    for chapter in booklet.chapters:
        if several:
            paper.heading(chapter.report.title, 1)
            put_facts(paper, chapter.report.subtitle, *chapter.report.returned)
        put_chapter(paper, chapter, 2 if several else 1)
    put_plan(paper, booklet.plan)
    paper.heading(_("How to read this"), 1)
    for note in dict.fromkeys((*booklet.notes, *booklet.plan.notes)):
        paper.bullet(note)
    paper.finish()
    save_document(paper.document, target, inputs)


def _name(booklet: Booklet) -> str:
    return f"{_('Results of the questionnaire')} {booklet.title}"


def _put_title(paper: Paper, booklet: Booklet) -> None:
    """Put title, day and place, what is made up, what is hidden, then the contents."""
    paper.text(_("Results of the questionnaire"), "Title")
    for chapter in booklet.chapters:
        paper.text(chapter.report.title, "Subtitle")
        facts = chapter.report.returned if len(booklet.chapters) == 1 else ()
        put_facts(paper, chapter.report.subtitle, *facts)
    for line in filter(None, (booklet.mark, booklet.secret)):
        paper.text(line, "Note")
    paper.contents()


def put_facts(paper: Paper, *facts: str) -> None:
    """Put lines of facts, each its own paragraph; an empty one is left out."""
    for fact in filter(None, facts):
        paper.text(fact)
