"""The footnotes of comparisons, from the settings in use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outreach.messages import _
from outreach.tables.contents import SMALL
from outreach.tables.hidden import WITHHELD
from outreach.tables.waves.compared import Comparison

NOT_ASKED = "—"


def notes_of(comparisons: Sequence[Comparison]) -> Iterator[str]:
    """Yield what is said once of all comparisons: bases, methods, signs, what is to be known."""
    if not comparisons:
        return
    bases = {
        "all": _("n is everybody who returned the form, no answer included."),
        "applicable": _("n is everybody whom the question was put to, no answer included."),
        "answered": _("n is everybody who answered the question; no answer is left out."),
    }
    yield bases[comparisons[0].base]
    yield _(
        "Differences are new less old, in points; the exact difference is rounded, so that it may"
        " differ by one from that of the rounded percentages."
    )
    yield _(
        "Intervals of a difference are Newcombe's (1998, method 10), tests two-sided z tests with"
        " the share of both for the variance; q is p after Benjamini and Hochberg (1995) over all"
        " tests of a table."
    )
    if any(each.exact.any() for each in comparisons):
        yield _("Where fewer than 5 people are expected, p is of Fisher's exact test.")
    if any(each.means for each in comparisons):
        yield _("Means are compared by Welch's test (1947) and its interval.")
    if any(each.weight for each in comparisons):
        yield _("Intervals and tests of weighted shares use effective bases (Kish 1965).")
    yield _(
        "No answer and unreadable answers take no part in tests: p and q are of those who"
        " answered in either survey, shares, differences and intervals of n."
    )
    if any(not each.asked.all() for each in comparisons):
        yield _("{sign} stands where a form has no such option.").format(sign=NOT_ASKED)
    if any(map(_hides, comparisons)):
        yield _("{sign} is a number that is kept secret.").format(sign=WITHHELD)
    yield from dict.fromkeys(remark for each in comparisons for remark in each.remarks)
    yield from dict.fromkeys(warning for each in comparisons for warning in each.warnings)
    if any((side.bases < SMALL).any() for each in comparisons for side in (each.old, each.new)):
        yield _("* marks an n under {small}: read it with care.").format(small=SMALL)


def _hides(comparison: Comparison) -> bool:
    flags = [comparison.hidden_shares, comparison.hidden_bases]
    flags += [comparison.means.hidden] if comparison.means else []
    return any(each.any() for each in flags)
