"""What is wrong with texts: rules T001 to T005, P001 to P007. No message shows a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from outreach.codebook import Question
from outreach.intake.cells import Column
from outreach.intake.evidence import Evidence
from outreach.intake.findings import Finding, finding
from outreach.intake.personal.spans import (
    ADDRESS,
    INSURED,
    MAIL,
    MY_NUMBER,
    NAME,
    POSTAL_CODE,
    TELEPHONE,
    Personal,
)
from outreach.intake.privacy import find_personal
from outreach.intake.unreadable_text import mis_decoded
from outreach.messages import N_, _
from outreach.patterns import pattern
from outreach.spelling import squeeze

Fault = tuple[str, str, str]  # rule, message, suggestion

_CONTROL = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_HIDING = pattern(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
_FORMULA = pattern(
    r"[=＝](?=.*[\w(\"'])|[@＠][A-Za-z_]|[\t\r]"  # a name, then only what formulas are made of:
    r"|[+＋\-－] *(?:[^\W\d]|[(\"'])[\w\s.?\\$!':;,\"(){}+\-*/^&<>=%|#@\[\]]*$"
    r"|[+\-] *[\d.,]+%? *[+*^&=<>(|!][^。、]*$|[+\-] *[\d.,]+%? *[-/] *(?:[A-Za-z_]\w*[(!]|[\"'(])",
    re.DOTALL,
)
_BEGINS_A_FORMULA = tuple("=＝@＠+＋-－\t\r")
_DAMAGED = pattern(f"{_CONTROL.pattern}|{_HIDING.pattern}|\ufffd")
_DAMAGE: Mapping[str, tuple[str, str]] = {
    "T001": (
        N_("An answer to “{label}” holds the control character {sign} ({place})."),
        N_("Delete it; it shows nothing."),
    ),
    "T002": (
        N_("An answer to “{label}” holds the hidden character {sign} ({place})."),
        N_("Delete it; it hides or turns round what stands there."),
    ),
    "T003": (
        N_("An answer to “{label}” holds {sign}, where a character was lost ({place})."),
        N_("Look at the form, and write the text anew."),
    ),
}
_MASKED = N_("Take it out, or give the results on with --mask only.")
_PEOPLE: Mapping[str, tuple[str, str, str]] = {
    TELEPHONE: (
        "P001",
        N_("The text of “{label}” holds a telephone number ({place})."),
        N_("The text of “{label}” may hold a telephone number ({place})."),
    ),
    MAIL: (
        "P002",
        N_("The text of “{label}” holds a mail address ({place})."),
        N_("The text of “{label}” may hold a mail address ({place})."),
    ),
    POSTAL_CODE: (
        "P003",
        N_("The text of “{label}” holds a postal code ({place})."),
        N_("The text of “{label}” may hold a postal code ({place})."),
    ),
    ADDRESS: (
        "P004",
        N_("The text of “{label}” holds a street address ({place})."),
        N_("The text of “{label}” may hold a street address ({place})."),
    ),
    MY_NUMBER: (
        "P005",
        N_("The text of “{label}” holds a My Number ({place})."),
        N_("The text of “{label}” may hold a My Number ({place})."),
    ),
    INSURED: (
        "P006",
        N_("The text of “{label}” holds an insured person's number ({place})."),
        N_("The text of “{label}” may hold an insured person's number ({place})."),
    ),
    NAME: (
        "P007",
        N_("The text of “{label}” names a person ({place})."),
        N_("The text of “{label}” may name a person ({place})."),
    ),
}


def check_texts(evidence: Evidence, question: Question, column: Column) -> Iterator[Finding]:
    """Yield what is wrong with the texts of a question's column, each rule once a cell.

    Damage (T001 to T004) is looked for in every answer; formulas and personal data
    only where people write freely.
    """
    public = evidence.codebook.survey.public_names
    free = question.type == "text" or bool(question.other)
    faults = [_faults(value, question, public, free=free) for value in column.values]
    running = evidence.respondents.running
    for index in column.where([bool(found) for found in faults]).tolist():
        if index in evidence.unusable:
            continue
        place, respondent = evidence.sheet.place(index, column), evidence.respondents[index]
        for rule, message, way in faults[int(column.codes[index])]:
            yield finding(rule, place, message, way, respondent, column[index], running=running)


def _faults(
    value: str, question: Question, public_names: Sequence[str], *, free: bool
) -> Sequence[Fault]:
    """Return what is wrong with one distinct value; most are done with after a few looks."""
    if mis_decoded(value):  # of its signs nothing else is worth telling
        text = _("An answer to “{label}” was read in the wrong encoding once already.")
        way = _("Export the answers again, as “CSV UTF-8”; this text cannot be used.")
        return (("T004", text.format(label=question.label), way),)
    damaged = _DAMAGED.search(value)
    personal = find_personal(value, public_names) if free else ()
    formula = free and value[:1] in _BEGINS_A_FORMULA and is_formula(value)
    if not (damaged or personal or formula):
        return ()
    found = list(_damage(value, question)) if damaged else []
    found += _formula(question) if formula else ()
    return (*found, *_people(value, question, personal))


def _damage(value: str, question: Question) -> Iterator[Fault]:
    """Yield T001 to T003."""
    places: Mapping[str, list[int]] = {
        "T001": [found.start() for found in _CONTROL.finditer(value)],
        "T002": _hiding(value),
        "T003": [at for at, sign in enumerate(value) if sign == "\ufffd"],
    }
    for rule, (text, way) in _DAMAGE.items():
        if found := places[rule]:
            words = {"label": question.label, "sign": _name(value[found[0]]), "place": _at(found)}
            yield rule, _(text).format(**words), _(way)


def _formula(question: Question) -> Iterator[Fault]:
    """Yield T005 for what Excel takes for a formula when it opens the file."""
    text = _("The text of “{label}” begins as a formula does; Excel would not show it.")
    way = _("Write ' before it, or another sign in the place of the first.")
    yield "T005", text.format(label=question.label), way


def _people(value: str, question: Question, found: Sequence[Personal]) -> Iterator[Fault]:
    """Yield P001 to P007, each once; what an option says itself is nobody's."""
    by_kind: dict[str, list[Personal]] = {}
    for personal in found:
        if not _said_by_option(value[personal.start : personal.end], question):
            by_kind.setdefault(personal.kind, []).append(personal)
    for kind, (rule, sure, unsure) in _PEOPLE.items():
        if alike := by_kind.get(kind):
            text = sure if any(personal.sure for personal in alike) else unsure
            place = _at([personal.start for personal in alike])
            yield rule, _(text).format(label=question.label, place=place), _(_MASKED)


