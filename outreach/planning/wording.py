"""Sentences and quotes put one after another, as either language writes them."""

from __future__ import annotations

from collections.abc import Iterable


def joined(sentences: Iterable[str]) -> str:
    """Return sentences as one text: a gap between them, but none behind a Japanese stop.

    >>> joined(["多い。", "例: 費用"]), joined(["It is so.", "", "E.g. this"])
    ('多い。例: 費用', 'It is so. E.g. this')
    """
    text = ""
    for sentence in filter(None, sentences):
        gap = " " if text and not text.endswith(("。", "」", "）")) else ""
        text += gap + sentence
    return text


def quote(text: str) -> str:
    """Return a text in quotation marks, those inside it made inner ones.

    >>> quote("「往診」とは？")
    '「『往診』とは？」'
    """
    return "「" + text.replace("「", "『").replace("」", "』") + "」"
