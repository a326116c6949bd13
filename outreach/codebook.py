"""What was asked: a codebook holds questions, a question holds options."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from outreach.errors import UnknownQuestion
from outreach.messages import _
from outreach.spelling import nearest

TYPES = ("id", "single", "multiple", "scale", "number", "date", "datetime", "text", "weight")
CLOSED = ("single", "scale", "multiple")
ROLES = ("age", "district", "channel", "comment", "profession")
BREAKS = ("age", "district", "channel")
MARKS = ("○", "〇", "◯", "1", "レ", "✓")
TOTALS = ("合計", "小計", "総計", "総合計", "累計", "計", "平均", "人数", "件数", "構成比", "割合")
NO_ANSWER = "無回答"
UNREADABLE = "不明"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that may be chosen; `score` is its value in a mean."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Net:
    """Several options counted as one: whoever chose any of them, once."""

    label: str
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Applies:
    """Whom a question is put to: who chose one of these options of another question."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the form, with everything that reading its answers takes.

    `other`, `exclusive` and `outside` are labels of options; `missing` are
    answers that count as none; `decimals` is None where the survey decides;
    `minimum` and `maximum` are what a number may be at the least and at the most;
    `applies` is None where everybody is asked; questions with the same `grid`
    and the same options are shown as one table.
    """

    key: str
    type: str
    label: str
    role: str = ""
    headers: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    nets: tuple[Net, ...] = ()
    other: str = ""
    exclusive: tuple[str, ...] = ()
    outside: str = ""
    marks: tuple[str, ...] = MARKS
    missing: tuple[str, ...] = ()
    required: bool = False
    optional: bool = False
    decimals: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    applies: Applies | None = None
    grid: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """The options' labels in the order of the questionnaire."""
        return tuple(option.label for option in self.options)

    @property
    def names(self) -> tuple[str, ...]:
        """Every header that means this question: its key, its label, its other headers."""
        return tuple(dict.fromkeys((self.key, self.label, *self.headers)))

    @property
    def multiple(self) -> bool:
        """Whether a respondent may choose several options."""
        return self.type == "multiple"

    @property
    def closed(self) -> bool:
        """Whether its answers are options, so that a table can be made of them."""
        return self.type in CLOSED


@dataclass(frozen=True, slots=True)
class Margin:
    """What the answers to one question are weighted to: options or nets, and their targets.

    Targets are people or percentages: only their proportions count.
    """

    question: str
    targets: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Published:
    """A printed table, with what it is held to.

    `question` is the key of the question that it is of, or "". `sums`,
    `percents`, `changes` and `links` are statements about names of its rows and
    columns ("ケース数 = 相談内容"), `ignore` names that are not looked at;
    `column` holds the people who answered; `several` says that a person may be
    in several rows; `year` is that of dates without one.
    """

    key: str
    question: str
    path: Path
    title: str = ""
    column: str = ""
    several: bool = False
    decimals: int | None = None
    year: str = ""
    sums: tuple[str, ...] = ()
    percents: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True)
class Survey:
    """One event and how its questionnaire is handled as a whole."""

    title: str = ""
    date: datetime.date | None = None
    kind: str = ""
    place: str = ""
    responses: tuple[str, ...] = ()
    city: str = ""
    timezone: str = "Asia/Tokyo"
    synthetic: bool = False
    missing: tuple[str, ...] = (NO_ANSWER,)
    ignore_columns: tuple[str, ...] = ()
    total_rows: tuple[str, ...] = TOTALS
    decimals: int = 1
    suppress_below: int = 5
    public_names: tuple[str, ...] = ()
    people: Mapping[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Codebook:
    """A survey's questions, in the order of the questionnaire."""

    survey: Survey
    questions: tuple[Question, ...]
    published: tuple[Published, ...] = ()
    path: Path = Path("codebook.toml")
    weights: tuple[Margin, ...] = ()

    @property
    def folder(self) -> Path:
        """The survey's folder."""
        return self.path.parent

    @property
    def name(self) -> str:
        """The survey's name in tidy output: its folder's."""
        return self.path.resolve().parent.name

    @property
    def respondent(self) -> Question | None:
        """The question that tells the respondents apart, if the form has one."""
        return next((question for question in self.questions if question.type == "id"), None)

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each question on the printed form, by key, in order.

        What nobody is asked there has none: ids, weights, and questions that are optional.
        """
        apart = ("id", "weight")
        asked = [each for each in self.questions if each.type not in apart and not each.optional]
        return {question.key: number for number, question in enumerate(asked, 1)}

    def question(self, key: str) -> Question:
        """Return the question of that key, label or header.

        Raises UnknownQuestion with the nearest key.
        """
        for question in self.questions:
            if key in question.names:
                return question
        keys = [question.key for question in self.questions]
        near = nearest(key, keys)
        hint = _("Did you mean {near}?").format(near=near) if near else ""
        known = _("The questions are: {keys}.").format(keys=", ".join(keys))
        raise UnknownQuestion(
            _("There is no question “{key}”.").format(key=key), remedy=f"{hint} {known}".strip()
        )

    def by_role(self, role: str) -> tuple[Question, ...]:
        """Return the questions that have the role, such as "age" or "comment"."""
        return tuple(question for question in self.questions if question.role == role)

    def decimals(self, question: Question) -> int:
        """Return how many decimals the question's percentages are shown with."""
        return self.survey.decimals if question.decimals is None else question.decimals
