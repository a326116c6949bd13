"""What several surveys are called, no two alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from outreach.codebook import Codebook


def event_labels(codebooks: Sequence[Codebook], names: Sequence[str]) -> tuple[str, ...]:
    """Return a label for each survey, no two alike: its day and title, else its name.

    >>> import datetime
    >>> from outreach.codebook import Survey
    >>> day, book = datetime.date(2017, 2, 4), Codebook(Survey(title="講演会"), ())
    >>> event_labels([Codebook(Survey(title="講演会", date=day), ()), book, book], ["a", "b", "c"])
    ('2017-02-04 講演会', '講演会 (b)', '講演会 (c)')
    """
    found = []
    for book, name in zip(codebooks, names, strict=True):
        day = book.survey.date
        parts = (day.isoformat() if day else "", book.survey.title or name)
        found.append(" ".join(part for part in parts if part))
    twice = {label for label in found if found.count(label) > 1}
    return distinct(
        f"{label} ({name})" if label in twice and name not in label else label
        for label, name in zip(found, names, strict=True)
    )


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names, one that was there before with a number behind it.

    >>> distinct(["a", "b", "a"])
    ('a', 'b', 'a (2)')
    """
    found: list[str] = []
    for plain in names:
        name, number = plain, 2
        while name in found:
            name, number = f"{plain} ({number})", number + 1
        found.append(name)
    return tuple(found)
