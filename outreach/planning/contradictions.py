"""Contradictions worth a look: a good figure, and comments that say otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outreach.codebook import Option, Question
from outreach.comments.kind_rules import APPRECIATION
from outreach.messages import _
from outreach.patterns import pattern
from outreach.planning.asked import asking
from outreach.planning.cells import base_of, count_of, is_small, source_of
from outreach.planning.plan import Contradiction, Statement
from outreach.planning.word_tables import read_cues, said_in
from outreach.studies import Study
from outreach.tables.rounding import percent

GOOD = (2, 3)  # a share is good from two thirds on
_UNDERSTOOD = pattern("理解|分か|わか|understood|understand|clear")
_USEFUL = pattern("役に?立|役だ|参考|満足|良か|よか|勉強|感想|話は|内容|useful|helpful|satisf")


def contradictions_of(study: Study) -> list[Contradiction]:
    """Return good shares on understanding or use, each with the comments that do not fit.

    Good options have a score above 0 beside others that have not, or are
    labelled so. A share that is hidden, or of options one of which is, is left out.
    """
    found = []
    seen: set[str] = set()
    asked = [each for each in study.codebook.questions if each.closed and not each.multiple]
    for question in sorted(asked, key=lambda each: not _understood(each)):
        if question.role or not (_understood(question) or _useful(question)):
            continue
        statement = _good(study, question)
        cues = read_cues()["難しい" if _understood(question) else "物足りない"]
        if statement is None:
            continue
        texts = [text for text in _against(study, cues) if text not in seen]
        if texts:
            seen.update(texts)
            found.append(Contradiction(statement, tuple(texts)))
    return found


def _understood(question: Question) -> bool:
    return _asks(question, _UNDERSTOOD.search)


def _useful(question: Question) -> bool:
    return _asks(question, _USEFUL.search)


def _asks(question: Question, search: object) -> bool:
    assert callable(search)
    return bool(search(question.label) or any(search(label) for label in question.labels))


def _good(study: Study, question: Question) -> Statement | None:
    """Return the sentence on a question's good answers, None where they are no clear majority."""
    table = study.simple(question)
    base = base_of(table) if table is not None else None
    options = good_options(question)
    if table is None or not base or not options:
        return None
    counts = [count_of(table, option.label) for option in options]
    known = [count for count in counts if count is not None]
    total = sum(known)
    if len(known) < len(counts) or total * GOOD[1] < base * GOOD[0]:
        return None
    told = _("“{question}”: {count} of {base} people ({percent}%) answered {labels}.").format(
        question=question.label, count=total, base=base,
        percent=percent(total, base, table.decimals),
        labels=_(", ").join(f"「{option.label}」" for option in options),
    )  # fmt: skip
    return Statement(told, base, source_of(table), is_small(base))


def good_options(question: Question) -> tuple[Option, ...]:
    """Return the options that say that something was good, () where none is known to.

    >>> labels = ("理解できた", "だいたい理解できた", "理解できなかった")
    >>> options = tuple(Option(str(at), label) for at, label in enumerate(labels))
    >>> [each.label for each in good_options(Question("q", "single", "理解", options=options))]
    ['理解できた', 'だいたい理解できた']
    """
    scores = [option.score for option in question.options]
    if question.type == "scale" and min(scores) <= 0 < max(scores):
        return tuple(option for option in question.options if option.score > 0)
    good, bad = (read_cues()[kind] for kind in ("よい答え", "よくない答え"))
    options = (option for option in question.options if said_in(option.label, good))
    return tuple(option for option in options if not said_in(option.label, bad))


def _against(study: Study, cues: Sequence[str]) -> Iterator[str]:
    """Yield the comments with these words, masked; those that only praise are none."""
    themes = study.themes
    if themes is None:
        return
    for place, comment in enumerate(themes.comments):
        kind = themes.kinds[place]
        if kind.value != APPRECIATION and said_in(comment.text, cues):
            yield asking(study, comment, kind)
