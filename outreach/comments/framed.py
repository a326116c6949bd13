"""Comments coded by a frame: what people decided, what is nearest, and what is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from outreach.comments.clustering import cluster_vectors
from outreach.comments.comment import Comment
from outreach.comments.frame import Frame, FrameTheme, remembered_words, unused_key, unused_label
from outreach.comments.frame_changes import changes_of, said_of
from outreach.comments.frame_coding import code_known, splits_of
from outreach.comments.naming import Words, name_themes, telling_words, theme_key
from outreach.comments.pinning import nearest
from outreach.comments.placing import centres_of
from outreach.comments.proposals import propose_counts
from outreach.comments.quotes import choose_quotes
from outreach.comments.theme import NOWHERE, OTHER, Theme, Themes
from outreach.comments.themes import OTHER_LABEL, Work
from outreach.comments.wish import Wish

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Labels = NDArray[np.int64]
    Floats = NDArray[np.float64]

_ALIKE = 0.5  # cosine with a frame's theme from which a comment belongs to it
_SPOKEN_FOR = 0.35  # the same, of a theme that its neighbours and its cluster speak for
_ENOUGH = 8  # different comments that fit no theme: fewer make no proposal


def framed_themes(
    comments: Sequence[Comment], wish: Wish, frame: Frame, *, numbered: bool = False
) -> Themes:
    """Return the frame's themes with these comments, and proposals of what is new.

    A comment goes where it is pinned, else where keywords fit, else where it
    was in the run before, else to the nearest theme of the frame, if it is
    near; what is left is clustered into proposals, to `wish.count` themes in
    all where that is given. `numbered` says that respondents are running
    numbers. Raises as `themes_of` and `code_known`.
    """
    return _Framed(comments, wish, frame, numbered).themes()


class _Framed:
    def __init__(
        self, comments: Sequence[Comment], wish: Wish, frame: Frame, numbered: bool
    ) -> None:
        self.frame, self.wish = frame, wish
        self.work = Work(comments, replace(wish.checked(), count=None))
        self.active = [theme for theme in frame.active if theme.key != OTHER]
        known = code_known(
            frame, comments, self.work.analysed, analyzer=wish.analyzer, numbered=numbered
        )
        self.remarks = list(known.remarks)
        self.reasons = list(known.reasons)
        self.vectors = self.work.vectors
        self.other = len(self.active)  # その他, while there is no proposal
        self.codes = np.where(self.work.silent & (known.codes < 0), NOWHERE - 1, known.codes)
        self.seconds = known.seconds
        self._place_nearest()
        self._split()
        self.new = self._propose()

    def _centres(self) -> Floats:
        """Return the centres of the frame's themes, zeros for one without comments."""
        count = len(self.active)
        rows = centres_of(self.vectors, np.where(self.codes < count, self.codes, -1)).rows
        return np.vstack([rows, np.zeros((count - len(rows), self.vectors.shape[1]))])

    def _place_nearest(self) -> None:
        """Place what is near a theme of the frame, by its comments or by its remembered words.

        The theme that the comments placed so far speak for (see `nearest`) comes
        first, and may be less near.
        """
        waiting = np.flatnonzero(self.codes == -1)
        if not len(waiting) or not self.active:
            return
        near = np.maximum(self.vectors[waiting] @ self._centres().T, self._by_words(waiting))
        rows = np.arange(len(waiting))
        spoken = self._spoken_for()[waiting]
        best = near.argmax(axis=1)
        alike = near[rows, spoken] >= _SPOKEN_FOR
        fits = alike | (near[rows, best] >= _ALIKE)
        best = np.where(alike, spoken, best)
        for at, code in zip(waiting[fits].tolist(), best[fits].tolist(), strict=True):
            self.codes[at], self.reasons[at] = code, "nearest"

    def _spoken_for(self) -> Labels:
        """Return the theme that each comment's neighbours and cluster speak for."""
        known = np.where(self.codes < len(self.active), self.codes, -1)
        if not self.work.distinct or not (known >= 0).any():
            return np.zeros(len(known), dtype=np.int64)
        clusters = np.full(len(known), -1)
        found = cluster_vectors(self.work.rows, max(2, len(self.active)))
        clusters[self.work.said] = found[self.work.back]
        return np.maximum(nearest(self.vectors, known, clusters).labels, 0)

    def _by_words(self, places: Labels) -> Floats:
        """Return places × themes: the cosine of a comment's words with a theme's, by weight."""
        found = np.zeros((len(places), len(self.active)))
        remembered = remembered_words(self.frame)[: len(self.active)]
        for column, known in enumerate(remembered):
            words = {word: weight for word, weight in known if weight > 0}
            length = sum(weight**2 for weight in words.values()) ** 0.5
            for row, at in enumerate(places.tolist()):
                said = set(self.work.analysed[at].stems)
                shared = sum(words.get(word, 0.0) for word in said)
                found[row, column] = shared / (length * len(said) ** 0.5) if said and length else 0
        return found

    def _split(self) -> None:
        """Part the comments of themes that people want split; the largest part stays."""
        for code, parts in splits_of(self.frame).items():
            if code >= len(self.active):
                continue
            free = np.array([
                at
                for at in np.flatnonzero(self.codes == code).tolist()
                if self.reasons[at] not in ("pinned", "keyword")
            ], dtype=np.int64)  # fmt: skip
            if len(free) < parts:
                continue
            labels = cluster_vectors(self.vectors[free], parts)
            largest = np.bincount(labels[labels >= 0]).argmax() if (labels >= 0).any() else 0
            for at, label in zip(free.tolist(), labels.tolist(), strict=True):
                if label not in (largest, -1):
                    self.codes[at] = -10 - label  # to be proposed, apart from the rest
                    self.reasons[at] = "cluster"

    def _propose(self) -> list[Labels]:
        """Return the comments of each proposal, the largest first; the rest goes to その他."""
        groups = [
            np.flatnonzero(self.codes == code) for code in np.unique(self.codes) if code <= -10
        ]
        rest = np.flatnonzero(self.codes == -1)
        distinct = np.unique(np.round(self.vectors[rest], 9), axis=0) if len(rest) else rest
        count = 0
        if len(distinct) >= _ENOUGH:
            count = propose_counts(self.vectors[rest])[0]
            if self.wish.count is not None:
                count = min(max(0, self.wish.count - len(self.active)), len(distinct))
        if count:
            labels = cluster_vectors(self.vectors[rest], count)
            for label in range(count):
                inside = rest[labels == label]
                if len(inside) > 1:
                    groups.append(inside)
        groups.sort(key=lambda group: (-len(group), group.tolist()))
        self.codes[self.codes < -2] = -1
        self.codes = np.where(self.codes >= self.other, self.other + len(groups), self.codes)
        for at, group in enumerate(groups):
            self.codes[group] = self.other + at
            for place in group.tolist():
                self.reasons[place] = "cluster"
        self.codes[self.codes == -1] = self.other + len(groups)
        self.codes[self.codes == -2] = NOWHERE
        return groups

    def themes(self) -> Themes:
        """Return the frame's themes in its order, the proposals, その他."""
        work = self.work
        count = len(self.active) + len(self.new)
        words = telling_words(work.analysed, np.where(self.codes < count, self.codes, -1), count)
        taken = [OTHER_LABEL, *(theme.label for theme in self.active)]
        names = name_themes(words[len(self.active) :], work.analysed, taken)
        centres = centres_of(self.vectors, np.where(self.codes < count, self.codes, -1)).rows
        scores = np.full(len(self.codes), np.nan)
        for at in np.flatnonzero((self.codes >= 0) & (self.codes < len(centres))).tolist():
            scores[at] = max(0.0, float(self.vectors[at] @ centres[self.codes[at]]))
        found = [self._known(theme, at, words[at], scores) for at, theme in enumerate(self.active)]
        for at, name in enumerate(names, len(self.active)):
            keys = [each.key for each in self.frame.themes] + [each.key for each in found]
            label = unused_label(name, [theme.label for theme in found])
            key = unused_key(theme_key(words[at], label), keys)
            found.append(self._theme(Theme(key, label, words[at]), at, scores))
        other = np.flatnonzero(self.codes == count).tolist()
        kinds = work.kinds()
        themes = Themes(
            work.comments, (*found, Theme(OTHER, OTHER_LABEL, comments=tuple(other))),
            self.codes.astype(np.int16), self._second(), scores, tuple(self.reasons),
            work.analysed, kinds, (), (), int((self.codes == NOWHERE).sum()),
        )  # fmt: skip
        said = (
            *self.remarks,
            *work.remarks(themes.themes),
            *said_of(changes_of(self.frame, themes)),
        )
        return replace(themes, remarks=said)

    def _second(self) -> NDArray[np.int16]:
        seconds = np.where(self.seconds < len(self.active), self.seconds, NOWHERE)
        return np.where((seconds == self.codes) | (self.codes == NOWHERE), NOWHERE, seconds).astype(
            np.int16
        )

    def _known(self, theme: FrameTheme, at: int, words: Words, scores: Floats) -> Theme:
        found = Theme(
            theme.key, theme.label, words or theme.words[:12], project=theme.project,
            owner=theme.owner, proposed=theme.proposed,
        )  # fmt: skip
        return self._theme(found, at, scores)

    def _theme(self, theme: Theme, at: int, scores: Floats) -> Theme:
        """Return a theme with its comments, the nearest first, and its quotes."""
        places = np.flatnonzero(self.codes == at).tolist()
        places.sort(key=lambda place: (-round(float(np.nan_to_num(scores[place])), 9), place))
        if not places:
            return theme
        centre = self.vectors[places].sum(axis=0)
        quotes = choose_quotes(
            places, self.vectors, centre / (np.linalg.norm(centre) or 1.0), self.work.texts
        )
        return replace(theme, comments=tuple(places), quotes=quotes)
