"""Two surveys and what is wanted of them → what a comparison will show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from outreach.intake.responses import Responses
from outreach.messages import _
from outreach.report.comparison import Compared
from outreach.tables.compare import Terms, compare_surveys, find_break
from outreach.tables.figures import Break
from outreach.tables.filters import Filter
from outreach.tables.waves.askees import refusal
from outreach.tables.waves.harmony import Harmony, Item, NotComparable
from outreach.tables.waves.pooling import opened
from outreach.tables.waves.questionnaires import drift, match_codebooks

Chunks = Callable[[], Iterable[Responses]]


def build_compared(
    harmony: Harmony,
    chunks: Sequence[Chunks],
    questions: Sequence[str] = (),
    breaks: Sequence[str] = (),
    terms: Terms | None = None,
    *,
    counted: bool = True,
) -> Compared:
    """Return what two surveys have in common compared, what changed, and what is not comparable.

    `questions` are names in either survey, all that are comparable without
    them; a question or break that is not comparable is told in `refused`.
    `counted` False looks at the questionnaires only, and reads no answers.
    Raises UnknownQuestion, OutreachError.
    """
    terms = (terms or Terms()).checked()
    sources: list[Iterable[Responses]] = []
    if counted:
        harmony, begun = opened(harmony, [chunk() for chunk in chunks])
        sources += begun
    conditions = terms.conditions(harmony)
    refused: list[str] = []
    items = list(_items(harmony, questions, conditions, refused))
    within = list(_breaks(harmony, breaks, conditions, refused))
    old, new = harmony.codebooks
    drifts = drift(old, new)
    if questions:
        named = {question.key for item in items for question in item.sources}
        named |= {book.question(name).key for name in questions for book in (old, new)
                  if any(name in each.names for each in book.questions)}  # fmt: skip
        named |= {question.key for by in within for question in by.questions}
        drifts = [each for each in drifts if each.question in named]
    if not items:
        refused.append(_("The surveys have no question in common that could be compared."))
    found = compare_surveys(harmony, sources, items, within, terms) if counted and items else []
    return Compared(harmony, tuple(found), tuple(drifts), tuple(refused))


def _items(
    harmony: Harmony, names: Sequence[str], conditions: Sequence[Filter], refused: list[str]
) -> Iterator[Item]:
    """Yield what is compared; gather in `refused` what is not, and why."""
    if not names:
        both = {match.new.key for match in match_codebooks(*harmony.codebooks[:2])}
        refused += [reason for key, reason in harmony.refused.items() if key in both]
    seen: set[str] = set()
    for name in names or [item.question.key for item in harmony.items]:
        try:
            item = harmony.item(name)
        except NotComparable as error:
            refused.append(str(error))
            continue
        reason = refusal(harmony, item, conditions)
        if reason and (names or item.other_people):
            refused.append(reason)
        elif not reason and item.question.key not in seen:
            seen.add(item.question.key)
            yield item


def _breaks(
    harmony: Harmony, names: Sequence[str], conditions: Sequence[Filter], refused: list[str]
) -> Iterator[Break]:
    for name in dict.fromkeys(names):
        try:
            yield find_break(harmony, name, conditions)
        except NotComparable as error:
            refused.append(str(error))
