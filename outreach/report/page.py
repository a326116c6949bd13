"""A report as one HTML file: it asks for nothing from any network."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outreach.comments.kinds import KIND_LABELS, KINDS
from outreach.comments.projects import project_title
from outreach.messages import _, current_language
from outreach.report.booklet import Booklet, Chapter
from outreach.report.files import replacing
from outreach.report.page_pictures import drawings
from outreach.report.page_tables import askings, summary_grid
from outreach.report.page_words import page_words

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = "templates"


def write_page(booklet: Booklet, target: Path, inputs: Sequence[Path] = ()) -> None:
    """Write a Booklet as one .html file, all of it or nothing. Raises CannotWrite."""
    text = page_of(booklet)
    with replacing(target, inputs) as path:
        path.write_text(text, encoding="utf-8", newline="\n")


def page_of(booklet: Booklet) -> str:
    """Return a Booklet as the text of an HTML file.

    Everything is in it: style, script, pictures. Its policy lets the page load
    nothing, and run no script but its own.
    """
    script, style = _text("page.js"), _text("page.css")
    template = _environment().get_template("page.html")
    return template.render(
        booklet=booklet, plan=booklet.plan, lang=current_language(), words=page_words(),
        script=script, style=style, policy=_policy(script),
        chapters=[_chapter(each, at) for at, each in enumerate(booklet.chapters)],
        kinds=[(kind, _(KIND_LABELS[kind])) for kind in KINDS], project_title=project_title,
        several=len(booklet.chapters) > 1,
    )  # fmt: skip


def _chapter(chapter: Chapter, at: int) -> dict[str, Any]:
    """Return what the template shows of a survey."""
    prefix = f"s{at}"
    exhibits = chapter.report.exhibits
    channels = [each for each in exhibits if each.table.question.role == "channel"]
    channels.sort(key=lambda each: each.is_simple)  # through which channel whom comes first
    others = [each for each in exhibits if each not in channels]
    themes = chapter.study.themes
    writers: dict[str, dict[str, None]] = {}
    for row in chapter.comments:
        for question, answer in row.writer.items():
            writers.setdefault(question, {})[answer] = None
    return {
        "id": prefix,
        "chapter": chapter,
        "name": chapter.report.title,
        "channels": list(askings(channels, f"{prefix}c")),
        "asked": list(askings(others, prefix)),
        "said": list(askings(chapter.said, f"{prefix}t")),
        "summaries": [summary_grid(each) for each in chapter.report.summaries],
        "pictures": () if themes is None else drawings(themes),
        "largest": max((card.comments for card in chapter.cards), default=0),
        "questions": list(dict.fromkeys(row.question for row in chapter.comments)),
        "writers": {key: sorted(filter(None, answers)) for key, answers in writers.items()},
    }


def _policy(script: str) -> str:
    """Return the page's content security policy: nothing from outside, no script but this."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def _text(name: str) -> str:
    return (files("outreach") / TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(_text), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
