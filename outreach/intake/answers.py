"""One raw answer → the options, the number, the day or the text that it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from outreach.codebook import Question, Survey
from outreach.intake.addresses import read_town
from outreach.intake.ages import band_of, read_ages
from outreach.intake.answer import Answer
from outreach.intake.damage import damage, is_date_of_excel
from outreach.intake.services import STANDS_FOR_OTHER, TICKED, UNTICKED
from outreach.intake.splitting import Split, Splitter
from outreach.intake.values import read_value
from outreach.patterns import pattern
from outreach.spelling import code_key, composed, nearest, plain, squeeze, uncircle, unprotected

_BETWEEN = pattern(r"[\s,，、/／・]+")
_NOTHING_SAID = pattern(  # a code that is no code, a stroke, or the word for none
    r"[\d\W_ー〇◯]+|(?:特に)?(?:なし|無し|無|ない|ありません|わかりません|わからない|分からない|不明)"
    r"|[無未](?:回答|記入)|(?:記入|記載|回答|該当)(?:なし|無し)|空[欄白]|判読不[能可]|読めない|#?n/?a|nan|null|none|同上"
)
_LOOKED_AT = frozenset("#=＃Ee'")  # what a free text with an error or a ' before it begins with
_LIKENESS_OF_A_SLIP = 0.65  # free text that is this like an option was probably meant as it
_REMARK = pattern(r"\[([^\]]+)\]")  # [option]…: a remark or an unreadable mark, normalised


class AnswerReader:
    """Reads the answers to one question; a spelling that comes again is looked up.

    >>> from outreach.codebook import Option
    >>> age = Question("age", "single", "年齢", "age", options=(Option("1", "70歳代"),))
    >>> reader = AnswerReader(age, Survey())
    >>> reader.read("７６才").chosen, reader.read("").blank, reader.read("六九").fault
    ((0,), True, 'V001')
    """

    _REMEMBERED = 200_000

    def __init__(self, question: Question, survey: Survey) -> None:
        self.question = question
        self.survey = survey
        self._free = question.type in ("text", "id")
        self._read = self._reading()
        self._known: dict[str, Answer] = {}
        self._missing = frozenset(map(squeeze, question.missing))
        self._marks = TICKED | set(map(code_key, question.marks))
        self._names: dict[str, int] = {}
        self._codes: dict[str, int] = {}
        for position, option in enumerate(question.options):
            for name in (option.label, *option.aliases):
                self._names[squeeze(name)] = position
            if option.code:
                self._codes[code_key(option.code)] = position
        by_age = question.role == "age"
        self._bands = [read_ages(label) if by_age else None for label in question.labels]
        names = self._codes | self._names if question.closed else {}
        self._splitter = Splitter(names)
        self._exclusive = {self._position(label) for label in question.exclusive}

    def read(self, raw: str) -> Answer:
        """Return what the raw answer says."""
        if self._free and raw[:1] not in _LOOKED_AT:
            return self._read_free(raw)
        answer = self._known.get(raw)
        if answer is None:
            text = unprotected(raw.strip())
            answer = self._damaged(text) or self._read_text(text)
            if not self._free and len(self._known) < self._REMEMBERED:
                self._known[raw] = answer
        return answer

    def _read_text(self, text: str) -> Answer:
        answer = self._read(uncircle(text) if self.question.closed else text)
        odd = answer.fault in ("V001", "V002", "V003") or (answer.text and self.question.closed)
        return Answer(fault="V009") if odd and is_date_of_excel(text) else answer

    def _damaged(self, raw: str) -> Answer | None:
        """Return the answer of a cell that a spreadsheet could not work out, else None."""
        free = self.question.type == "text"
        fault = damage(raw)
        if not fault or squeeze(raw) in self._missing or self.knows(raw):
            return None
        if free and fault == "V011":
            return None  # a comment may begin with =
        return Answer(text=raw.strip() if free else "", fault=fault)

    def read_mark(self, raw: str, position: int) -> Answer:
        """Return what a cell of a one-column-per-option file says of its option."""
        text = squeeze(raw)
        if code_key(raw) in self._marks:
            return Answer((position,))
        if not text or text in UNTICKED or text in self._missing:
            return Answer()
        if fault := damage(unprotected(raw.strip())):
            return Answer(fault=fault)
        if self._names.get(text) == position:
            return Answer((position,))
        if position == self._position(self.question.other):
            if self.says_nothing(raw):
                return Answer(fault="V001", near=self.question.marks[0])
            return Answer((position,), plain(raw))
        return Answer(fault="V001", near=self.question.marks[0])

    def _reading(self) -> Callable[[str], Answer]:
        return {
            "single": self._read_single,
            "scale": self._read_single,
            "multiple": self._read_multiple,
            "number": self._read_value,
            "weight": self._read_value,
            "date": self._read_value,
            "datetime": self._read_value,
        }.get(self.question.type, self._read_free)

    @staticmethod
    def _read_free(raw: str) -> Answer:
        return Answer(text=composed(raw.strip()))

    def _position(self, label: str) -> int | None:
        return self._names.get(squeeze(label)) if label else None

    def _option(self, text: str) -> int | None:
        """Return the option of an option's text, an alias or a code; text is squeezed."""
        for name in (text, code_key(text)):  # an option may be a number: 5.0 is 5
            if name in self._names:
                return self._names[name]
        return self._codes.get(code_key(text))

    def knows(self, raw: str) -> bool:
        """Return whether the text is an option, an alias or a code by itself."""
        return self._option(squeeze(raw)) is not None

    def excludes(self, chosen: Sequence[int]) -> bool:
        """Return whether an option that excludes all others is among several."""
        return len(chosen) > 1 and bool(self._exclusive.intersection(chosen))

    def speaks_freely(self, text: str) -> bool:
        """Return whether a text beside the options is no remark on one of them."""
        return not self._is_remark(plain(text))

    def says_nothing(self, text: str) -> bool:
        """Return whether free text is but a stroke, a number, or the word for none."""
        word = squeeze(text)
        return word in self._missing or _NOTHING_SAID.fullmatch(word) is not None

    def _is_blank(self, text: str) -> bool:
        return not text or (text in self._missing and text not in self._names)

    def _read_single(self, raw: str) -> Answer:
        text = squeeze(raw)
        if self._is_blank(text):
            return Answer()
        position = self._option(text)
        if position is None:
            position = self._by_role(raw)
        if position is None and text in STANDS_FOR_OTHER:
            position = self._position(self.question.other)
        if position is not None:
            return Answer((position,))
        split = self._splitter.split(plain(raw))
        if split.chosen and not split.free:
            return self._with_remark(split) if len(split.chosen) == 1 else Answer(fault="V002")
        if split.free and split.chosen == (self._position(self.question.other),):
            return self._beside(split.free)  # その他 薬剤師
        parts = {self._by_role(part) for part in _BETWEEN.split(raw)} if split.free else set()
        if len({*split.chosen, *parts} - {None}) > 1 or (split.chosen and self.question.other):
            return Answer(fault="V002")
        return self._beside(plain(raw))

    def _by_role(self, raw: str) -> int | None:
        if self.question.role == "age":
            ages = read_ages(raw, self.survey.date)
            return band_of(ages, self._bands) if ages else None
        if self.question.role == "district":
            outside = self._position(self.question.outside)
            return read_town(raw, self._names, self.survey.city, outside)
        return None

    def _beside(self, text: str) -> Answer:
        """Return what a text means that is none of the options."""
        other = self._position(self.question.other)
        if _NOTHING_SAID.fullmatch(squeeze(text)):
            labels = self.question.exclusive or ("",)
            return Answer(fault="V001", near=labels[0])
        likeness = 0.5 if other is None else _LIKENESS_OF_A_SLIP
        near = self._nearest(text, likeness) or self._mentioned(text)
        if other is None:
            return Answer(fault="V001", near=near)
        return Answer((other,), text, fault="V007" if near else "", near=near)

    def _nearest(self, text: str, likeness: float) -> str:
        """Return the label of the option that a text is most like, by label or alias, or "".

        A text that several options begin with, such as 吉祥寺, is like none of them.
        """
        begun = {at for name, at in self._names.items() if name.startswith(squeeze(text))}
        found = nearest(text, self._names, likeness) if len(begun) < 2 else ""
        return self.question.labels[self._names[found]] if found else ""

    def _mentioned(self, text: str) -> str:
        """Return the longest option that a text speaks of, or ""."""
        found = (label for label in self.question.labels if squeeze(label) in squeeze(text))
        return max(found, key=len, default="")

    def _read_multiple(self, raw: str) -> Answer:
        text = squeeze(raw)
        if self._is_blank(text):
            return Answer()
        position = self._option(text)
        if position is not None:
            return Answer((position,))
        parts = plain(raw).split("|")
        rest = [part for part in parts if not self._is_remark(part)]
        split = self._splitter.split("|".join(rest))
        if len(rest) < len(parts):
            alone = not self.excludes([*split.chosen, -1])
            return Answer(split.chosen if alone else (), fault="V001")
        if self.excludes([*split.chosen, -1] if split.free else split.chosen):
            return Answer(fault="V006")
        if not split.free or squeeze(split.free) in self._missing:
            return self._with_remark(split)
        beside = self._beside(split.free)
        text = " ".join(filter(None, (self._remarks(split), beside.text)))
        chosen = tuple(sorted({*split.chosen, *beside.chosen}))
        return Answer(chosen, text, fault=beside.fault, near=beside.near)

    def _is_remark(self, text: str) -> bool:
        """Return whether a text is what `normalise` writes of a remark, or an unreadable mark."""
        found = _REMARK.match(text)
        return found is not None and squeeze(found[1]) in self._names

    def _remarks(self, split: Split) -> str:
        """Return the remarks as text, each with its option but for その他, which asks for one."""
        other = self._position(self.question.other)
        labels = self.question.labels
        return " ".join(
            said if at == other else f"[{labels[at]}]{said}" for at, said in split.remarks
        )

    def _with_remark(self, split: Split) -> Answer:
        """Return the options with the remark, which only a question with その他 has a place for."""
        lost = split.remarks and not self.question.other
        return Answer(split.chosen, self._remarks(split), fault="V008" if lost else "")

    def _read_value(self, raw: str) -> Answer:
        if self._is_blank(squeeze(raw)):
            return Answer()
        return read_value(self.question, raw, self.survey.timezone)
