"""What stands in a column → the question that it answers, with options in an order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from outreach.codebook import UNREADABLE, Option, Question
from outreach.errors import OutreachError
from outreach.intake.ages import read_ages
from outreach.messages import _
from outreach.patterns import pattern
from outreach.spelling import visible
from outreach.tables.frames.frame_columns import FEW, MOST_OPTIONS, Cells, Kind, too_many

MOST = 2_000  # different answers that a table can be made of: Japan has 1,741 municipalities
_SOME = 10  # so many different answers may be options even where nobody gave one twice
_LAST = ("その他", "特にない", "特になし", "その他の方法", "other", "others")
_PARTS = pattern(r"(\d+(?:\.\d+)?)")
_LONGER = f"{UNREADABLE}(判読不能)"


def question_of(key: str, parts: Sequence[Cells], asked: bool) -> Question:
    """Return the question of a column, of which every chunk has a part; no parts, a text.

    `asked` says that a table of it is wanted, whatever the column looks like.
    Raises OutreachError where that cannot be, or where the parts are of two kinds.
    """
    kind = _kind(key, parts)
    if kind == "number":
        return _figures(key, parts)
    if kind not in ("flag", "text", "list"):
        if asked and kind is not None:
            message = _("“{column}” holds neither texts nor numbers nor lists of texts.")
            raise OutreachError(
                message.format(column=visible(key)),
                remedy=_("Make categories of it first, such as months of days."),
            )
        return Question(key, "datetime" if kind == "moment" else "text", key)
    labels = _labels(parts)
    if kind == "text" and _is_free_text(labels, parts, asked):
        if asked:
            message = _("“{column}” has {number} different answers: that is free text.")
            raise OutreachError(
                message.format(column=visible(key), number=f"{len(labels):,}"),
                remedy=_("Make categories of it first, at most {most}.").format(most=f"{MOST:,}"),
            )
        return Question(key, "text", key)
    if kind == "list" and len(labels) > MOST_OPTIONS:
        raise too_many(key)
    options = tuple(Option(str(at), label, score=float(at)) for at, label in enumerate(labels, 1))
    return Question(key, "multiple" if kind == "list" else "single", key, options=options)


def _kind(key: str, parts: Sequence[Cells]) -> Kind | None:
    """Return what the parts are; one in which nothing was answered goes with any."""
    filled = [part for part in parts if not _is_empty(part)] or list(parts)
    kinds = list(dict.fromkeys(part.kind for part in filled))
    if len(kinds) > 1:
        message = _("“{column}” is not of one kind in all frames: {kinds}")
        raise OutreachError(message.format(column=visible(key), kinds=", ".join(kinds)))
    return kinds[0] if kinds else None


def _is_empty(part: Cells) -> bool:
    if part.kind == "number":
        return part.numbers is None or not np.isfinite(part.numbers).any()
    return part.kind in ("text", "list", "other") and not part.values


def _figures(key: str, parts: Sequence[Cells]) -> Question:
    """Return a scale where there are few whole numbers in all parts, else a number."""
    many = any(part.codes is None and not _is_empty(part) for part in parts)
    values = sorted({value for part in parts for value in part.values})
    if many or len(values) > FEW:
        return Question(key, "number", key)
    options = tuple(Option(str(value), str(value), score=float(value)) for value in values)
    return Question(key, "scale", key, options=options)


def _labels(parts: Sequence[Cells]) -> tuple[str, ...]:
    """Return the options of all parts: in their own order, else as people sort them; no 不明."""
    labels = list(dict.fromkeys(str(value) for part in parts for value in part.values))
    if not all(part.ordered for part in parts if part.values):
        labels = in_order(labels)
    unreadable = unreadable_among(labels)
    return tuple(label for label in labels if label != unreadable)


def unreadable_among(labels: Iterable[Any]) -> str:
    """Return what 不明 is called beside these options, as `unreadable_label` calls it."""
    return _LONGER if _LONGER in labels else UNREADABLE


def in_order(labels: Iterable[str]) -> list[str]:
    """Return texts sorted: ages by age, numbers in them by value, その他 and 特にない last.

    >>> in_order(["80歳以上", "20歳代", "20歳未満", "その他"])
    ['20歳未満', '20歳代', '80歳以上', 'その他']
    >>> in_order(["10回", "3回", "なし"])
    ['3回', '10回', 'なし']
    """
    labels = list(labels)
    ages = {label: read_ages(label) for label in labels if not _is_last(label)}
    if ages and all(ages.values()):
        return sorted(labels, key=lambda label: (_is_last(label), ages.get(label) or (), label))
    return sorted(labels, key=lambda label: (_is_last(label), _numbers_and_texts(label)))


def _is_last(label: str) -> bool:
    return label.partition("(")[0].partition("（")[0].strip().casefold() in _LAST


def _numbers_and_texts(label: str) -> list[tuple[float, str]]:
    """Return a text's parts: numbers come before texts, and by value."""
    parts = enumerate(_PARTS.split(label))
    return [(float(part), part) if at % 2 else (float("inf"), part) for at, part in parts if part]


def _is_free_text(labels: Sequence[str], parts: Sequence[Cells], asked: bool) -> bool:
    if len(labels) > MOST:
        return True
    if asked or len(labels) <= _SOME or any(part.ordered for part in parts):
        return False
    answers = sum(int((part.codes >= 0).sum()) for part in parts if part.codes is not None)
    return 2 * len(labels) > answers
