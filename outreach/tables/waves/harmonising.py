"""Two codebooks → which question, and which option, of one is which of the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from outreach.codebook import Codebook, Question
from outreach.intake.ages import Range, read_ages
from outreach.spelling import nearest, squeeze

Positions = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What is compared as one: options of the old form, options of the new one.

    One side is empty where only the other form has the option, and has several
    where the other form asks for them together, under `label`.
    """

    label: str
    old: Positions
    new: Positions

    @property
    def common(self) -> bool:
        """Whether both forms have it."""
        return bool(self.old and self.new)


def match_questions(old: Codebook, new: Codebook) -> list[tuple[Question, Question]]:
    """Return the questions that are one in both codebooks, in the new one's order.

    First those whose key and wording agree, then those of the same label, then
    of the same header, last those of the same key: a key such as q1 may have
    passed to another question, see `same_words`. Spellings are compared squeezed.
    """
    olds, news = ([_Named.of(each) for each in book.questions] for book in (old, new))
    found: dict[str, Question] = {}
    taken: set[str] = set()
    for alike in _PASSES:
        for one in news:
            if one.question.key in found:
                continue
            for other in olds:
                if other.question.key not in taken and alike(other, one):
                    found[one.question.key] = other.question
                    taken.add(other.question.key)
                    break
    return [(found[each.key], each) for each in new.questions if each.key in found]


def same_words(old: Question, new: Question) -> bool:
    """Return whether two questions of one key are one: by wording, header or role.

    A wording that was touched up is alike (difflib's ratio, 0.5 or more).

    >>> before = Question("q1", "single", "本日の講演会はいかがでしたか")
    >>> [same_words(before, Question("q1", "single", label)) for label in (
    ...     "今日の講演会はいかがでしたか。", "市のホームページの見やすさ")]
    [True, False]
    """
    if old.role and old.role == new.role:
        return True
    one, other = _Named.of(old), _Named.of(new)
    return bool(one.names & other.names) or bool(nearest(old.label, [new.label]))


@dataclass(frozen=True, slots=True)
class _Named:
    """A question with its squeezed spellings, its key left out."""

    question: Question
    label: str
    names: frozenset[str]

    @classmethod
    def of(cls, question: Question) -> _Named:
        spellings = map(squeeze, (question.label, *question.headers))
        return cls(question, squeeze(question.label), frozenset(spellings))


def _same_key(one: _Named, other: _Named) -> bool:
    return one.question.key == other.question.key


_PASSES: tuple[Callable[[_Named, _Named], bool], ...] = (
    lambda one, other: _same_key(one, other) and bool(one.names & other.names),
    lambda one, other: one.label == other.label,
    lambda one, other: bool(one.names & other.names),
    _same_key,
)


def match_options(old: Question, new: Question) -> tuple[Line, ...]:
    """Return the options as lines: the new form's order, then what only the old one has.

    By label, then by alias (one renamed, or several that an alias joins), then
    where a net of one codebook is an option of the other, then age bands that
    cover the same ages; never by code.

    >>> from outreach.codebook import Option
    >>> before = Question("q", "single", "q", options=(Option("1", "FB"), Option("2", "市報")))
    >>> now = Question("q", "single", "q", options=(Option("1", "フェイスブック", ("FB",)),))
    >>> [(line.label, line.old, line.new) for line in match_options(before, now)]
    [('フェイスブック', (0,), (0,)), ('市報', (1,), ())]
    """
    matching = _Matching(old, new)
    matching.by_label()
    matching.by_alias()
    matching.by_net()
    if "age" in (old.role, new.role):
        matching.by_band()
    return tuple(matching.lines())


