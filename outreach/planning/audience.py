"""Who writes: residents, whom a lecture is for, or professionals, whom a training is for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from outreach.codebook import Question
from outreach.intake.responses import chosen_positions
from outreach.messages import _
from outreach.planning.plan import Audience
from outreach.planning.word_tables import read_cues, said_in
from outreach.studies import Study

_WORKSHOPS = ("workshop", "training", "研修", "勉強会", "事例検討", "連絡会")
_LECTURES = ("lecture", "講演", "講座", "市民", "つどい", "説明会")
_KINDS: dict[Audience, str] = {"public": "住民", "professionals": "専門職"}
_ROLES = ("profession", "district", "channel")


@dataclass(frozen=True, slots=True)
class Part:
    """Comments that are for the same people, and why that is thought, in words."""

    places: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Judged:
    """For whom something is, and why that is thought, in words."""

    audience: Audience
    reason: str


def parted(study: Study, places: Sequence[int]) -> dict[Audience, Part]:
    """Return these comments parted by whom what they ask is for: the public, professionals.

    Words of residents or professionals in a comment decide. Where none is, it is
    what the writers of all these comments answered of where they work, if that
    may be told (where small numbers are hidden, not of fewer people than may be
    shown); else the kind of event.
    """
    others = _by_answers(study, places) or _by_event(study)
    found: dict[Audience, Part] = {}
    for audience in ("public", "professionals"):
        own = [place for place in places if spoken(study, place) == audience]
        silent = [place for place in places if not spoken(study, place)]
        silent = silent if others.audience == audience else []
        reasons = [_words_reason(study, audience, own)] if own else []
        reasons += [others.reason] if silent and others.reason not in reasons else []
        if own or silent:
            mine = tuple(place for place in places if place in {*own, *silent})
            found[audience] = Part(mine, " ".join(reasons))
    return found


def spoken(study: Study, place: int) -> Audience:
    """Return for whom a comment's words say that it is, "" where they do not."""
    themes = study.themes
    assert themes is not None
    text = themes.comments[place].text
    found = [bool(said_in(text, read_cues()[kind])) for kind in _KINDS.values()]
    if found[0] == found[1]:
        return ""
    return "public" if found[0] else "professionals"


def _by_answers(study: Study, places: Sequence[int]) -> Judged | None:
    """Return what the writers' answers say, None where they do not, or it may not be told."""
    themes = study.themes
    assert themes is not None
    rows = sorted({themes.comments[place].row for place in places})
    working = sum(works(study, row) for row in rows)
    parts = (working, len(rows) - working)
    asked = any(question.closed for role in _ROLES for question in study.codebook.by_role(role))
    if not asked or not rows or any(0 < part < study.below for part in parts):
        return None
    if 2 * working > len(rows):
        told = _("{number} of {people} who wrote this answered that they work in care.")
        return Judged("professionals", told.format(number=working, people=len(rows)))
    return None  # whoever lives in a town may work in care: words may say it yet


def works(study: Study, row: int) -> bool:
    """Return whether a respondent's answers say that they work in care.

    Any answer to a question on the profession does, and options such as
    事業所(市内) of the district, 事業所へのお知らせ of the channel.
    """
    cues = read_cues()["専門職の選択肢"]
    for role in _ROLES:
        for question in study.codebook.by_role(role):
            labels = _answers(study, question, row)
            if role == "profession" and any(not _is_public(label) for label in labels):
                return True
            if role != "profession" and any(said_in(label, cues) for label in labels):
                return True
    return False


def _is_public(label: str) -> bool:
    return bool(said_in(label, ("一般", "市民", "住民", "家族", "無職", "その他", "本人")))


def _answers(study: Study, question: Question, row: int) -> list[str]:
    codes = study.answers.codes.get(question.key)
    if not question.closed or codes is None:
        return []
    code = int(codes[row])
    chosen = chosen_positions(question, code) if question.multiple else [code]
    return [question.labels[at] for at in chosen if 0 <= at < len(question.options)]


def _words_reason(study: Study, audience: Audience, places: Sequence[int]) -> str:
    themes, counts = study.themes, Counter[str]()
    assert themes is not None
    for place in places:
        counts.update(said_in(themes.comments[place].text, read_cues()[_KINDS[audience]]))
    shown = _(", ").join(f"「{word}」" for word, _number in counts.most_common(3))
    told = (
        _("Words of residents: {words} (comments: {number}).")
        if audience == "public"
        else _("Words of professionals: {words} (comments: {number}).")
    )
    return told.format(words=shown, number=len(places))


def _by_event(study: Study) -> Judged:
    if is_lecture(study):
        return Judged("public", _("They were written at an event for the public."))
    return Judged("professionals", _("They were written at a workshop of professionals."))


def is_lecture(study: Study) -> bool:
    """Return whether an event was for the public: it is called so, or asks for no profession."""
    survey = study.codebook.survey
    for name in (survey.kind, survey.title):
        if said_in(name, _WORKSHOPS):
            return False
        if said_in(name, _LECTURES):
            return True
    return not study.codebook.by_role("profession")
