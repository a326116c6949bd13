"""Comments → Themes: words, vectors, clusters and names put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from outreach.comments.clustering import cluster_vectors, distinct_documents, vectors_of
from outreach.comments.comment import Comment, comments_of
from outreach.comments.kinds import Kind, kind_of
from outreach.comments.naming import Words, name_themes, telling_words, theme_key
from outreach.comments.placing import Centres, Placer, centres_of, shared_clusters
from outreach.comments.proposals import propose_counts
from outreach.comments.quotes import choose_quotes
from outreach.comments.remarks import remarks_on
from outreach.comments.silence import says_nothing
from outreach.comments.stability import stability_of
from outreach.comments.theme import NOWHERE, OTHER, Theme, Themes
from outreach.comments.vectors import CommentVectors, checked_vectors, smoothed
from outreach.comments.wish import Wish, impersonal_words
from outreach.comments.words import Analyzer
from outreach.intake.responses import Responses

if TYPE_CHECKING:
    from numpy.typing import NDArray

OTHER_LABEL = "その他"


def find_themes(
    comments: Responses | Iterable[Comment | str],
    count: int | None = None,
    *,
    tokenizer: str = "janome",
    vectors: Any = None,  # noqa: ANN401 - any transformer
    jobs: int = 1,
) -> Themes:
    """Return the themes of comments: of all those in Responses, of Comments, or of plain texts.

    `count` is the number of themes; without it 5 to 12 are proposed, fewer for
    few comments. `vectors` is any transformer of scikit-learn's kind, whose
    fit_transform makes a row of numbers of each text: a model of sentence
    embeddings on your disk. The same comments give the same themes, in
    whatever order they stand. Raises OutreachError, MissingExtra.
    """
    names = comments.codebook.survey.public_names if isinstance(comments, Responses) else ()
    wish = Wish(count, Analyzer(tokenizer), vectors, jobs, names)
    return themes_of(_listed(comments), wish)


def _listed(comments: Responses | Iterable[Comment | str]) -> list[Comment]:
    if isinstance(comments, Responses):
        return list(comments_of(comments))
    return [
        each if isinstance(each, Comment) else Comment(str(at + 1), "", each, at)
        for at, each in enumerate(comments)
    ]


def themes_of(comments: Sequence[Comment], wish: Wish) -> Themes:
    """Return the themes of the comments as they are wished for; raises as `find_themes`."""
    return Work(comments, wish.checked()).themes()


def learn_themes(comments: Sequence[Comment], wish: Wish) -> tuple[Themes, Placer]:
    """Return the themes of a sample, and what places other comments among them."""
    work = Work(comments, wish.checked())
    themes = work.themes()
    return themes, work.placer()


class Work:
    """The steps from comments to themes; each is done once, in this order."""

    def __init__(self, comments: Sequence[Comment], wish: Wish) -> None:
        self.comments, self.wish = tuple(comments), wish
        texts = [comment.text for comment in comments]
        self.texts = texts
        self.analysed = impersonal_words(texts, wish.analyzer, wish.public_names, wish.jobs)
        silent = {text: says_nothing(text) for text in dict.fromkeys(texts)}
        self.silent = np.array([silent[text] for text in texts], dtype=bool)
        self.said = np.flatnonzero(~self.silent)
        said = [self.analysed[at] for at in self.said.tolist()]
        self.distinct, self.back = distinct_documents(
            [each.stems for each in said], [each.roots for each in said]
        )
        self.rows = self._rows()

    def _rows(self) -> NDArray[np.float64]:
        """Return the vectors of the different documents."""
        if not self.distinct:
            return np.zeros((0, 1))
        if self.wish.vectors is None:
            return vectors_of(self.distinct)
        texts = self._distinct_texts()
        return smoothed([checked_vectors(self.wish.vectors.fit_transform(texts), len(texts))])

    def _distinct_texts(self) -> list[str]:
        """Return a text for each different document: the first that has its words."""
        first = np.unique(self.back, return_index=True)[1].tolist()
        return [self.texts[int(self.said[at])] for at in first]

    @cached_property
    def counts(self) -> tuple[int, tuple[int, ...]]:
        """How many themes, and other numbers worth a look where nobody asked for one."""
        if not self.distinct or self.wish.count is not None:
            return self.wish.count or 0, ()
        return propose_counts(self.rows)

    @cached_property
    def labels(self) -> NDArray[np.int64]:
        """Each different document's cluster, −1 for none; what a frame codes needs none.

        Where nobody asked for a number a theme is what two comments share.
        """
        if not self.distinct:
            return self.back
        found = cluster_vectors(self.rows, self.counts[0])
        if self.wish.count is not None:
            return found
        return shared_clusters(self.rows, found, np.bincount(self.back))

    @cached_property
    def centres(self) -> Centres:
        """Where the clusters are."""
        return centres_of(self.rows, self.labels) if self.distinct else Centres.none()

    @property
    def clusters(self) -> int:
        """How many clusters there are."""
        return len(self.centres.rows)

    def _nearest(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """Return each different document's cluster, second one and nearness."""
        return self.centres.nearest_of(self.labels)

    def themes(self) -> Themes:
        """Return the themes, the largest first, その他 last."""
        own, seconds, scores = self._nearest()
        count = self.clusters
        rank = self._rank(own, count)
        codes = self._spread(np.append(rank, count)[own])
        second = self._spread(np.append(rank, NOWHERE)[seconds])
        score = np.full(len(self.comments), np.nan)
        score[self.said] = scores[self.back] if len(self.back) else []
        order = np.argsort(rank)
        found = self._named(codes, score, order, self.centres)
        reasons = tuple("cluster" if 0 <= code < count else "" for code in codes.tolist())
        return Themes(
            self.comments, found, codes.astype(np.int16), second.astype(np.int16), score, reasons,
            self.analysed, self.kinds(), self._alternatives(count),
            tuple(self.remarks(found)), int(self.silent.sum()),
        )  # fmt: skip

    def _alternatives(self, count: int) -> tuple[int, ...]:
        """Return up to two numbers of themes worth a look beside the one that came about."""
        proposed, others = self.counts
        every = (*others, proposed) if count and self.wish.count is None else ()
        return tuple(sorted([number for number in every if number != count][:2]))

    def _rank(self, own: NDArray[np.int64], count: int) -> NDArray[np.int64]:
        """Return each cluster's place: the most comments first."""
        sizes = np.bincount(own[self.back][own[self.back] >= 0], minlength=count)
        rank = np.empty(count, dtype=np.int64)
        rank[np.argsort(-sizes, kind="stable")] = np.arange(count)
        return rank

    def _spread(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return what holds for different documents for every comment; −1 for what says nothing."""
        found = np.full(len(self.comments), NOWHERE, dtype=np.int64)
        if len(self.back):
            found[self.said] = values[self.back]
        return found

    def _named(
        self,
        codes: NDArray[np.int64],
        scores: NDArray[np.float64],
        order: NDArray[np.int64],
        centres: Centres,
    ) -> tuple[Theme, ...]:
        count = len(order)
        words = telling_words(self.analysed, np.where(codes < count, codes, NOWHERE), count)
        labels = name_themes(words, self.analysed, (OTHER_LABEL,))
        steady = stability_of(self.rows, self.labels, count)
        found = [
            replace(
                self._theme(at, words[at], labels[at], codes, scores, centres.rows[cluster]),
                stability=float(steady[cluster]),
            )
            for at, cluster in enumerate(order.tolist())
        ]
        rest = tuple(np.flatnonzero(codes == count).tolist())
        return (*found, Theme(OTHER, OTHER_LABEL, comments=rest))

    def _theme(
        self,
        at: int,
        words: Words,
        label: str,
        codes: NDArray[np.int64],
        scores: NDArray[np.float64],
        centre: NDArray[np.float64],
    ) -> Theme:
        places = np.flatnonzero(codes == at).tolist()
        places.sort(key=lambda place: (-round(float(scores[place]), 9), place))
        quotes = choose_quotes(places, self.vectors, centre, self.texts)
        return Theme(theme_key(words, label), label, words, tuple(places), quotes)

    def kinds(self) -> list[Kind]:
        """Return each comment's kind; what is said twice is looked at once."""
        different = {each.text: each for each in self.analysed}
        kinds = {text: kind_of(each) for text, each in different.items()}
        return [kinds[each.text] for each in self.analysed]

    @cached_property
    def vectors(self) -> NDArray[np.float64]:
        """Every comment's vector, zeros for what says nothing."""
        found = np.zeros((len(self.comments), self.rows.shape[1]))
        found[self.said] = self.rows[self.back]
        return found

    def remarks(self, themes: Sequence[Theme]) -> Iterable[str]:
        """Yield what a reader should know of these comments and themes."""
        said = self.said.tolist()
        return remarks_on(self.comments, self.analysed, said, self.wish.count, themes)

    def placer(self) -> Placer:
        """Return what places any comment among these themes."""
        vectors = self.wish.vectors
        raw = vectors is not None
        if raw:
            texts = self._distinct_texts()
            found = checked_vectors(vectors.transform(texts), len(texts))
        else:
            vectors = CommentVectors()
            found = vectors.fit_transform([stems for stems, _roots in self.distinct])
        own = self._nearest()[0]
        rank = self._rank(own, self.clusters)
        placed = np.where(own >= 0, np.append(rank, NOWHERE)[own], NOWHERE)
        centres = centres_of(found, placed).rows
        return Placer(self.wish.analyzer, vectors, centres, raw, self.wish.public_names)
