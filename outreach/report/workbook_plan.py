"""The plan in a workbook: what it says, line by line, and what was asked, to be filled in."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from outreach.comments.kinds import KIND_LABELS
from outreach.messages import _
from outreach.planning.plan import Asked, Plan
from outreach.report.plan_text import outline
from outreach.report.workbook_lists import Column, print_across, write_list
from outreach.report.workbook_rows import lines_of
from outreach.report.workbook_styles import LINE, Styles
from outreach.spelling import visible

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_WIDE = 110  # digits of the one column of sentences
_HEADS = {1: "title", 2: "caption", 3: "section"}
_EARLIEST = datetime.date(2000, 1, 1)


def write_plan(sheet: Worksheet, styles: Styles, plan: Plan) -> None:
    """Write the plan's sentences, a row each; what was asked has a sheet of its own."""
    sheet.set_column(0, 0, _WIDE)
    row, asked = 0, _("What was asked, to be answered at or before the next event")
    skipping = False
    for line in outline(plan):
        if line.level > 0:
            skipping = line.text == asked
        if skipping:
            continue
        row += line.level == 2
        number = f"{line.number}. " if line.number else ""
        text = visible(line.text)
        if line.level > 0:
            sheet.write_string(row, 0, text, styles[_HEADS[line.level]])
        else:
            shown = f"{number}{text}" if line.level == 0 else f"　{text}"
            sheet.write_string(row, 0, shown, styles["cell plain" if line.level == 0 else "quiet"])
        sheet.set_row(row, LINE * lines_of(text, _WIDE - 4))
        row += 1
    sheet.repeat_rows(0)
    print_across(sheet, row, 0)


def write_asked(sheet: Worksheet, styles: Styles, asked: Sequence[Asked]) -> None:
    """Write what was asked as a list; owner, day, done and answer are there to be filled in."""
    columns = (
        Column(_("No."), 6), Column(_("Kind"), 10), Column(_("Comment"), 60),
        Column(_("Theme"), 20), Column(_("Project"), 8), Column(_("Owner"), 16, filled_in=True),
        Column(_("Due"), 13, filled_in=True), Column(_("Done"), 7, filled_in=True),
        Column(_("Answer"), 40, filled_in=True),
    )  # fmt: skip
    rows = [
        (
            number, _(KIND_LABELS[each.kind]), each.text, each.theme, each.project, each.owner,
            each.due.isoformat() if each.due else "", "✓" if each.done else "", each.answer,
        )
        for number, each in enumerate(asked, 1)
    ]  # fmt: skip
    below = write_list(sheet, styles, columns, rows)
    if rows:
        sheet.data_validation(1, 6, below - 1, 6, {
            "validate": "date", "criteria": ">=", "value": _EARLIEST, "ignore_blank": True,
            "input_message": _("A day such as 2017-03-31"), "error_type": "warning",
        })  # fmt: skip
        sheet.data_validation(
            1, 7, below - 1, 7, {"validate": "list", "source": ["✓"], "ignore_blank": True}
        )
