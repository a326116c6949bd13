"""Good figures, and the comments that say otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from outreach.codebook import Question
from outreach.comments.theme import NOWHERE
from outreach.messages import _
from outreach.patterns import pattern
from outreach.planning.plan import Contradiction, Statement
from outreach.planning.shown import base_of, count_of, options_of
from outreach.planning.wording import masked
from outreach.studies import Study
from outreach.tables.contents import SMALL
from outreach.tables.rounding import percent
from outreach.tables.table import Table

GOOD = 2 / 3  # share of a good answer from which it is worth a second look
_UNDERSTOOD = pattern(r"理解|わか|分か|understood|understand", 2)
_PLEASED = pattern(r"役に?立|役だ|参考|満足|良かった|よかった|useful|satisf", 2)
_DENIED = pattern(r"な(?:い|かった)|不満|悪|not |ません")
# What comments say that speaks against it, for each of the two.
_HARD: Mapping[str, str] = {
    "understood": r"難し|むずかし|分かり?(?:にく|づら|ませ|ない|らな|らず)|理解でき(?:な|ま)"
    r"|わかり?(?:にく|づら|ませ|らな|らず)|用語|略語|カタカナ|横文字|ついていけ|早口"
    r"|聞き?取り?(?:にく|づら)|聞こえな",
    "pleased": r"物足りな|期待(?:外|はず)|長(?:い|かった|く[てな])|長すぎ|短(?:い|かった|すぎ)"
    r"|同じ(?:話|説明|内容|制度)|重複|かぶって|もっと(?:具体|詳し)|退屈|残念|休憩がな|時間が足りな",
}
_QUOTED = 5  # comments that stand under one figure


def contradictions(study: Study) -> Iterator[Contradiction]:
    """Yield good shares that may be told, each with the comments that speak against it."""
    for table in study.counted.tables:
        if table.by is not None:
            continue
        about = _about(table.question)
        found = _good(table) if about else None
        comments = _against(study, _HARD[about]) if found else ()
        if found is not None and comments:
            sentence = _("{figure}, and yet {number} comments say otherwise.")
            text = sentence.format(figure=found.text, number=len(comments))
            yield Contradiction(
                Statement(text, found.base, found.source, found.small), comments[:_QUOTED]
            )


def _about(question: Question) -> str:
    """Return what a question asks, "understood" or "pleased", or "" for anything else."""
    words = " ".join((question.label, *question.labels))
    if question.multiple or len(question.options) < 2:
        return ""
    if _UNDERSTOOD.search(words):
        return "understood"
    return "pleased" if _PLEASED.search(words) else ""


def _good(table: Table) -> Statement | None:
    """Return the best answer's share in words, None where it is not good, or hidden."""
    question = table.question
    options = options_of(table)
    if not options:
        return None
    scores = [option.score for option in question.options]
    plain = [at for at in options if not _DENIED.search(table.categories[at].label)]
    best = max(options, key=lambda at: scores[at]) if question.type == "scale" else None
    at = best if best is not None and best in plain else next(iter(plain), None)
    base = base_of(table)
    count = None if at is None else count_of(table, at)
    if at is None or not base or count is None or count < GOOD * base:
        return None
    sentence = _("{question}: “{option}” {share}% ({number} of {base})")
    text = sentence.format(
        question=question.label, option=table.categories[at].label,
        share=percent(count, base, table.decimals), number=count, base=base,
    )  # fmt: skip
    return Statement(text, base, question.label, base < SMALL)


def _against(study: Study, cues: str) -> tuple[str, ...]:
    themes = study.themes
    if themes is None:
        return ()
    names = study.codebook.survey.public_names
    return tuple(
        masked(comment.text, names)
        for comment, code, kind in zip(themes.comments, themes.codes, themes.kinds, strict=True)
        if code != NOWHERE and kind.value != "appreciation" and pattern(cues).search(comment.text)
    )
