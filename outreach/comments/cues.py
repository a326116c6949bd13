"""Cues: short patterns over tokens, and where they stand in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Protocol


class Morph(Protocol):
    """What a cue reads of a token: a `morphemes.Morpheme` has it."""

    @property
    def surface(self) -> str: ...
    @property
    def part(self) -> str: ...
    @property
    def base(self) -> str: ...
    @property
    def start(self) -> int: ...


_GAP = 6  # tokens that ".." passes over at most
_FINAL = frozenset(
    [
        "ね",
        "よ",
        "な",
        "わ",
        "さ",
        "ぞ",
        "ねえ",
        "なあ",
        "なぁ",
        "ねぇ",
        "ー",
        "笑",
        "w",
        "ww",
        "汗",
        "涙",
        "泣",
    ]
)
_STOPS = frozenset(["。", "!", "?", "、", ","])
SPELLINGS = {
    variant: word
    for word, variants in {
        "わかる": "分かる 解る 判る", "わかり": "分かり 解り 判り", "ほしい": "欲しい",
        "ください": "下さい", "くださる": "下さる", "いただく": "頂く 戴く",
        "いただける": "頂ける 戴ける", "よい": "良い いい 好い 善い ええ", "できる": "出来る",
        "ありがたい": "有難い 有り難い", "ありがとう": "有難う 有り難う", "うれしい": "嬉しい",
        "すばらしい": "素晴らしい", "よろしく": "宜しく", "よろしい": "宜しい", "ない": "無い",
        "ある": "有る", "むずかしい": "難しい", "こわい": "怖い 恐い", "つらい": "辛い",
        "にくい": "難い", "づらい": "ずらい", "おもしろい": "面白い", "たのしい": "楽しい",
        "やさしい": "優しい", "あたたかい": "温かい 暖かい", "さびしい": "寂しい 淋しい",
        "もらう": "貰う", "もらえる": "貰える", "くれる": "呉れる", "すてき": "素敵",
        "知れる": "しれる", "つながる": "繋がる", "とても": "迚も", "とき": "時", "こと": "事",
        "もの": "物", "ところ": "所 処", "人": "ひと", "だめ": "駄目 ダメ", "いや": "嫌",
        "うるさい": "煩い", "きれい": "綺麗 奇麗", "いくら": "幾ら", "なぜ": "何故",
        "どうぞ": "何卒", "ぜひ": "是非", "もったいない": "勿体無い 勿体ない",
        "うかがう": "伺う", "たずねる": "尋ねる 訊ねる", "聞く": "聴く 訊く きく",
        "気づく": "気付く", "気づき": "気付き", "おかしい": "可笑しい", "ひどい": "酷い",
        "いかす": "生かす 活かす", "がんばる": "頑張る", "かかる": "掛かる", "ほう": "方",
        "はやい": "早い 速い", "ため": "為", "おそい": "遅い", "うまい": "上手い",
    }.items()
    for variant in variants.split()
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A token as cues see it: its surface and its base form in one spelling."""

    surface: str
    base: str
    part: str
    start: int
    end: int

    @property
    def silent(self) -> bool:
        """Whether it is punctuation, an emoji or a particle that only colours an ending."""
        return self.surface in _FINAL or not any(sign.isalnum() for sign in self.surface)

    def has(self, kind: str) -> bool:
        """Return whether it is of a part of speech, as cues name it: noun, verb or サ変."""
        main, _, rest = self.part.partition(",")
        if kind == "noun":
            return main == "名詞" and not rest.startswith("非自立")
        if kind == "サ変":
            return main == "名詞" and "サ変" in rest
        if kind == "adverbial":  # 大きく, 早く
            return main == "形容詞" and self.surface.endswith("く")
        if kind == "can":  # 行ける, 話せる; also 食べる, which looks the same
            return main == "動詞" and len(self.base) > 2 and self.base[-2:] in _CAN
        if kind in _SUFFIXES:  # 読みにくい is one word for the dictionary, 頼みにくい two
            return main == "形容詞" and self.base.endswith(_SUFFIXES[kind])
        return main == _PARTS[kind]


_CAN = frozenset(row + "る" for row in "えけげせてねべめれ")
_SUFFIXES = {"hard": ("にくい", "づらい"), "easy": ("やすい",)}
_PARTS = {"verb": "動詞", "adj": "形容詞", "aux": "助動詞", "adv": "副詞"}


@dataclass(frozen=True, slots=True)
class Step:
    """One element of a cue: forms or a part of speech; `least` to `most` times; or none at all."""

    forms: frozenset[str]
    part: str = ""
    least: int = 1
    most: int = 1
    absent: bool = False

    def fits(self, token: Token) -> bool:
        """Return whether a token is what the element asks for."""
        if self.part:
            return token.has(self.part)
        if not self.forms:
            return token.surface not in _STOPS
        return token.surface in self.forms or token.base in self.forms


