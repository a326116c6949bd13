"""Words with the numbers that a picture draws them by, and what those numbers are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from outreach.comments.frequencies import Frequency
from outreach.comments.keyness import Keyword
from outreach.errors import OutreachError
from outreach.messages import _
from outreach.report.pictures.lettering import GETA, drawable

Words = Sequence[Frequency] | Sequence[Keyword] | Sequence[tuple[str, float]]


@dataclass(frozen=True)
class Weighed:
    """Words that can be drawn, the heaviest first; `remarks` say what was left out.

    `measure` names what the weights are, `base` what they were counted in,
    `title` the words.
    """

    words: tuple[tuple[str, float], ...]
    measure: str
    base: str = ""
    remarks: tuple[str, ...] = ()
    title: str = ""

    @property
    def measured(self) -> str:
        """The measure and what was counted, in brackets."""
        return f"{self.measure} ({self.base})" if self.base else self.measure

    def cut(self, shown: int) -> list[str]:
        """Return sentences on what is not among the first `shown` words, or nothing."""
        if shown == len(self.words):
            return []
        message = _("The first {shown} of {count} words.")
        told = [message.format(shown=shown, count=len(self.words))]
        if self.words[shown - 1][1] == self.words[shown][1]:
            told.append(_("Some that are not shown weigh as much as the last."))
        return told


def weighed(words: Words, measure: str = "") -> Weighed:
    """Return words by the number of their comments, by G² of a group, or by weights given.

    A word that stands there twice has the larger weight. Words without a sign
    that the font has are left out, and so are those whose weight is no number
    above 0; remarks say how many. Raises OutreachError where none is left.
    """
    own, base, title, pairs = "", "", _("Words in the comments"), []
    for each in words:
        if isinstance(each, Frequency):
            own, base = _("number of comments"), _of(round(each.comments / each.share))
            pairs.append((each.word, float(each.comments)))
        elif isinstance(each, Keyword):
            own = _("keyness (G²) of “{group}” against all others").format(group=each.group)
            base = _of(each.base, each.base + each.others_base)
            title = _("Words that “{group}” says more than others").format(group=each.group)
            pairs.append((each.word, each.g2))
        else:
            pairs.append((each[0], float(each[1])))
    kept, remarks = _kept(pairs)
    return Weighed(kept, measure or own or _("the weights given"), base, remarks, title)


def _of(number: int, whole: int | None = None) -> str:
    """Return what was counted, as people write it."""
    return f"n={number:,}" if whole is None else f"n={number:,} / {whole:,}"


def _kept(
    pairs: Sequence[tuple[str, float]],
) -> tuple[tuple[tuple[str, float], ...], tuple[str, ...]]:
    """Return the words that can be drawn, the heaviest first, and what is said of the others."""
    heaviest: dict[str, float] = {}
    light, blank = dict[str, None](), dict[str, None]()
    for word, weight in pairs:
        if not drawable(word).strip(GETA + " "):
            blank[word] = None
        elif not (math.isfinite(weight) and weight > 0):
            light[word] = None
        else:
            heaviest[word] = max(heaviest.get(word, 0.0), weight)
    remarks = []
    left = len(light.keys() - heaviest.keys())
    if left:
        message = _("Left out, for their weight is no number above 0: {count} words.")
        remarks.append(message.format(count=left))
    if blank:
        message = _("Left out, for the font has none of their signs: {count} words.")
        remarks.append(message.format(count=len(blank)))
    if not heaviest:
        remedy = _("A word needs a weight above 0, and signs that the font has.")
        raise OutreachError(_("There is no word to draw."), remedy=remedy)
    ranked = sorted(heaviest.items(), key=lambda each: (-each[1], each[0]))
    return tuple(ranked), tuple(remarks)
