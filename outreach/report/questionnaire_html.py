"""A printed questionnaire as a page: one file, nothing to load, A4 on paper."""

from __future__ import annotations

from importlib.resources import files

from outreach.messages import _
from outreach.report.questionnaire import Questionnaire

TEMPLATE = "questionnaire.html"


def html_of(form: Questionnaire) -> bytes:
    """Return the form as a page in UTF-8; what comes from the codebook is escaped."""
    from jinja2 import Environment, StrictUndefined

    page = (files("outreach") / "templates" / TEMPLATE).read_text("utf-8")
    room = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    said = {
        "number": _("{name} (filled in by the office)").format(name=form.number),
        "dates": [_("year"), _("month"), _("day")],
        "times": [_("hour"), _("minute")],
        "statement": _("Question"),
    }
    return room.from_string(page).render(form=form, said=said).encode("utf-8")
