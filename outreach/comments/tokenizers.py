"""Who parts texts into morphemes: janome, MeCab or Sudachi, opened when it is used."""

from __future__ import annotations

from functools import cache

from outreach.comments.morphemes import Tokenizer
from outreach.errors import OutreachError
from outreach.messages import _

TOKENIZERS = ("janome", "mecab", "sudachi")


class UnknownTokenizer(OutreachError, ValueError):
    """A tokenizer that nobody knows."""


@cache
def open_tokenizer(name: str = "janome") -> Tokenizer:
    """Return the tokenizer of that name: janome, mecab or sudachi. Opened once a process.

    Raises UnknownTokenizer; MissingExtra where its extra is not installed.
    """
    if name == "janome":
        from outreach.comments.janome_tokens import JanomeTokenizer

        return JanomeTokenizer()
    if name == "mecab":
        from outreach.comments.mecab_tokens import MecabTokenizer

        return MecabTokenizer()
    if name == "sudachi":
        from outreach.comments.sudachi_tokens import SudachiTokenizer

        return SudachiTokenizer()
    message = _("There is no tokenizer “{name}”.").format(name=name)
    remedy = _("Known ones: {names}.").format(names=", ".join(TOKENIZERS))
    raise UnknownTokenizer(message, remedy=remedy)
