"""What a comment wants: a question, a request, appreciation, a concern, by rules that are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from outreach.comments.cues import Token, last_of, tokens_of
from outreach.comments.feelings import OPENS, Hit, feeling, tells_past
from outreach.comments.kind_rules import (
    ACTS,
    APPRECIATION,
    CONCERN,
    KINDS,
    QUESTION,
    REQUEST,
    UNSURE,
    Rule,
    cues_of,
)
from outreach.comments.sentences import Sentence, split_sentences
from outreach.comments.tones import (
    BUT,
    DENIED,
    DISPELLED,
    FAINT,
    FAULTS,
    GOODNESS,
    HARMS,
    THANKS,
    WORRIES,
)
from outreach.messages import N_

if TYPE_CHECKING:
    from outreach.comments.words import Analysed

KIND_LABELS = {
    QUESTION: N_("question"),
    REQUEST: N_("request"),
    APPRECIATION: N_("appreciation"),
    CONCERN: N_("concern"),
    UNSURE: N_("unsure"),
}
_STRONG = tuple(rule for rule in ACTS if rule.weight > 1)
_WEAK = tuple(rule for rule in ACTS if rule.weight == 1)
_TONES = (*THANKS, *GOODNESS, *WORRIES, *FAULTS, *FAINT, *HARMS)
RULES = (*ACTS, *_TONES, BUT, DENIED, DISPELLED)
_RANK = {REQUEST: 3, QUESTION: 3, CONCERN: 2, APPRECIATION: 1, UNSURE: 0}
__all__ = ["KINDS", "KIND_LABELS", "RULES", "Kind", "kind_of"]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a sentence or a comment wants, and why that is thought.

    `value` is question, request, appreciation, concern or unsure; `rule` the
    code of the rule that fired, "" where none did; `cue` the words that it
    fired at, from `start` to `end` of the analysed text. `sentences` are the
    kinds of a comment's sentences, in order.
    """

    value: str
    rule: str = ""
    cue: str = ""
    start: int = 0
    end: int = 0
    sentences: tuple[Kind, ...] = ()


def kind_of(analysed: Analysed) -> Kind:
    """Return what a comment wants: the kind of one of its sentences, or unsure.

    Whoever asks for something or to be told wants that, whatever else is said;
    of several such sentences the last counts. A worry counts for more than
    praise. A rule that gives way to others does so (see `Rule.weight`).

    >>> from outreach.comments.words import Analyzer
    >>> texts = ("費用を知りたい", "よかった。次も開いてください")
    >>> [kind_of(Analyzer().analyse(text)).value for text in texts]
    ['question', 'request']
    """
    told = [_of_sentence(analysed, sentence) for sentence in split_sentences(analysed.text)]
    found = tuple(_among(told, at) for at in range(len(told)))
    if not found:
        return Kind(UNSURE)
    order = [(_weight(kind), _RANK[kind.value], at) for at, kind in enumerate(found)]
    best = found[max(order)[2]]
    return Kind(best.value, best.rule, best.cue, best.start, best.end, found)


def _weight(kind: Kind) -> int:
    return _WEIGHTS.get(kind.rule, 0) if kind.value != UNSURE else 0


_WEIGHTS = {rule.code: rule.weight for rule in RULES}


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence's kind, its first word if that is but, whether it tells of a worry that was."""

    kind: Kind
    but: Kind | None = None
    was: bool = False


def _among(told: Sequence[_Told], at: int) -> Kind:
    """Return a sentence's kind in view of the others: "but" after praise, relief after a worry."""
    own = told[at]
    if own.but and _weight(own.kind) < 2 and any(_praises(each) for each in told[:at]):
        return own.but
    if own.was and any(_praises(each) for each in told[at + 1 :]):
        return replace(own.kind, value=DISPELLED.kind, rule=DISPELLED.code)
    return own.kind


def _praises(each: _Told) -> bool:
    """Whether a sentence says what was good; thanks alone are mere manners."""
    return each.kind.value == APPRECIATION and each.kind.rule != THANKS[0].code


def _of_sentence(analysed: Analysed, sentence: Sentence) -> _Told:
    """Return what one sentence wants: what it asks for, else how its writer feels."""
    inside = [each for each in analysed.morphemes if sentence.start <= each.start < sentence.end]
    tokens = tokens_of(inside)
    last = last_of(tokens)
    asked = next(_hits(_STRONG, tokens, last), None)
    felt = asked or feeling(tokens, list(_hits(_TONES, tokens, last)))
    hit = felt or next(_hits(_WEAK, tokens, last), None)
    opens = tokens and tokens[0].surface in OPENS
    but = _made(Hit(BUT, 0, 1), tokens, analysed.text) if opens else None
    if hit is None:
        return _Told(Kind(UNSURE), but)
    was = hit.rule is WORRIES[0] and tells_past(tokens, last)
    return _Told(_made(hit, tokens, analysed.text), but, was)


def _hits(rules: Sequence[Rule], tokens: Sequence[Token], last: int) -> Iterator[Hit]:
    """Yield where the rules' cues stand, rule by rule, unless a cue that voids the rule does."""
    forms = {form for token in tokens for form in (token.surface, token.base)}
    for rule in rules:
        cues, unless = cues_of(rule)
        found = [Hit(rule, *span) for span in cues.spans(tokens, last, forms)]
        if found and next(unless.spans(tokens, last, forms), None) is None:
            yield from found


def _made(hit: Hit, tokens: Sequence[Token], text: str) -> Kind:
    span = tokens[hit.start : max(hit.end, hit.start + 1)]
    start, end = span[0].start, span[-1].end
    return Kind(hit.rule.kind, hit.rule.code, text[start:end], start, end)
