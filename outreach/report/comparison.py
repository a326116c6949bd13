"""What a comparison of two surveys will show, before any format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from outreach.messages import _
from outreach.report.comparison_notes import NOT_ASKED, notes_of
from outreach.report.model import SYNTHETIC
from outreach.report.row import number
from outreach.tables.contents import SMALL
from outreach.tables.hidden import WITHHELD
from outreach.tables.rounding import percent, rounded
from outreach.tables.tested import Outcome
from outreach.tables.waves.compared import Comparison
from outreach.tables.waves.drift import Drift
from outreach.tables.waves.harmony import Harmony


@dataclass(frozen=True)
class Compared:
    """Two surveys, what was compared, what changed, and what cannot be compared and why.

    `remarks` say how weights came about.
    """

    harmony: Harmony
    comparisons: tuple[Comparison, ...]
    drifts: tuple[Drift, ...]
    refused: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Both events."""
        return " → ".join(self.harmony.event.labels)

    @property
    def mark(self) -> str:
        """The line that says whose answers are made up, or ""."""
        made_up = [
            label
            for label, book in zip(self.harmony.event.labels, self.harmony.codebooks, strict=True)
            if book.survey.synthetic
        ]
        told = _("{mark}: answers made up to fit published totals ({surveys}).")
        return told.format(mark=SYNTHETIC, surveys=", ".join(made_up)) if made_up else ""

    @property
    def short(self) -> tuple[str, ...]:
        """What the columns of the two surveys are called: their days, else their names."""
        days = [book.survey.date for book in self.harmony.codebooks]
        if None in days or len(set(days)) < len(days):
            return self.harmony.names
        return tuple(day.isoformat() for day in days if day)

    @property
    def apart(self) -> list[str]:
        """What is not compared: sentences, each once."""
        return list(dict.fromkeys(self.refused))

    @property
    def changes(self) -> list[str]:
        """What changed in the questionnaire, beside what is not compared for it."""
        sentences = (each.sentence for each in self.drifts)
        return [each for each in sentences if not any(told.startswith(each) for told in self.apart)]

    @property
    def remarked(self) -> list[str]:
        """What is to be known of single comparisons: sentences, each once."""
        return list(dict.fromkeys(told for each in self.comparisons for told in each.remarks))

    @property
    def notes(self) -> list[str]:
        """The footnotes, from the settings in use."""
        return [*notes_of(self.comparisons), *(self.remarks if self.comparisons else ())]


def caption(comparison: Comparison, place: int) -> str:
    """Return a comparison's title: number, question and break, and whom it is of."""
    name = _("Table {number}").format(number=place)
    by = f" × {comparison.by.label}" if comparison.by else ""
    where = f" ({comparison.where})" if comparison.where else ""
    return f"{name} {comparison.question.label}{by}{where}"


def heads(comparison: Comparison, short: Sequence[str]) -> tuple[str, ...]:
    """Return the headings of `lines`."""
    told = _("{percent}% interval").format(percent=f"{100 * comparison.confidence:.6g}")
    return ("", *(f"{name} %" for name in short), _("points"), told, "p", "q")


