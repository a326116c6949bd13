"""A header in two rows, options below their question, where no codebook tells yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from outreach.intake.cells import Sheet
from outreach.spelling import squeeze


def with_one_header(sheet: Sheet) -> Sheet:
    """Return the sheet, options of a second header row joined to theirs: `question[option]`.

    There is such a row where the header is blank over some columns, the first
    row below names something in each of them, and nothing in any other one.
    """
    groups = _groups([column.header for column in sheet.columns])
    if not len(sheet) or not any(len(group) > 1 for group in groups):
        return sheet
    columns = list(sheet.columns)
    for group in groups:
        top = columns[group[0]].header.strip()
        below = [columns[at][0].strip() for at in group]
        if len(group) == 1:
            if below[0] and squeeze(below[0]) != squeeze(top):
                return sheet
            continue
        if not all(below) or len(set(map(squeeze, below))) < len(below):
            return sheet
        for at, option in zip(group, below, strict=True):
            columns[at] = replace(columns[at], header=f"{top}[{option}]")
    flags = np.ones(len(sheet), dtype=bool)
    flags[0] = False
    return replace(sheet, columns=tuple(columns)).keep(flags)


def _groups(headers: Sequence[str]) -> list[list[int]]:
    """Return the columns (from 0) under each header: those without one belong to the last.

    >>> _groups(["番号", "媒体", "", "", "感想"])
    [[0], [1, 2, 3], [4]]
    """
    groups: list[list[int]] = []
    for at, header in enumerate(headers):
        if header.strip() or not groups:
            groups.append([at])
        else:
            groups[-1].append(at)
    return groups