def is_formula(value: str) -> bool:
    r"""Return whether Excel takes a cell for a formula, signs in full width included.

    A number, a date, a telephone number or a sentence with 、 or 。 is none.

    >>> [is_formula(text) for text in ("=1+1", "＝cmd|' /C calc'!A0", "-特になし", "@SUM(1)")]
    [True, True, True, True]
    >>> [is_formula(text) for text in ("-5", "+81-90-0000-0000", "- 良い。", "'=1", "==", "-3年前")]
    [False, False, False, False, False, False]
    """
    return _FORMULA.match(value) is not None


def _said_by_option(text: str, question: Question) -> bool:
    squeezed = squeeze(text)
    return any(
        squeezed in squeeze(name)
        for option in question.options
        for name in (option.label, *option.aliases)
    )


def _hiding(text: str) -> list[int]:
    """Return where signs hide or turn text; joiners and selectors at their work do neither.

    >>> _hiding("\U0001f468\u200d\u2695\ufe0f 葛\U000e0100城"), _hiding("山\u200b田\u202e")
    ([], [1, 3])
    """
    return [found.start() for found in _HIDING.finditer(text) if not _at_work(text, found.start())]


def _at_work(text: str, at: int) -> bool:
    """Return whether the sign belongs to a picture, to a form of a kanji or to an Indic letter."""
    sign, before, after = text[at], text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef":
        return bool(before) and not before.isspace() and not _HIDING.match(before)
    if sign in "\u200c\u200d" and "\u0600" <= before <= "\u109f":
        return True  # Arabic and Indic letters are joined so
    if sign == "\u200d":
        return _is_picture(before) and _is_picture(after)
    if "\U000e0020" <= sign <= "\U000e007f":  # the flag of a part of a country
        return "\U0001f3f4" in text[:at]
    return False


def _is_picture(sign: str) -> bool:
    if not sign:
        return False
    return sign == "\ufe0f" or unicodedata.category(sign) in ("So", "Sk")


def _name(sign: str) -> str:
    r"""Return a sign as a message names it.

    >>> _name("\x07"), _name("\u200b")
    ('U+0007', 'U+200B ZERO WIDTH SPACE')
    """
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".strip()


def _at(places: list[int]) -> str:
    """Return the first place, counted from 1, and how many more there are."""
    first = _("character {number}").format(number=places[0] + 1)
    if len(places) == 1:
        return first
    return _("{first}, and {more} more").format(first=first, more=len(places) - 1)