def lines(comparison: Comparison) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a comparison: for each group its n, its options, its mean."""
    for at, group in enumerate(comparison.groups):
        name = str(group) if comparison.by else ""
        if comparison.categories:
            bases = [_base(comparison.base_of(side, at)) for side in (0, 1)]
            yield (f"{name} (n)" if name else "n", *bases, "", "", "", "")
        for column in range(len(comparison.categories)):
            yield _option(comparison, at, column, inner=bool(name))
        if comparison.means:
            yield from _mean(comparison, at, name)


def _base(people: int | None) -> str:
    if people is None:
        return WITHHELD
    return number(people) + ("*" if people < SMALL else "")


def _option(comparison: Comparison, at: int, column: int, *, inner: bool) -> tuple[str, ...]:
    category = comparison.categories[column]
    label = (
        _("(net) {label}").format(label=category.label)
        if category.kind == "net"
        else category.label
    )
    shares = [_share(comparison, side, at, column) for side in (0, 1)]
    ends = [comparison.low[at, column], comparison.high[at, column]]
    chances = (chance(array[at, column]) for array in (comparison.p, comparison.q))
    interval = _interval([rounded(100 * float(end), comparison.decimals) for end in ends])
    return ("  " * inner + label, *shares, points(comparison, at, column), interval, *chances)


def _share(comparison: Comparison, side: int, at: int, column: int) -> str:
    if not comparison.asked[side, column]:
        return NOT_ASKED
    if comparison.hidden_shares[at, column]:
        return WITHHELD
    figures = (comparison.old, comparison.new)[side]
    count, base = figures.counts[at, column].item(), figures.weighted_bases[at, column].item()
    return percent(count, base, comparison.decimals) if count else "-" if base else ""


def points(comparison: Comparison, at: int, column: int) -> str:
    """Return the difference in points as it is printed, "" where there is none.

    The exact difference is rounded, half up and away from 0, not the
    difference of rounded percentages: 37.5 − 12.45 is 25.1, not 25.0.
    """
    if comparison.difference[at, column] != comparison.difference[at, column]:  # NaN
        return ""
    new, old = (
        Fraction(Decimal(repr(figures.counts[at, column].item())))
        / Fraction(Decimal(repr(figures.weighted_bases[at, column].item())))
        for figures in (comparison.new, comparison.old)
    )
    return signed(100 * (new - old), comparison.decimals)


def signed(value: Fraction, decimals: int) -> str:
    """Return a difference with its sign, rounded half up away from 0.

    >>> signed(Fraction(1, 8), 2), signed(Fraction(-1, 20), 1), signed(Fraction(1, 100), 1)
    ('+0.13', '-0.1', '0.0')
    """
    scaled = abs(value) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    size = Decimal(whole).scaleb(-decimals)
    shown = str(size.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))
    return shown if not whole else f"-{shown}" if value < 0 else f"+{shown}"


def chance(p: float) -> str:
    """Return a p or q as it is printed.

    >>> chance(0.0312), chance(0.0004), chance(float("nan"))
    ('0.031', '<0.001', '')
    """
    return "<0.001" if p < 0.001 else rounded(float(p), 3)


def _interval(ends: Sequence[str]) -> str:
    return " – ".join(ends) if all(ends) else ""


def _mean(comparison: Comparison, at: int, name: str) -> Iterator[tuple[str, ...]]:
    """Yield the row of a group's mean, with two decimals, and that of its n."""
    means = comparison.means
    if means is None:
        return
    sides = (means.old, means.new)
    label = f"{name} " if name and not comparison.categories else "  " * bool(name)
    if means.hidden[at]:
        yield (label + _("mean"), WITHHELD, WITHHELD, "", "", "", "")
        return
    bases = [_base(int(side.n[at])) for side in sides]
    yield (label + _("mean"), *(rounded(float(side.mean[at]), 2) for side in sides),
           _gap(means.difference[at]),
           _interval([rounded(float(end[at]), 2) for end in (means.low, means.high)]),
           chance(means.p[at]), "")  # fmt: skip
    yield ("  " + _("n of the mean"), *bases, "", "", "", "")


def _gap(value: float) -> str:
    return "" if value != value else signed(Fraction(Decimal(repr(float(value)))), 2)


def outcomes(comparison: Comparison) -> Iterator[str]:
    """Yield the tests of all options together, a line for each group."""
    for group, outcome in zip(comparison.groups, comparison.outcomes, strict=False):
        told = outcome_line(outcome)
        yield f"{group}: {told}" if comparison.by else told


def outcome_line(outcome: Outcome) -> str:
    """Return one test in words."""
    parts = []
    if outcome.statistic is not None:
        parts.append(rounded(outcome.statistic, 2))
    if outcome.freedom is not None:
        parts.append(_("{freedom} degrees of freedom").format(freedom=f"{outcome.freedom:.4g}"))
    if outcome.p is not None:
        shown = chance(outcome.p)
        parts.append(f"p < {shown[1:]}" if shown.startswith("<") else f"p = {shown}")
    told = f"{outcome.method}: {', '.join(parts)}" if parts else outcome.method
    if not told:
        return outcome.note
    sentence = _("{sentence}.").format(sentence=told)
    gap = "" if sentence.endswith("。") else " "
    return f"{sentence}{gap}{outcome.note}".rstrip()
