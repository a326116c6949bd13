"""A printed questionnaire as a file: Word or a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from outreach.codebook import Codebook
from outreach.errors import CannotWrite, Place
from outreach.messages import _
from outreach.report.files import replacing
from outreach.report.questionnaire import Questionnaire, build_questionnaire
from outreach.report.questionnaire_docx import docx_of
from outreach.report.questionnaire_html import html_of

ENDINGS = {".docx": docx_of, ".html": html_of}


def write_questionnaire(
    codebook: Codebook, target: str | Path, hand_in: str = "", inputs: Sequence[Path] = ()
) -> Questionnaire:
    """Write the form to print, .docx or .html by the target's ending, and return what is on it.

    It is in the language in use; the questions and options are the codebook's.
    `hand_in` says where and when to hand it in. A form that is there already is
    replaced, never the codebook or one of `inputs`. Raises CannotWrite.
    """
    path = Path(target)
    make = ENDINGS.get(path.suffix.lower())
    if make is None:
        message = _("“{ending}” is no format that can be written.")
        remedy = _("End the name in one of: {endings}.").format(endings=" ".join(ENDINGS))
        ending = path.suffix.lower() or str(path)
        raise CannotWrite(message.format(ending=ending), Place(str(path)), remedy)
    form = build_questionnaire(codebook, hand_in)
    content = make(form)
    with replacing(path, (codebook.path, *inputs)) as beside:
        beside.write_bytes(content)
    return form
