"""Several columns, one for each option → the masks of a multiple answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from outreach.codebook import MARKS, NO_ANSWER
from outreach.errors import OutreachError
from outreach.messages import _
from outreach.spelling import visible
from outreach.tables.frames.frame_columns import MOST_OPTIONS, Cells, cells_of, too_many

if TYPE_CHECKING:
    from narwhals.stable.v2 import DataFrame
    from numpy.typing import NDArray

_UNMARKED = ("0", "False", "false", "FALSE", "×", "-")


def masks_of(key: str, frame: DataFrame[Any], labels: Mapping[str, str]) -> Cells:
    """Return the Cells of a multiple answer from its columns; `labels` names each one's option.

    A column holds booleans, 0 and 1, or a mark (○, the option itself) where the
    option was chosen. Raises OutreachError for anything else in it.
    """
    options = tuple(dict.fromkeys(label for label in labels.values() if label != NO_ANSWER))
    if len(options) > MOST_OPTIONS:
        raise too_many(key)
    masks = np.zeros(len(frame), dtype=np.uint64)
    for name, label in labels.items():
        if label in options:
            bit = np.uint64(1 << options.index(label))
            masks |= np.where(_chosen(name, label, cells_of(name, frame[name])), bit, np.uint64(0))
    return Cells("list", options, masks, ordered=True)


def _chosen(name: str, label: str, cells: Cells) -> NDArray[np.bool_]:
    """Return for each row whether the option is marked."""
    if cells.codes is None or cells.kind == "list":
        if cells.numbers is not None and np.isnan(cells.numbers).all():
            return np.zeros(len(cells.numbers), dtype=np.bool_)
        raise _no_marks(name, "")
    marked = [_is_marked(name, label, value) for value in cells.values]
    chosen: NDArray[np.bool_] = np.array([*marked, False])[cells.codes]
    return chosen


def _is_marked(name: str, label: str, value: object) -> bool:
    text = str(value).strip()
    if value is True or value == 1 or text in (label, name, "True", "true", "TRUE", *MARKS):
        return True
    if value is False or value == 0 or text in _UNMARKED:
        return False
    raise _no_marks(name, text)


def _no_marks(name: str, value: str) -> OutreachError:
    shown = visible(name.replace("\n", " "))
    message = _("Column “{column}” holds something else than whether its option was chosen.")
    if value:
        message = _("Column “{column}” holds “{value}”, neither a mark nor none.")
    return OutreachError(
        message.format(column=shown, value=visible(value)),
        remedy=_("Give true or false, or 1 and 0."),
    )
