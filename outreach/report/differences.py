"""What two typists' files say differently, in lines for people."""

from __future__ import annotations

from collections.abc import Iterator

from outreach.errors import Place
from outreach.intake.double import ANSWER, LACKING, TWICE, Comparison, Difference
from outreach.intake.evidence import named, shown
from outreach.messages import _
from outreach.spelling import visible


def difference_lines(comparison: Comparison) -> Iterator[str]:
    """Yield a line for each difference; free text is never shown, only that it differs."""
    for difference in comparison.differences:
        yield visible(_line(difference))


def _said(answer: str, labels: tuple[str, ...]) -> str:
    """Return an answer as it is shown: options whole, what is none cut short."""
    chosen = all(part in labels for part in answer.split("|"))
    return (named(answer) if chosen else shown(answer)) or _("(blank)")


def agreement_lines(comparison: Comparison) -> Iterator[str]:
    """Yield how far the files agree: each question that differs somewhere, then all together.

    Percentages are rounded down, so that 100% means that everything is alike.
    """
    if not comparison.numbered:
        yield _("The forms have no numbers in both files: row 1 is compared with row 1, and so on.")
    for agreement in comparison.agreements:
        if agreement.alike < agreement.compared:
            message = _("{label}: alike in {alike} of {compared} forms ({percent}%).")
            yield visible(
                message.format(
                    label=named(agreement.question.label),
                    alike=agreement.alike,
                    compared=agreement.compared,
                    percent=_percent(agreement.share),
                )
            )
    if not comparison.pairs:
        yield _("No form is in both files: are they files of the same forms?")
        return
    message = _("Forms compared: {pairs}; differences: {differences}; cells alike: {percent}%.")
    percent = _percent(comparison.share)
    yield message.format(
        pairs=comparison.pairs, differences=len(comparison.differences), percent=percent
    )


def _percent(share: float) -> str:
    """Return a share as a percentage with one decimal, rounded down.

    >>> _percent(1.0), _percent(0.99996), _percent(0.5)
    ('100.0', '99.9', '50.0')
    """
    tenths = int(share * 1000 + 1e-9)
    return f"{tenths // 10}.{tenths % 10}"


def _line(difference: Difference) -> str:
    places = [place for place in difference.places if place is not None]
    respondent = named(difference.respondent)
    if difference.kind == LACKING:
        message = _("{place}: Form “{respondent}” is not in the other file.")
    elif difference.kind == TWICE:
        message = _("{place}: Form “{respondent}” is in this file twice.")
    elif difference.kind != ANSWER:
        message = _("{place}: The form has no number and cannot be compared.")
    else:
        return _answer(difference, respondent)
    return message.format(place=places[0], respondent=respondent)


def _answer(difference: Difference, respondent: str) -> str:
    first, second = (place or Place() for place in difference.places)
    label = named(difference.question.label) if difference.question else ""
    words = {"first": first, "second": second, "respondent": respondent, "label": label}
    if difference.answers[0] is None or difference.answers[1] is None:
        message = _("{first} – {second}: form “{respondent}”, {label}: the texts differ.")
        return message.format(**words)
    labels = difference.question.labels if difference.question else ()
    said = [_said(answer or "", labels) for answer in difference.answers]
    message = _("{first} – {second}: form “{respondent}”, {label}: {one} – {two}.")
    return message.format(**words, one=said[0], two=said[1])
