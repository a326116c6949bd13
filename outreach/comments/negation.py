"""A verb, adjective or noun with its negation, as one word: 分からない is not 分かる."""

from __future__ import annotations

from collections.abc import Sequence

from outreach.comments.morphemes import Morpheme

# The last sign of a godan verb's base form → its sign before ない, and before ます.
_BEFORE_NAI = dict(zip("うくぐすつぬぶむる", "わかがさたなばまら", strict=True))
_BEFORE_MASU = dict(zip("うくぐすつぬぶむる", "いきぎしちにびみり", strict=True))
_BETWEEN = frozenset(("て", "で", "は", "も", "が", "じゃ", "ちゃ", "と", "では", "でも"))
_NEGATIVE = frozenset(("ない", "ん", "ぬ", "まい", "ず"))
_MUST = frozenset(
    ("なら", "いけ", "ならない", "いけない", "だめ", "ダメ", "駄目", "なる", "いける")
)
_IF = frozenset(("ば", "て", "ては", "と", "きゃ", "ちゃ"))
_ASKING = frozenset(("か", "かな", "かしら", "でしょ", "だろ", "もの", "です", "う"))
_VOICES = ("れる", "られる", "せる", "させる")  # 来られない: cannot come, or is not come to
_NA = ("形容動詞語幹", "ナイ形容詞語幹")
_FAR = 7  # morphemes between a word and its negation at the most


def negative(base: str, part: str, inflection: str) -> str:
    """Return the negated word.

    >>> negative("分かる", "動詞", "五段・ラ行"), negative("見える", "動詞", "一段")
    ('分からない', '見えない')
    >>> negative("高い", "形容詞", "形容詞・アウオ段"), negative("必要", "名詞", "")
    ('高くない', '必要ない')
    """
    if base in ("ある", "有る"):
        return "無い"
    if part == "形容詞":
        return base[:-1] + "くない" if base.endswith("い") else base + "ない"
    return (_stem(base, inflection, _BEFORE_NAI) if part == "動詞" else base) + "ない"


def polite_stem(base: str, inflection: str) -> str:
    """Return a verb as it stands before ます, たい, にくい and 方.

    >>> polite_stem("使う", "五段・ワ行促音便"), polite_stem("来る", "カ変・来ル")
    ('使い', '来')
    """
    return _stem(base, inflection, _BEFORE_MASU)


def _stem(base: str, inflection: str, endings: dict[str, str]) -> str:
    if inflection.startswith("サ変"):
        return base[:-2] + "し" if base.endswith("する") else base
    if inflection.startswith("カ変"):
        ending = "き" if endings is _BEFORE_MASU else "こ"
        return base[:-1] if base.endswith("来る") else base[:-2] + ending
    if inflection.startswith("一段") or not base:
        return base[:-1]
    return base[:-1] + endings.get(base[-1], base[-1])


def inflected(morphemes: Sequence[Morpheme], at: int, base: str) -> str:
    """Return the verb or adjective at position `at`, its base form given, with its negation.

    What comes between them stays where it changes the meaning.

    >>> def word(base: str, *rest: tuple[str, str, str]) -> str:
    ...     verb = Morpheme(base, "動詞,自立,*,*", base, 0, "五段・カ行促音便")
    ...     return inflected([verb, *(Morpheme(s, p, b, 0) for s, p, b in rest)], 0, base)
    >>> no, wish = ("ない", "助動詞,*,*,*", "ない"), ("たく", "助動詞,*,*,*", "たい")
    >>> word("行く"), word("行く", no), word("行く", wish, no)
    ('行く', '行かない', '行きたくない')
    """
    morpheme = morphemes[at]
    part, inflection = morpheme.part.partition(",")[0], morpheme.inflection
    if not is_negated(morphemes, at + 1):
        return base
    following = morphemes[at + 1] if at + 1 < len(morphemes) else morpheme
    if part == "動詞" and following.base in _VOICES:
        return _stem(base, inflection, _BEFORE_NAI) + following.base[:-1] + "ない"
    if part == "動詞" and following.base == "たい":
        return polite_stem(base, inflection) + "たくない"
    return negative(base, part, inflection)


def negated_noun(morphemes: Sequence[Morpheme], last: int) -> bool:
    """Return whether the noun at `last` is an adjective's that is negated: 必要ない, 必要はない.

    Of other nouns it is not said: バスではない tells of a bus.
    """
    if not any(kind in morphemes[last].part for kind in _NA):
        return False
    following = morphemes[last + 1 : last + 3]
    if following and following[0].surface in ("は", "が", "も"):
        following = following[1:]
    if following and following[0].base in ("ない", "無い") and following[0].part[:3] == "形容詞":
        return True
    return is_negated(morphemes, last + 1)


def is_negated(morphemes: Sequence[Morpheme], at: int) -> bool:
    """Return whether the word that ends before position `at` is negated by what follows.

    A duty (なければならない), a doubt (ではないか), a request (していただけないでしょうか)
    and a double negation negate nothing.
    """
    negations = 0
    for here in range(at, min(len(morphemes), at + _FAR)):
        morpheme = morphemes[here]
        major = morpheme.part.partition(",")[0]
        if (major == "助動詞" and morpheme.base in _NEGATIVE) or _parted(morphemes, at, here):
            if _is_duty(morphemes, here) or _asks(morphemes, here):
                return False
            negations += 1
        elif not _passes(morpheme, major):
            break
    return negations % 2 == 1


def _parted(morphemes: Sequence[Morpheme], at: int, here: int) -> bool:
    """Return whether ない negates an adjective that a particle parts from it: 高く|は|ない."""
    return (
        morphemes[here].part.startswith("形容詞,自立")
        and morphemes[here].base in ("ない", "無い")
        and here == at + 1
        and morphemes[at - 1].part.startswith("形容詞")
        and morphemes[at].surface in ("は", "も")
    )


def _passes(morpheme: Morpheme, major: str) -> bool:
    """Return whether a morpheme may stand between a word and its negation."""
    if major == "助動詞":
        return True
    if major == "助詞":
        return morpheme.surface in _BETWEEN
    if major == "動詞":
        detail = morpheme.part.split(",")[1]
        return detail in ("接尾", "非自立") or morpheme.base == "ある"
    return False


def _is_duty(morphemes: Sequence[Morpheme], at: int) -> bool:
    following = [each.surface for each in morphemes[at + 1 : at + 4]]
    return bool(following) and following[0] in _IF and not _MUST.isdisjoint(following)


def _asks(morphemes: Sequence[Morpheme], at: int) -> bool:
    """Return whether nothing but an asking か follows: ないか, ませんか, ないでしょうか."""
    for morpheme in morphemes[at + 1 : at + 5]:
        if morpheme.surface.startswith("か") and morpheme.surface in _ASKING:
            return True
        if morpheme.surface not in _ASKING:
            return False
    return False