END = Step(frozenset("$"))


@dataclass(frozen=True)
class Cue:
    """A pattern over tokens, as it is written and as its elements."""

    written: str
    steps: tuple[Step, ...]

    @cached_property
    def needs(self) -> tuple[frozenset[str], ...]:
        """Forms of which a sentence must have one each; most cues are done with by that."""
        must = (step for step in self.steps if step.least and not step.absent and step is not END)
        return tuple(step.forms for step in must if step.forms)

    def may_stand(self, forms: Set[str]) -> bool:
        """Return whether a sentence of these surfaces and base forms may hold it."""
        return not any(wanted.isdisjoint(forms) for wanted in self.needs)


def read_cues(
    written: str, sets: Mapping[str, str], phrases: Mapping[str, Sequence[str]]
) -> tuple[Cue, ...]:
    """Return the cues that one line writes, its phrases replaced by each of theirs.

    Elements stand apart by blanks, each for one token by its surface or base form:
    `a|b` either, `a?` or nothing, `a*` any number, `!a` not followed by it, `..` up to
    six tokens of the same clause, `<noun>` a part of speech, `$` the end of the
    sentence, NAMES in capitals sets of forms or phrases.

    >>> [cue.written for cue in read_cues("教える て PLEASE", {}, {"PLEASE": ("ください", "ほしい")})]
    ['教える て ください', '教える て ほしい']
    """
    choices = [phrases.get(element, (element,)) for element in written.split()]
    lines = [" ".join(line) for line in product(*choices)]
    return tuple(
        Cue(line, tuple(_step(element, sets) for element in line.split())) for line in lines
    )


def _step(element: str, sets: Mapping[str, str]) -> Step:
    if element == "$":
        return END
    if element == "..":
        return Step(frozenset(), least=0, most=_GAP)
    absent = len(element) > 1 and element[0] == "!"
    word = element[absent:]
    sign = word[-1] if len(word) > 1 and word[-1] in "?*" else ""
    word = word.removesuffix(sign)
    least, most = {"?": (0, 1), "*": (0, 12)}.get(sign, (1, 1))
    if word[0] == "<":
        return Step(frozenset(), word[1:-1], least, most, absent)
    forms = [form for each in word.split("|") for form in sets.get(each, each).split("|")]
    return Step(frozenset(SPELLINGS.get(form, form) for form in forms), "", least, most, absent)


def tokens_of(morphemes: Iterable[Morph]) -> tuple[Token, ...]:
    """Return morphemes as cues see them, blanks left out, spellings made one; できるん is できるの."""
    found: list[Token] = []
    for each in morphemes:
        if each.surface.isspace():
            continue
        before = found[-1].surface[-1] if found else ""
        said = "の" if _makes_noun(each, before) else each.surface
        base = said if said != each.surface else each.base
        end = each.start + len(each.surface)
        found.append(
            Token(SPELLINGS.get(said, said), SPELLINGS.get(base, base), each.part, each.start, end)
        )
    return tuple(found)


def _makes_noun(morph: Morph, before: str) -> bool:
    """Whether ん is の there; after a stem (もらえん) it is ない."""
    stem = before in "えけせてねべめれげ"
    return morph.surface == "ん" and morph.part.startswith("名詞,非自立") and not stem


def last_of(tokens: Sequence[Token]) -> int:
    """Return the position after the last token that is not silent: there a sentence ends."""
    at = len(tokens)
    while at and tokens[at - 1].silent:
        at -= 1
    return at


def ends_at(cue: Cue, tokens: Sequence[Token], at: int, last: int) -> int:
    """Return the position after a cue that begins at a token, −1 where it does not stand."""
    return _follow(cue.steps, 0, tokens, at, last)


def _follow(
    steps: tuple[Step, ...], which: int, tokens: Sequence[Token], at: int, last: int
) -> int:
    if which == len(steps):
        return at
    step = steps[which]
    if step is END:
        return _follow(steps, which + 1, tokens, at, last) if at >= last else -1
    if step.absent:
        blocked = at < len(tokens) and step.fits(tokens[at])
        return -1 if blocked else _follow(steps, which + 1, tokens, at, last)
    times = 0
    while times < step.most and at + times < len(tokens) and step.fits(tokens[at + times]):
        times += 1
    if step.forms or step.part:
        counts = range(times, step.least - 1, -1)
    else:  # a gap is as short as can be
        counts = range(step.least, times + 1)
    for count in counts:
        end = _follow(steps, which + 1, tokens, at + count, last)
        if end >= 0:
            return end
    return -1
