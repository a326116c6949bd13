"""The coding frame: the themes that people know, and what they decided about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from outreach.comments.theme import OTHER

OTHER_LABEL = "その他"
_REPEATED = 5  # times that a theme's best word stands in the document that remembers it

Words = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class FrameTheme:
    """A theme as the frame has it.

    `keywords` are expressions, `pins` references to comments (see `pins`);
    `project` is a letter ア to ク; `merged_into` the key of the theme that
    this one is now a part of; `split` how many themes its comments shall be
    parted into, 0 for none. `words` with weights, `size` and `kept`, the
    fingerprints of its comments, are remembered from the last run. `proposed`
    says that nobody has changed anything of it since a run proposed it.
    """

    key: str
    label: str
    keywords: tuple[str, ...] = ()
    pins: tuple[str, ...] = ()
    project: str = ""
    owner: str = ""
    merged_into: str = ""
    split: int = 0
    words: Words = ()
    size: int = 0
    kept: frozenset[str] = frozenset()
    proposed: bool = False


@dataclass(frozen=True)
class Frame:
    """The themes of a themes.toml in their order; merged ones are among them.

    `path` and `text` are the file it was read from, "" where there is none;
    `crlf` says that its lines end as Windows ends them.
    """

    themes: tuple[FrameTheme, ...] = ()
    path: Path | None = None
    text: str = ""
    crlf: bool = False

    @cached_property
    def active(self) -> tuple[FrameTheme, ...]:
        """The themes that comments can have, in the file's order; その他 last, where it is used.

        A code of `code_known` is a position among them.
        """
        targets = set(self.targets.values())
        kept = [theme for theme in self.themes if theme.key in targets and theme.key != OTHER]
        other = next((theme for theme in self.themes if theme.key == OTHER), None)
        if OTHER in targets:
            kept.append(other or FrameTheme(OTHER, OTHER_LABEL))
        return tuple(kept)

    @cached_property
    def targets(self) -> dict[str, str]:
        """Where the comments of each key's theme go: to itself, or what it was merged into."""
        return targets_of({theme.key: theme.merged_into for theme in self.themes})

    @cached_property
    def places(self) -> dict[str, int]:
        """The position among `active` of each key's theme, merged ones included."""
        position = {theme.key: at for at, theme in enumerate(self.active)}
        return {key: position[target] for key, target in self.targets.items()}

    def parts(self, at: int) -> Iterator[FrameTheme]:
        """Yield the active theme at that position, and all that was merged into it."""
        yield from (theme for theme in self.themes if self.places[theme.key] == at)


def targets_of(merged_into: dict[str, str]) -> dict[str, str]:
    """Return for each key where merging leads to in the end; a circle leads to itself.

    >>> targets_of({"a": "b", "b": "c", "c": ""})
    {'a': 'c', 'b': 'c', 'c': 'c'}
    """
    found = {}
    for key in merged_into:
        seen, target = {key}, key
        while (after := merged_into.get(target, "")) and after not in seen:
            seen.add(after)
            target = after
        found[key] = key if merged_into.get(target) else target
    return found


def remembered_words(frame: Frame) -> list[Words]:
    """Return for each active theme the words that it is remembered by, with weights, best first.

    What was merged into it counts by its size. A theme of which only keywords
    are known has none.
    """
    return [_joined(list(frame.parts(at))) for at in range(len(frame.active))]


def remembered_documents(frame: Frame) -> list[tuple[str, ...]]:
    """Return for each active theme a document that stands for it: its words, the best ones often.

    With it last year's frame finds this year's comments by the nearest centre.

    >>> theme = FrameTheme("t1", "費用", words=(("費用", 4.0), ("不安", 1.0)))
    >>> remembered_documents(Frame((theme,)))
    [('費用', '費用', '費用', '費用', '費用', '不安')]
    """
    return [_document(words) for words in remembered_words(frame)]


def unused_key(key: str, taken: Iterable[str]) -> str:
    """Return the key, with a number behind it where another theme has it.

    >>> unused_key("t3f2a", ["t3f2a"]), unused_key("t3f2a", [])
    ('t3f2a-2', 't3f2a')
    """
    return _numbered(key, set(taken), "{}-{}")


def unused_label(label: str, taken: Iterable[str]) -> str:
    """Return the name, with a number behind it where another theme has it.

    >>> unused_label("費用", ["費用", "費用（2）"])
    '費用（3）'
    """
    return _numbered(label, set(taken), "{}（{}）")


def _numbered(text: str, taken: set[str], form: str) -> str:
    found, number = text, 2
    while found in taken:
        found, number = form.format(text, number), number + 1
    return found


def _joined(parts: Sequence[FrameTheme]) -> Words:
    weights: dict[str, float] = {}
    whole = sum(max(part.size, 1) for part in parts)
    for part in parts:
        for word, weight in part.words:
            weights[word] = weights.get(word, 0.0) + weight * max(part.size, 1) / whole
    return tuple(sorted(weights.items(), key=lambda item: (-item[1], item[0])))


def _document(words: Words) -> tuple[str, ...]:
    best = max((weight for _word, weight in words), default=0.0)
    return tuple(
        word
        for word, weight in words
        if weight > 0
        for _time in range(max(1, round(_REPEATED * weight / best)))
    )
