"""How well themes agree with what people labelled, beside what else is done with comments.

    python bench/themes.py LABELLED.csv ... [--seeds 5]

Each file has the columns text and label. Labels with fewer than five texts are left out. Printed
are adjusted mutual information and the adjusted Rand index, mean of the seeds (and the spread of
the first), with the number of labels given as the number of themes; then how alike the themes of
different seeds are; then what a coding frame does in which a fifth of the comments is pinned to
their labels, beside clusters, on the comments that are not pinned and on all.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.decomposition import NMF, LatentDirichletAllocation, TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score
from sklearn.preprocessing import normalize

from outreach.comments.clustering import cluster
from outreach.comments.comment import Comment
from outreach.comments.frame import Frame, FrameTheme
from outreach.comments.framed import framed_themes
from outreach.comments.pins import signature
from outreach.comments.wish import Wish
from outreach.comments.words import Analysed, Analyzer, analyse_all

FEWEST, PINNED = 5, 0.2
OURS = "outreach"
Labels = NDArray[np.int64]
Method = Callable[[int, int], Labels]  # number of themes, seed → a theme for each text


def read(path: Path) -> tuple[list[str], Labels]:
    """Return the texts and labels of a file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    often = {
        label for label, number in Counter(row["label"] for row in rows).items() if number >= FEWEST
    }
    rows = [row for row in rows if row["label"] in often]
    order = sorted(often)
    return [row["text"] for row in rows], np.array([order.index(row["label"]) for row in rows])


def methods(analysed: Sequence[Analysed]) -> dict[str, Method]:
    """Return what is compared; all but the first of the peers are given our words."""
    nouns = [[m.base for m in each.morphemes if m.part.startswith("名詞")] for each in analysed]
    stems = [each.stems for each in analysed]
    roots = [each.roots for each in analysed]

    def tfidf(documents: Sequence[Sequence[str]]) -> TfidfVectorizer:
        return TfidfVectorizer(analyzer=list).fit_transform(documents)

    def k_means(vectors: object, count: int, seed: int) -> Labels:
        return KMeans(count, n_init=10, random_state=seed).fit_predict(vectors)

    def lsa(count: int, seed: int) -> Labels:
        topics = TruncatedSVD(count, random_state=seed).fit_transform(tfidf(stems))
        return k_means(normalize(topics), count, seed)

    def nmf(count: int, seed: int) -> Labels:
        model = NMF(count, init="nndsvda", random_state=seed, max_iter=400)
        return model.fit_transform(tfidf(stems)).argmax(axis=1)

    def lda(count: int, seed: int) -> Labels:
        counts = CountVectorizer(analyzer=list).fit_transform(stems)
        return (
            LatentDirichletAllocation(count, random_state=seed).fit_transform(counts).argmax(axis=1)
        )

    return {
        "nouns, TF-IDF, k-means": lambda count, seed: k_means(tfidf(nouns), count, seed),
        "our words, LSA, k-means": lsa,
        "our words, NMF": nmf,
        "our words, LDA": lda,
        OURS: lambda count, seed: cluster(stems, count, seed, roots=roots),
    }


def pinned(texts: Sequence[str], labels: Labels, seed: int) -> tuple[Labels, Labels]:
    """Return the found theme of every comment, and which were pinned: through a coding frame."""
    chosen = np.random.default_rng(seed).permutation(len(labels))[: round(PINNED * len(labels))]
    comments = [Comment(str(at), "", text, at) for at, text in enumerate(texts)]
    pins: dict[int, list[str]] = {label: [] for label in range(int(labels.max()) + 1)}
    for at in sorted(chosen.tolist()):
        pins[int(labels[at])].append(f"#{signature(texts[at])}")
    first = {pin: label for label in reversed(pins) for pin in pins[label]}  # one text, one theme
    themes = tuple(
        FrameTheme(f"t{label}", f"{label}", pins=tuple(p for p in own if first[p] == label))
        for label, own in pins.items()
    )
    found = framed_themes(comments, Wish(len(pins)), Frame(themes), numbered=True)
    return np.asarray(found.codes, dtype=np.int64), np.sort(chosen)


def main() -> None:
    """Print a table for each file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--seeds", type=int, default=5)
    asked = parser.parse_args()
    for path in asked.files:
        texts, labels = read(path)
        analysed = analyse_all(texts, Analyzer())
        count = len(set(labels.tolist()))
        print(f"\n{path.name}: {len(texts)} texts, {count} labels, {asked.seeds} seeds")
        print(f"{'':26} {'AMI':>6} {'±':>5} {'ARI':>6} {'same again':>11}")
        for name, method in methods(analysed).items():
            runs = [method(count, seed) for seed in range(asked.seeds)]
            show(name, [(labels, run) for run in runs], runs)
            if name == OURS:
                show_pinned(texts, labels, runs)


def show_pinned(texts: Sequence[str], labels: Labels, plain: Sequence[Labels]) -> None:
    """Print what pins change: on the comments that were not pinned, and on all."""
    runs = [pinned(texts, labels, seed) for seed in range(len(plain))]
    everything = np.arange(len(labels))
    for name, free in (("not pinned", True), ("all", False)):
        some = [np.setdiff1d(everything, at) if free else everything for _found, at in runs]
        show(
            f"clusters, {name}",
            [(labels[at], each[at]) for each, at in zip(plain, some, strict=True)],
        )
        show(
            f"{PINNED:.0%} pinned, {name}",
            [(labels[at], found[at]) for (found, _pins), at in zip(runs, some, strict=True)],
        )


def show(name: str, pairs: Sequence[tuple[Labels, Labels]], runs: Sequence[Labels] = ()) -> None:
    """Print one line: agreement with people, and of the runs with one another."""
    information = [adjusted_mutual_info_score(*pair) for pair in pairs]
    index = np.mean([adjusted_rand_score(*pair) for pair in pairs])
    alike = [adjusted_rand_score(one, other) for one, other in combinations(runs, 2)]
    again = f"{np.mean(alike):11.2f}" if alike else ""
    print(f"{name:26} {np.mean(information):6.3f} {np.std(information):5.3f} {index:6.3f} {again}")


if __name__ == "__main__":
    main()
