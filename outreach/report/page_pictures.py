"""Pictures of comments as a page holds them: an SVG in the text, and what it says in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from outreach.comments.cooccurrence import network_of
from outreach.comments.frequencies import frequencies
from outreach.comments.theme import NOWHERE, Themes
from outreach.errors import OutreachError
from outreach.messages import _
from outreach.report.pictures.cloud import word_cloud
from outreach.report.pictures.network import network_picture
from outreach.report.pictures.picture import Picture

_FEW = 5  # comments that say something, below which a picture of words says nothing


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture's name, its SVG without a head, its sentence, and its items in words."""

    name: str
    svg: str
    sentence: str
    items: tuple[str, ...]


def drawings(themes: Themes) -> tuple[Drawing, ...]:
    """Return the word cloud and the network of the comments' words for a page."""
    names = {"cloud": _("Words in the comments"), "network": _("Words that stand together")}
    return tuple(
        Drawing(names[name], picture.svg, picture.sentence, picture.items)
        for name, picture in pictures_of(themes)
    )


def pictures_of(themes: Themes) -> Iterator[tuple[str, Picture]]:
    """Yield "cloud" and "network" with their Pictures.

    Nothing where too few comments say anything, or share a word.
    """
    said = [
        words
        for words, code in zip(themes.analysed, themes.codes.tolist(), strict=True)
        if code != NOWHERE
    ]
    if len(said) < _FEW:
        return
    makers: tuple[tuple[str, Callable[[], Picture]], ...] = (
        ("cloud", lambda: word_cloud(frequencies(said, minimum=2))),
        ("network", lambda: network_picture(network_of(said))),
    )
    for name, make in makers:
        try:
            yield name, make()
        except OutreachError:  # no word is in two comments: there is nothing to draw
            continue
