"""Where a table's header stands: below titles, in one row or in two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from outreach.intake.header_words import is_hint, is_only_hints
from outreach.intake.names import Names
from outreach.intake.services import service_columns
from outreach.spelling import squeeze

LOOKED_AT = 50  # rows in which a header may begin
_SHARE = 0.6  # of the usual number of filled cells: a header has more, a title fewer


@dataclass(frozen=True, slots=True)
class Header:
    """The rows (from 0) that the header begins and ends in, its cells, and how many are known."""

    top: int
    bottom: int
    cells: tuple[str, ...]
    known: int


def find_header(rows: Sequence[Sequence[str]], names: Names | None = None) -> Header | None:
    """Return the header among a file's first rows, None where all are blank.

    It is the row in which most cells name a question, an option or a
    service's column; with the row below it where that names options. Where
    nothing is known it is the first row that is about as wide as the others.

    >>> find_header([["第3回 アンケート"], [], ["番号", "年齢"], ["1", "70代"], ["2", "80代"]])
    Header(top=2, bottom=2, cells=('番号', '年齢'), known=0)
    """
    filled = [at for at, row in enumerate(rows[:LOOKED_AT]) if any(map(str.strip, row))]
    if not filled:
        return None
    best, known = _best(rows, filled, names)
    if names is None or not known:
        return _by_width(rows, filled)
    single = Header(best, best, _trimmed(rows[best]), known)
    neighbours = [at for at in (best - 1, best + 1) if at in filled]
    pairs = [_pair(rows, min(best, at), max(best, at), names) for at in neighbours]
    found = [pair for pair in pairs if pair is not None]
    if found:
        return max(found, key=lambda pair: pair.known)
    below = next((at for at in filled if at > best), best)
    return replace(single, bottom=below) if is_only_hints(rows[below]) else single


def _best(
    rows: Sequence[Sequence[str]], filled: Sequence[int], names: Names | None
) -> tuple[int, int]:
    """Return the row in which most cells are known, and how many; the first of those alike."""
    best = (filled[0], 0)
    for at in filled if names else ():
        known = _known(rows[at], names)
        if known > best[1]:
            best = (at, known)
            if known > 1 and known == sum(bool(cell.strip()) for cell in rows[at]):
                break  # nothing else stands in it
    return best


def _known(cells: Sequence[str], names: Names | None) -> int:
    """Return how many cells mean something to the codebook, or to a service beside it."""
    if names is None:
        return 0
    filled = [cell for cell in cells if cell.strip()]
    asked = [cell for cell in filled if names.meaning(cell)]
    options = [cell for cell in filled if any(names.options_named(cell))]
    own = service_columns(filled) if len(asked) + len(options) else ()
    return len(asked) + (len(options) if len(options) > 1 else 0) + len(own)


def _by_width(rows: Sequence[Sequence[str]], filled: Sequence[int]) -> Header:
    widths = {at: sum(bool(cell.strip()) for cell in rows[at]) for at in filled}
    usual = sorted(widths.values())[len(widths) // 2]
    at = next(at for at in filled if widths[at] >= _SHARE * usual)
    return Header(at, at, _trimmed(rows[at]), 0)


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the cells without blank ones at the end: Excel writes its whole used range."""
    end = max((at for at, cell in enumerate(cells, 1) if cell.strip()), default=0)
    return tuple(cells[:end])


def _pair(rows: Sequence[Sequence[str]], top: int, bottom: int, names: Names) -> Header | None:
    """Return the header of two rows, None where the lower one holds answers or the upper a title.

    A question stands above its options, once and then blank cells, as merged
    cells are; above a question that has one column below it stands nothing new.
    """
    width = max(len(rows[top]), len(rows[bottom]))
    uppers, lowers = (list(rows[at]) + [""] * (width - len(rows[at])) for at in (top, bottom))
    listing = _listing(uppers, lowers, names)
    cells: list[str] = []
    carried, options, words, known = "", 0, 0, 0
    for at, (upper, lower) in enumerate(zip(uppers, lowers, strict=True)):
        carried = upper if upper.strip() else carried
        meaning = names.below(carried, lower) if lower.strip() else names.meaning(upper)
        below_one = bool(upper.strip()) and bool(lower.strip())
        if at in listing:
            cells.append(f"{carried}[{lower}]" if lower.strip() else upper)
            options += bool(lower.strip())
        elif meaning and meaning.part != "" and lower.strip() and names.meaning(carried):
            if not names.has_several(meaning.key):
                return None  # an answer to a question that has one
            cells.append(f"{carried}[{lower}]")
            options += not upper.strip()
        elif below_one and (names.is_word_below(lower) or squeeze(lower) == squeeze(upper)):
            cells.append(upper)
            words += names.is_word_below(lower)
        elif below_one and names.meaning(upper) and not names.meaning(lower):
            if not is_hint(lower):
                return None  # an answer below its question
            cells.append(upper)  # (1～3) or （自由記述）, beside options of other questions
        else:
            cells.append(lower if lower.strip() else upper)
        known += meaning is not None
    if not options and not words:
        return None
    return Header(top, bottom, _trimmed(cells), known)


def _listing(uppers: Sequence[str], lowers: Sequence[str], names: Names) -> frozenset[int]:
    """Return the columns of those questions below which their options are listed."""
    starts = [at for at, upper in enumerate(uppers) if upper.strip()]
    spans = zip(starts, [*starts[1:], len(uppers)], strict=True)
    return frozenset(
        at
        for start, end in spans
        if names.lists_options(uppers[start], [text for text in lowers[start:end] if text.strip()])
        for at in range(start, end)
    )
