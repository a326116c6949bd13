"""How well coders agree, as people read it on a screen."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from outreach.comments.agreement import RELIABLE, TENTATIVE, Agreement
from outreach.messages import _
from outreach.report.folding import folded_lines

_MOST = 10  # confusions that are shown


def agreement_lines(found: Agreement, width: int) -> Iterator[Text]:
    """Yield the measures, what they are worth, and the themes that are confused most often."""
    yield from folded_lines(
        _("Coders: {names}").format(names=", ".join(found.coders)), width, "bold"
    )
    compared = _("Comments that two or more coded: {compared} of {units}.")
    yield from folded_lines(compared.format(compared=found.compared, units=found.units), width)
    share = "-" if found.share is None else f"{100 * found.share:.1f}%"
    kappa = _("Cohen's κ: {value}") if len(found.coders) == 2 else _("Light's κ: {value}")
    alpha = _("Krippendorff's α: {value}")
    yield from folded_lines(_("The same theme: {share}").format(share=share), width)
    yield from folded_lines(kappa.format(value=_number(found.kappa)), width)
    yield from folded_lines(
        f"{alpha.format(value=_number(found.alpha))}{_worth(found.alpha)}", width
    )
    if found.confusion:
        yield Text("")
        yield from folded_lines(_("What one calls this and the other that:"), width)
    for one, other, number in found.confusion[:_MOST]:
        yield from folded_lines(f"{number:>4}  {one} / {other}", width)
    for remark in found.remarks:
        yield from folded_lines(_("Note: {note}").format(note=remark), width, "dim")


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _worth(alpha: float | None) -> str:
    """Return in plain words what an α is worth (Krippendorff 2004, p. 241)."""
    if alpha is None:
        return ""
    if alpha >= RELIABLE:
        return _(" (reliable)")
    return _(" (tentative)") if alpha >= TENTATIVE else _(" (not reliable: talk about the themes)")
