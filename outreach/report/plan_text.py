"""The plan as people read it on a screen, or paste it as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from outreach.comments.kinds import KIND_LABELS
from outreach.comments.projects import project_title
from outreach.messages import _
from outreach.planning.plan import Action, Asked, Plan, Reach, Represented, Statement
from outreach.report.folding import folded_lines
from outreach.report.markdown import escaped
from outreach.report.model import synthetic_mark
from outreach.spelling import visible
from outreach.tables.hidden import WITHHELD
from outreach.tables.rounding import rounded


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the plan: `level` 1 to 3 is a heading's, 0 an item, −1 a remark below one.

    `number` is an item's in a list that is counted.
    """

    text: str
    level: int = 0
    number: int = 0


def plan_lines(plan: Plan, width: int) -> Iterator[Text]:
    """Yield the plan's lines for a screen of so many columns."""
    width -= 2  # room for a closing bracket or stop that hangs over
    for line in outline(plan):
        if line.level > 0:
            if line.level > 1:
                yield Text("")
            yield from folded_lines(visible(line.text), width, "bold")
        else:
            mark, indent = ("・", 2) if line.level == 0 else ("", 4)
            mark = f"{line.number}. " if line.number else mark
            style = "" if line.level == 0 else "dim"
            yield from folded_lines(f"{mark}{visible(line.text)}", width, style, indent=indent)


def plan_markdown(plan: Plan) -> str:
    """Return the plan as Markdown."""
    parts: list[str] = []
    for line in outline(plan):
        text = escaped(line.text)
        if line.level > 0:
            parts.append(f"\n{'#' * line.level} {text}\n\n" if parts else f"# {text}\n\n")
        else:
            mark = f"{line.number}." if line.number else "-"
            parts.append(f"{mark} {text}\n" if line.level == 0 else f"   - {text}\n")
    return "".join(parts)


def outline(plan: Plan) -> Iterator[Line]:
    """Yield everything that the plan says, in order, headings among it."""
    yield Line(_("Plan: {titles}").format(titles=_(" / ").join(plan.titles)), 1)
    if plan.synthetic:
        yield Line(synthetic_mark(synthetic=True))
    for reach in plan.reach:
        yield from _reach(reach, several=len(plan.reach) > 1)
    for title, actions in (
        (_("The next lecture, for the public (キ)"), plan.public),
        (_("The next training, for professionals (カ)"), plan.training),
        (_("For the other projects"), plan.others),
    ):
        yield from _section(title, actions, _action)
    yield from _section(
        _("What was asked, to be answered at or before the next event"), plan.asked, _asked
    )
    if plan.contradictions:
        yield Line(_("Worth a second look"), 2)
        for each in plan.contradictions:
            yield Line(said(each.statement))
            yield from (Line(f"「{text}」", -1) for text in each.comments)
    if plan.changes:
        yield Line(_("What changed since the last event"), 2)
        yield from (Line(said(each)) for each in plan.changes)
    yield Line(_("How to read this"), 2)
    yield from (Line(note) for note in plan.notes)


def _section(
    title: str, items: Sequence[object], show: Callable[..., Iterator[Line]]
) -> Iterator[Line]:
    yield Line(title, 2)
    if not items:
        yield Line(_("Nothing to say here from these figures."))
    for number, item in enumerate(items, 1):
        yield from show(item, number)


def said(statement: Statement) -> str:
    """Return a sentence with its n, * where that is under 30."""
    if statement.base is None:
        return statement.text
    return f"{statement.text} (n={statement.base:,}{'*' if statement.small else ''})"


def _reach(reach: Reach, *, several: bool) -> Iterator[Line]:
    title = _("Whom we reached")
    yield Line(f"{title}: {reach.title}" if several else title, 2)
    for rate in reach.rates:
        sentence = _("Response rate: {percent}% ({responses} of {people}: {label})")
        words = {"responses": rate.responses, "people": rate.people, "label": rate.label}
        yield Line(sentence.format(percent=rate.percent or "-", **words))
    yield from (Line(said(each)) for each in reach.sentences)
    yield from _named(_("Group by group"), reach.by_group)
    yield from _named(_("Who did not come"), reach.absent)
    if reach.represented:
        yield Line(f"{_('Beside the population')}: {reach.reference}".rstrip(": "), 3)
        yield from (Line(stands(each)) for each in reach.represented)


def _named(title: str, statements: Sequence[Statement]) -> Iterator[Line]:
    if statements:
        yield Line(title, 3)
        yield from (Line(said(each)) for each in statements)


def stands(one: Represented) -> str:
    """Return how a group's share stands to that of the population, in one line."""
    names = {
        "under": _("fewer than in the population"), "over": _("more than in the population"),
        "as expected": _("as in the population"), "not testable": _("too few to say"),
        "hidden": _("kept secret"),
    }  # fmt: skip
    expected = rounded(one.expected, 1)
    if one.share is None or one.low is None or one.high is None:
        sentence = _("{group}: {share}; {expected}% of the population: {standing}")
        return sentence.format(
            group=one.group, share=WITHHELD if one.standing == "hidden" else "-",
            expected=expected, standing=names[one.standing],
        )  # fmt: skip
    sentence = _(
        "{group}: {people} of {base}, {share}% ({low} to {high}%); {expected}% of the population:"
        " {standing}"
    )
    low, high, share = (rounded(value, 1) for value in (one.low, one.high, one.share))
    return sentence.format(
        group=one.group, people=one.people, base=one.base, share=share, low=low, high=high,
        expected=expected, standing=names[one.standing],
    )  # fmt: skip


def _action(action: Action, number: int) -> Iterator[Line]:
    yield Line(action.proposal, number=number)
    decided = _("decided by the committee") if action.decided else _("proposed")
    parts = [project_title(action.project), action.committee, f"{decided}: {action.reason}"]
    if action.owner:
        parts.append(f"{_('Owner')}: {action.owner}")
    yield Line(" · ".join(filter(None, parts)), -1)
    if action.quote:
        yield Line(f"「{action.quote}」", -1)


def _asked(asked: Asked, number: int) -> Iterator[Line]:
    mark = "✓ " if asked.done else ""
    yield Line(f"{mark}{asked.text}", number=number)
    due = asked.due.isoformat() if asked.due else ""
    parts = [
        _(KIND_LABELS[asked.kind]), asked.theme, f"({asked.project})" if asked.project else "",
        f"{_('Owner')}: {asked.owner}" if asked.owner else "",
        f"{_('Due')}: {due}" if due else "",
        f"{_('Answer')}: {asked.answer}" if asked.answer else "",
    ]  # fmt: skip
    yield Line(" · ".join(filter(None, parts)), -1)