@dataclass
class _Matching:
    """Options that are matched so far: for each line, positions of either form."""

    old: Question
    new: Question
    found: list[Line] = field(default_factory=list)

    def by_label(self) -> None:
        """Match options that are spelled alike."""
        places = {squeeze(label): at for at, label in enumerate(self.old.labels)}
        for at, label in enumerate(self.new.labels):
            if (before := places.get(squeeze(label))) is not None:
                self.found.append(Line(label, (before,), (at,)))

    def by_alias(self) -> None:
        """Match an option whose label, or labels, are aliases in the other codebook."""
        for at, option in enumerate(self.new.options):
            named = _named(self.old, option.aliases)
            self._join([place for place in named if self._free(place, None)], [at], option.label)
        for at, option in enumerate(self.old.options):
            named = _named(self.new, option.aliases)
            self._join([at], [place for place in named if self._free(None, place)], option.label)

    def by_net(self) -> None:
        """Match a net of one codebook with the option of the other that has its label."""
        for net in self.old.nets:
            places = [at for at in _named(self.new, (net.label,)) if self._free(None, at)]
            if places and all(self._free(member, None) for member in net.members):
                self.found.append(Line(self.new.labels[places[0]], net.members, tuple(places)))
        for net in self.new.nets:
            places = [at for at in _named(self.old, (net.label,)) if self._free(at, None)]
            if places and all(self._free(None, member) for member in net.members):
                self.found.append(Line(self.old.labels[places[0]], tuple(places), net.members))

    def by_band(self) -> None:
        """Match bands of the same ages, and bands that together are one of the other form."""
        olds = {at: band for at, band in _bands(self.old).items() if self._free(at, None)}
        news = {at: band for at, band in _bands(self.new).items() if self._free(None, at)}
        for at, band in news.items():
            if parts := _tiles(olds, band):
                self.found.append(Line(self.new.labels[at], parts, (at,)))
        for at, band in olds.items():
            parts = _tiles(news, band)
            if parts and self._free(at, None) and all(self._free(None, part) for part in parts):
                self.found.append(Line(self.old.labels[at], (at,), parts))

    def lines(self) -> Iterator[Line]:
        """Yield every line, also of options that only one form has."""
        by_new = {line.new[0]: line for line in self.found}
        for at, label in enumerate(self.new.labels):
            if at in by_new:
                yield by_new[at]
            elif self._free(None, at):
                yield Line(label, (), (at,))
        for at, label in enumerate(self.old.labels):
            if self._free(at, None):
                yield Line(label, (at,), ())

    def _free(self, old: int | None, new: int | None) -> bool:
        return not any(old in line.old or new in line.new for line in self.found)

    def _join(self, olds: list[int], news: list[int], label: str) -> None:
        """Add positions to the line that has one of them, if it stays one to many."""
        if not olds or not news or self._overlaps(olds, news):
            return
        for line in self.found:
            if set(olds) & set(line.old) or set(news) & set(line.new):
                whole = Line(
                    label, tuple(sorted({*line.old, *olds})), tuple(sorted({*line.new, *news}))
                )
                if min(len(whole.old), len(whole.new)) == 1:
                    self.found[self.found.index(line)] = whole
                return
        self.found.append(Line(label, tuple(olds), tuple(news)))

    def _overlaps(self, olds: Sequence[int], news: Sequence[int]) -> bool:
        """Return whether a band outside shares ages with those joined: 90歳以上 with 80歳以上."""
        if "age" not in (self.old.role, self.new.role):
            return False
        before, now = _bands(self.old), _bands(self.new)
        return any(
            _meet(band, other[place])
            for mine, chosen, other, places in (
                (before, olds, now, news),
                (now, news, before, olds),
            )
            for at, band in mine.items()
            if at not in chosen
            for place in places
            if place in other
        )


def _named(question: Question, names: Sequence[str]) -> list[int]:
    wanted = set(map(squeeze, names))
    return [at for at, label in enumerate(question.labels) if squeeze(label) in wanted]


def _bands(question: Question) -> dict[int, Range]:
    bands = {at: read_ages(label) for at, label in enumerate(question.labels)}
    return {at: band for at, band in bands.items() if band}


def _meet(one: Range, other: Range) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _tiles(bands: dict[int, Range], whole: Range) -> Positions:
    """Return the bands that follow one another from the lowest to the highest age, or none."""
    within = [at for at, band in bands.items() if _meet(band, whole)]
    within.sort(key=lambda at: bands[at])
    lowest = whole[0]
    for at in within:
        if bands[at][0] != lowest:
            return ()
        lowest = bands[at][1] + 1
    return tuple(sorted(within)) if within and lowest == whole[1] + 1 else ()
