"""What a file or a screen will show, before any format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from outreach.codebook import Codebook
from outreach.messages import _
from outreach.tables.rounding import percent
from outreach.tables.table import SMALL, Share, Table

SYNTHETIC = "合成データ"


@dataclass(frozen=True, slots=True)
class ResponseRate:
    """How many answered of how many, under the name that the codebook gives the denominator."""

    label: str
    responses: int
    people: int

    @property
    def percent(self) -> str:
        """The rate in percent with one decimal, "" when there were no people."""
        return percent(self.responses, self.people, 1)

    @property
    def exact(self) -> float | None:
        """The rate in percent with full precision, None when there were no people."""
        return 100 * self.responses / self.people if self.people else None

    def __str__(self) -> str:
        line = _("Response rate: {percent}% ({responses} of {people}: {label})")
        words = {"responses": self.responses, "people": self.people, "label": self.label}
        return line.format(percent=self.percent or "-", **words)


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A numbered table as it is shown: which share, with how many decimals."""

    number: int
    table: Table
    share: Share

    @property
    def decimals(self) -> int:
        """How many decimals percentages are shown with."""
        return self.table.decimals

    @property
    def title(self) -> str:
        """The caption: number, question and break."""
        name = _("Table {number}").format(number=self.number)
        by = self.table.by
        title = f"{name} {self.table.question.label}"
        return title if by is None else f"{title} × {by.label}"

    @property
    def group_labels(self) -> tuple[str, ...]:
        """The names of the groups."""
        return tuple(group.label for group in self.table.groups)

    def row_label(self, category: int) -> str:
        """Return the name of a category as a simple table shows it, a net marked as such."""
        shown = self.table.categories[category]
        return _("(net) {label}").format(label=shown.label) if shown.kind == "net" else shown.label

    def cell(self, group: int, category: int) -> tuple[int | float, str]:
        """Return a cell's people, and its percentage as it is printed, "" on a base of nobody.

        Group −1 is everybody.
        """
        table = self.table
        if group < 0:
            counts, bases = table.total_counts, table.total_bases
            bases = counts if self.share == "column" and table.by else bases
            group = 0
        else:
            counts, bases = table.counts, table.bases_of(self.share)
        count, of = counts[group, category].item(), bases[group, category].item()
        return count, percent(count, of, self.decimals)

    def people(self, group: int) -> int | float:
        """Return how many people are in the group; group −1 is everybody."""
        people: int | float = self.everybody if group < 0 else self.table.bases[group, 0].item()
        return people

    def is_small(self, people: float, group: int, *, is_base: bool) -> bool:
        """Return whether percentages rest on this number of people, and it is under 30.

        With share "row" they rest on each group's n, with "column" on all who
        gave an answer, with "total" on everybody.
        """
        whole = group < 0
        rests = {"row": is_base, "column": whole and not is_base, "total": whole and is_base}
        return rests[self.share] and people < SMALL

    def marked(self, people: float, group: int, *, is_base: bool) -> str:
        """Return a number of people as it is shown, with * where it is a small base."""
        star = "*" if self.is_small(people, group, is_base=is_base) else ""
        return number(people) + star

    @property
    def total_label(self) -> str:
        """What the last row of a simple table is called."""
        return _("People") if self.table.question.multiple else _("Total")

    @property
    def whole(self) -> str:
        """The total's percentage, as it is printed: of one answer, everybody gave one."""
        if self.table.question.multiple:
            return ""
        return percent(self.everybody, self.everybody, self.decimals)

    @property
    def everybody(self) -> int | float:
        """How many people the whole table is of."""
        people: int | float = self.table.total_bases[0, 0].item()
        return people


@dataclass(frozen=True)
class Report:
    """A survey's title, response rates, tables and footnotes, in the order they are shown in."""

    title: str
    survey: str
    subtitle: str
    synthetic: bool
    respondents: int
    rates: tuple[ResponseRate, ...]
    exhibits: tuple[Exhibit, ...]
    notes: tuple[str, ...]

    @property
    def mark(self) -> str:
        """The line that says that the answers are made up, or ""."""
        sentence = _("{mark}: answers made up to fit published totals.")
        return sentence.format(mark=SYNTHETIC) if self.synthetic else ""

    @property
    def returned(self) -> tuple[str, ...]:
        """How many forms came back, and the response rate on every denominator."""
        forms = _("Forms returned: {number}").format(number=self.respondents)
        return (forms, *map(str, self.rates))


def number(count: float) -> str:
    """Return a number of people: whole, or with one decimal where it is weighted.

    >>> number(1234), number(2.5)
    ('1,234', '2.5')
    """
    return f"{count:,}" if isinstance(count, int) else f"{count:,.1f}"


def build_report(
    codebook: Codebook,
    tables: Sequence[Table],
    share: Share = "row",
    respondents: int | None = None,
) -> Report:
    """Return the Report of a survey's tables, which are numbered in their order.

    `respondents` is how many returned the form, where no table says it.
    """
    survey = codebook.survey
    exhibits = tuple(Exhibit(number, table, share) for number, table in enumerate(tables, 1))
    if respondents is None:
        respondents = tables[0].respondents if tables else 0
    when = survey.date.isoformat() if survey.date else ""
    return Report(
        title=survey.title or codebook.name,
        survey=codebook.name,
        subtitle=" ".join(part for part in (when, survey.place) if part),
        synthetic=survey.synthetic,
        respondents=respondents,
        rates=tuple(
            ResponseRate(label, respondents, people) for label, people in survey.people.items()
        ),
        exhibits=exhibits,
        notes=(*_notes(exhibits), *_left_out(codebook, exhibits)),
    )


def _left_out(codebook: Codebook, exhibits: Sequence[Exhibit]) -> list[str]:
    """Return a footnote on the questions that have no table, where all others have one."""
    shown = {exhibit.table.question.key for exhibit in exhibits}
    asked = [question for question in codebook.questions if question.type != "id"]
    without = [question for question in asked if not question.closed]
    if not without or any(question.closed and question.key not in shown for question in asked):
        return []
    labels = " / ".join(question.label for question in without)
    return [_("Questions without options are in no table: {labels}").format(labels=labels)]


def _notes(exhibits: Sequence[Exhibit]) -> list[str]:
    """Return the footnotes that apply to these tables."""
    if not exhibits:
        return []
    tables = [exhibit.table for exhibit in exhibits]
    crossed = [table for table in tables if table.by]
    notes = [_("n is everybody who returned the form, no answer included.")]
    if tables[0].base == "answered":
        notes = [_("n is everybody who answered the question; no answer is left out.")]
    notes.append(_("Percentages are rounded half up; they need not add up to 100."))
    if crossed:
        shares = {
            "row": _("In each group: people above, percent of the group's n below."),
            "column": _("In each group: people above, percent of all who gave the answer below."),
            "total": _("In each group: people above, percent of everybody below."),
        }
        notes += [shares[exhibits[0].share], _("By group, “-” means nobody.")]
    if any(table.question.multiple for table in tables):
        notes.append(_("Where several answers were allowed, percentages are of people, not ticks."))
    if any(table.by and table.by.multiple for table in crossed):
        notes.append(_("Whoever gave several answers to the break is in several groups."))
    if any((table.bases_of(exhibits[0].share) < SMALL).any() for table in crossed):
        notes.append(_("* marks an n under {small}: read it with care.").format(small=SMALL))
    rows = [row for table in tables for row in (*table.categories, *table.groups)]
    for label in dict.fromkeys(row.label for row in rows if row.kind == "unreadable"):
        note = _("{label} is what was answered but could not be read.")
        notes.append(note.format(label=label))
    return notes
