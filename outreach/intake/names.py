"""What a header means: a question, one of its options, or the free text beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from outreach.codebook import Codebook, Question
from outreach.intake.header_words import (
    is_specification,
    question_of_specification,
    undecorated,
    without_number,
)
from outreach.intake.services import BELOW, HEADINGS
from outreach.patterns import pattern
from outreach.spelling import code_key, squeeze

RESPONDENT = "respondent"  # the column of identifiers in what `normalise` writes
OTHER = "_other"  # behind a question's name: free text beside its options

_CODE = pattern(r"[a-z]\w*(?:\[\w+\])?[.:](?=\D)", re.ASCII)  # LimeSurvey: code. question


@dataclass(frozen=True, slots=True)
class Meaning:
    """`part` is "" for the question's answer, OTHER for free text, or an option's position."""

    key: str
    part: str | int = ""


class Names:
    """The headers that a codebook's questions answer to, whatever service wrote them.

    >>> from outreach.codebook import Option, Survey
    >>> asked = Question("way", "multiple", "どこで", options=(Option("1", "市報"),))
    >>> names = Names(Codebook(Survey(), (asked,)))
    >>> names.meaning("どこで［市報］"), names.meaning("WAY___1"), names.meaning("Q3. どこで *")
    (Meaning(key='way', part=0), Meaning(key='way', part=0), Meaning(key='way', part=''))
    """

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self.ignored = frozenset(map(squeeze, codebook.survey.ignore_columns))
        self._named: dict[str, Meaning] = {squeeze(RESPONDENT): Meaning(RESPONDENT)}
        for question in codebook.questions:
            key = RESPONDENT if question.type == "id" else question.key
            for name in map(squeeze, question.names):
                self._named[name] = Meaning(key)
                if question.other:
                    self._named[name + OTHER] = Meaning(key, OTHER)
        self._known: dict[str, Meaning | None] = {}

    def meaning(self, header: str) -> Meaning | None:
        """Return what the header means, or None."""
        name = squeeze(header)
        if name not in self._known:
            self._known[name] = self._find(name)
        return self._known[name]

    def below(self, top: str, header: str) -> Meaning | None:
        """Return what a header in the row below `top` means, or None.

        >>> from outreach.codebook import Option, Survey
        >>> asked = Question("way", "multiple", "どこで", options=(Option("1", "市報"),))
        >>> names = Names(Codebook(Survey(), (asked,)))
        >>> names.below("どこで", "市報").part, names.below("どこで", "Response").part
        (0, '')
        """
        name = squeeze(header)
        found = self.meaning(top)
        if not name or name in BELOW or name == squeeze(top):
            return found
        if found is None or found.part:
            return self.meaning(header)
        return self.of_question(found.key, name) or self.meaning(header)

    def is_word_below(self, header: str) -> bool:
        """Return whether a service writes this below a question that has one column."""
        return squeeze(header) in BELOW

    def of_question(self, key: str, name: str) -> Meaning | None:
        """Return what a squeezed name means below the question's own: an option, free text."""
        question = self._asked.get(key)
        if question is None:
            return None
        at = self._position(key, name) if question.closed else None
        if at is not None:
            return Meaning(key, at)
        return Meaning(key, OTHER) if question.other and is_specification(name) else None

    def lists_options(self, top: str, below: Sequence[str]) -> bool:
        """Return whether texts below a question's header are its options: each once, all but one.

        Nobody's answers are, so that the row is a header's, whatever else stands in it.
        """
        asked = self.meaning(top)
        question = self._asked.get(asked.key) if asked and asked.part == "" else None
        if question is None or not question.closed or len(below) < 2:
            return False
        names = [squeeze(text) for text in below]
        places = [self._position(question.key, name) for name in names]
        free = question.other and is_specification(names[-1])
        found = places[:-1] if free and places[-1] is None else places
        return None not in found and len(set(found)) == len(found) >= len(question.options) - 1

    def _position(self, key: str, name: str) -> int | None:
        options = self._options[key]
        spellings = (name, undecorated(name), code_key(name.replace("_", "-", 1)))
        return next((options[one] for one in spellings if one in options), None)

    def options_named(self, header: str) -> Iterator[Meaning]:
        """Yield the multiple questions' options that the header by itself may mean."""
        name = squeeze(header)
        for key, options in self._options.items():
            at = options.get(name) if self._asked[key].multiple else None
            if at is not None and not name.isdecimal():
                yield Meaning(key, at)

    def has_several(self, key: str) -> bool:
        """Return whether the question of that key takes several answers."""
        return key in self._asked and self._asked[key].multiple

    def question(self, key: str) -> Question | None:
        """Return the question of that key, None for the respondents' column."""
        return self._asked.get(key)

    @cached_property
    def _asked(self) -> Mapping[str, Question]:
        return {question.key: question for question in self.codebook.questions}

    @cached_property
    def _options(self) -> Mapping[str, Mapping[str, int]]:
        """By question with options: its options, aliases and codes, squeezed."""
        return {
            question.key: {
                name: at
                for at, option in enumerate(question.options)
                for name in _spellings(
                    option.code if question.multiple else "", option.label, *option.aliases
                )
            }
            for question in self.codebook.questions
            if question.closed
        }

    @cached_property
    def _bare(self) -> Mapping[str, Meaning | None]:
        """The names without numbering and ornament; None where two questions share one."""
        bare: dict[str, Meaning | None] = {}
        for name, meaning in self._named.items():
            stripped = undecorated(name)
            bare[stripped] = meaning if bare.get(stripped, meaning) == meaning else None
        return bare

    def _find(self, name: str) -> Meaning | None:
        if not name or name in self.ignored:
            return None
        found = self._plain(name)
        if found:
            return found
        for question, option in _taken_apart(name):
            asked = self._plain(question)
            if asked and asked.part == "" and (part := self.of_question(asked.key, option)):
                return part
        code = _CODE.match(name)
        return self._beside(name) or (self._find(name[code.end() :]) if code else None)

    def _plain(self, name: str) -> Meaning | None:
        found = self._named.get(name) or self._bare.get(undecorated(name))
        return found or self._bare.get(undecorated(without_number(name)))

    def _beside(self, name: str) -> Meaning | None:
        """Return the meaning of どこで知ったか（その他の内容）, or None."""
        beside = question_of_specification(name)
        asked = self._plain(beside) if beside else None
        question = self._asked.get(asked.key) if asked and asked.part == "" else None
        return Meaning(question.key, OTHER) if question and question.other else None


def _spellings(*names: str) -> Iterable[str]:
    return (squeeze(name) for name in names if squeeze(name))


def _taken_apart(name: str) -> Iterator[tuple[str, str]]:
    """Yield question and option of a header, in each way that a service may have joined them."""
    for form in _all_forms():
        if found := form.fullmatch(name):
            yield found["question"], found["option"]


def _forms(heading: str) -> Iterator[re.Pattern[str]]:
    """Yield a pattern that parts at the first sign between the two, and one at the last."""
    shape = re.escape(squeeze(heading)).replace(r"\{", "{").replace(r"\}", "}")
    for question in ("(?P<question>.+?)", "(?P<question>.+)"):
        yield re.compile(shape.format(question=question, option="(?P<option>.+)"))


@cache
def _all_forms() -> tuple[re.Pattern[str], ...]:
    return tuple(form for heading in HEADINGS for form in _forms(heading))
