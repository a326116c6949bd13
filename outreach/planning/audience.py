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
from outreach.planning.wording import joined
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


def parted(study: Study, places: Sequence[int]) -> dict[Audience, Part]:
    """Return these comments parted by whom what they ask is for: the public, professionals.

    Words of residents or professionals in a comment decide; where there are
    none, what its writer answered of where they work, unless small numbers are
    hidden, which that could tell; else the kind of event.
    """
    lecture = is_lecture(study)
    judged = {place: _judged(study, place, lecture=lecture) for place in places}
    found: dict[Audience, Part] = {}
    for audience in _KINDS:
        mine = tuple(place for place in places if judged[place][0] == audience)
        if mine:
            ways = {
                way: [place for place in mine if judged[place][1] == way]
                for way in ("words", "answers", "event")
            }
            reasons = (_reason(study, audience, way, own) for way, own in ways.items() if own)
            found[audience] = Part(mine, joined(reasons))
    return found


def _judged(study: Study, place: int, *, lecture: bool) -> tuple[Audience, str]:
    """Return for whom a comment is, and by what: its words, its writer's answers, the event."""
    themes = study.themes
    assert themes is not None
    comment = themes.comments[place]
    said = [kind for kind, name in _KINDS.items() if said_in(comment.text, read_cues()[name])]
    if len(said) == 1:
        return said[0], "words"
    if study.below <= 1 and works(study, comment.row):
        return "professionals", "answers"
    return ("public" if lecture else "professionals"), "event"


def _reason(study: Study, audience: Audience, way: str, places: Sequence[int]) -> str:
    if way == "words":
        return _words_reason(study, audience, places)
    if way == "answers":
        told = _("Their writers answered that they work in care (comments: {number}).")
    elif is_lecture(study):
        told = _("They were written at an event for the public (comments: {number}).")
    else:
        told = _("They were written at a workshop of professionals (comments: {number}).")
    return told.format(number=len(places))


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


def is_lecture(study: Study) -> bool:
    """Return whether an event was for the public: it is called so, or asks for no profession."""
    survey = study.codebook.survey
    for name in (survey.kind, survey.title):
        if said_in(name, _WORKSHOPS):
            return False
        if said_in(name, _LECTURES):
            return True
    return not study.codebook.by_role("profession")
