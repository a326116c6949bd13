"""The signs of a keyword expression: words, quotes, parentheses, operators."""

from __future__ import annotations

import re
import unicodedata

from outreach.patterns import pattern

_SIGN = pattern(
    r"""\s*(?:
      (?P<quoted>"[^"]*"|「[^」]*」|『[^』]*』)
    | (?P<open>\() | (?P<close>\))
    | (?P<and>&+) | (?P<or>\|+) | (?P<not>!(?=\S))
    | (?P<word>(?:[^\s()"「」『』&|!]|(?<=[A-Za-z0-9])&(?=[A-Za-z0-9]))+)
    | (?P<stray>["「」『』!])
    )""",
    re.VERBOSE,
)
_QUOTES = str.maketrans("“”„〝〟", '"""""')
_JAPANESE = r"(?<=[^\x00-\x7f])"
# 費用OR料金, without spaces; Latin letters on either side are a word such as ORAL.
_GLUED = pattern(_JAPANESE + r"(AND|OR|NOT|NEAR/\d+|または|又は|もしくは|若しくは)(?=[^\x00-\x7f])")
_OPERATORS = {
    "and": "and", "かつ": "and", "or": "or", "または": "or", "又は": "or",
    "もしくは": "or", "若しくは": "or", "not": "not",
}  # fmt: skip
NEAR = pattern(r"near(?:/?(\d+))?/?", re.IGNORECASE)


def signs_of(text: str) -> list[tuple[str, str]]:
    """Return the signs of an expression in order, each with its kind.

    Kinds are word, quoted, open, close, and, or, not, near, and stray for a
    quotation mark that nothing closes.

    >>> signs_of("費用ＯＲ料金　NEAR/2 （Q&A）")[:4]
    [('word', '費用'), ('or', 'OR'), ('word', '料金'), ('near', 'NEAR/2')]
    """
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    signs: list[tuple[str, str]] = []
    for found in _SIGN.finditer(text):
        kind, sign = found.lastgroup or "", found[found.lastgroup or 0]
        if kind != "word":
            signs.append((kind, sign))
            continue
        for part in filter(None, _GLUED.split(sign)):
            near = NEAR.fullmatch(part)
            signs.append(("near" if near else _OPERATORS.get(part.casefold(), "word"), part))
    return signs
