"""The plan as people read it on a screen, or paste it from Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TextIO

from rich.text import Text

from outreach.comments.projects import project_title
from outreach.messages import _
from outreach.planning.plan import Action, Asked, Plan, Reach, Statement
from outreach.planning.wording import joined, quote
from outreach.report.exhibit import Exhibit
from outreach.report.folding import folded_lines
from outreach.report.layout import lay_out
from outreach.report.markdown import escaped, write_table
from outreach.report.model import synthetic_mark
from outreach.report.plan_rows import kind_word, rate_sentence, represented_sentence
from outreach.report.row import Look
from outreach.report.terminal import exhibit_lines
from outreach.tables.contents import SMALL

Content = str | Exhibit


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the plan: a heading of level 1 to 3, a sentence, what stands below it, a table."""

    content: Content
    level: int = 0
    below: str = ""
    number: int = 0


def plan_items(plan: Plan) -> Iterator[Item]:
    """Yield everything that a plan says, in the order in which it is read."""
    yield Item(_("Plan: {titles}").format(titles=" / ".join(plan.titles)), 1)
    if mark := synthetic_mark(synthetic=plan.synthetic):
        yield Item(mark)
    yield Item(_("1. Whom we reached, and whom not"), 2)
    number = 1
    for reach in plan.reach:
        yield from _reach(reach, number)
        number += len(reach.tables)
    yield Item(_("2. What was asked"), 2)
    yield from _asked(plan.asked)
    yield Item(_("3. Proposals"), 2)
    for title, actions in (
        (_("For the next lecture (キ)"), plan.public),
        (_("For the next training (カ)"), plan.training),
        (_("For the other projects"), plan.others),
    ):
        yield from _actions(title, actions)
    if not plan.actions:
        yield Item(_("No comment asks for anything."))
    if plan.contradictions:
        yield Item(_("4. Worth a look: a good figure, and comments that say otherwise"), 2)
    for each in plan.contradictions:
        comments = "".join(map(quote, each.comments))
        yield Item(marked(each.statement), below=_("And yet: {comments}").format(comments=comments))
    if len(plan.titles) > 1:
        last = " → ".join(plan.titles[-2:])
        yield Item(_("5. Since the last event: {events}").format(events=last), 2)
        yield from map(Item, map(marked, plan.changes))
    yield Item(_("How to read this"), 2)
    yield from map(Item, plan.notes)


def plan_lines(plan: Plan, width: int) -> Iterator[Text]:
    """Yield the plan in lines of so many columns."""
    for item in plan_items(plan):
        if item.level:
            yield from [Text("")] if item.level > 1 else []
            style = "bold" if item.level == 3 else "bold underline"
            yield from folded_lines(str(item.content), width, style)
        elif isinstance(item.content, Exhibit):
            yield Text("")
            yield from folded_lines(item.content.title, width, "bold")
            yield from exhibit_lines(item.content, width)
        else:
            head = f"{item.number:>3} " if item.number else "- "
            yield from hung_lines(head, item.content, width)
            if item.below:
                yield from folded_lines(item.below, width, "dim", indent=4)


def hung_lines(head: str, text: str, width: int) -> Iterator[Text]:
    """Yield a sentence in lines, a bullet or number before the first, the others below it."""
    for at, line in enumerate(folded_lines(text, width - len(head))):
        yield Text((head if at == 0 else " " * len(head)) + line.plain)


def write_plan_markdown(plan: Plan, file: TextIO) -> None:
    """Write the plan as Markdown: headings, lists, tables, questions with a box to tick."""
    for item in plan_items(plan):
        if item.level:
            file.write(f"\n{'#' * item.level} {escaped(str(item.content))}\n\n")
        elif isinstance(item.content, Exhibit):
            file.write(f"\n{escaped(item.content.title)}\n\n")
            write_table(item.content, file)
            file.write("\n")
        else:
            head = f"{item.number}." if item.number else "-"
            file.write(f"{head} {escaped(item.content)}\n")
            if item.below:
                file.write(f"   - {escaped(item.below)}\n")


def marked(statement: Statement) -> str:
    """Return a sentence, with a word of care where its base is small."""
    if not statement.small:
        return statement.text
    return joined([statement.text, _("(n under {small})").format(small=SMALL)])


def _reach(reach: Reach, first: int) -> Iterator[Item]:
    yield Item(reach.title, 3)
    for rate in reach.rates:
        yield Item(rate_sentence(rate.label, rate.responses, rate.people, rate.percent))
    tables = zip(reach.tables, reach.sentences, strict=True)
    for number, (table, sentence) in enumerate(tables, first):
        exhibit = replace(lay_out([table], Look())[0], number=number)
        yield Item(exhibit)
        yield Item(marked(sentence))
        own = [each for each in reach.by_group if table.by and each.source == sentence.source]
        yield from map(Item, map(marked, own))
    if reach.absent:
        yield Item(_("Who did not come"), 3)
        yield from map(Item, map(marked, reach.absent))
    if reach.represented:
        head = _("Beside the population: {reference}")
        yield Item(head.format(reference=reach.reference or _("the file names no source")), 3)
        yield from (Item(represented_sentence(each)) for each in reach.represented)


def _asked(asked: Sequence[Asked]) -> Iterator[Item]:
    """Yield the questions and requests: open ones, then answered ones, each with its entries."""
    if not asked:
        yield Item(_("Nothing was asked."))
    for number, each in enumerate(asked, 1):
        done = _("answered") if each.done else _("not answered yet")
        parts = [
            _("theme: {theme}").format(theme=each.theme),
            project_title(each.project),
            _("owner: {owner}").format(owner=each.owner) if each.owner else "",
            _("due: {day}").format(day=each.due.isoformat()) if each.due else "",
            _("answer: {answer}").format(answer=each.answer) if each.answer else "",
        ]
        text = _("[{done}] {kind}: {text}")
        told = text.format(done=done, kind=kind_word(each.kind), text=each.text)
        yield Item(told, below=_("; ").join(filter(None, parts)), number=number)


def _actions(title: str, actions: Sequence[Action]) -> Iterator[Item]:
    if not actions:
        return
    yield Item(title, 3)
    for number, each in enumerate(actions, 1):
        parts = [
            f"{project_title(each.project)} {each.committee}".strip(),
            _("decided: {reason}").format(reason=each.reason)
            if each.decided
            else _("proposed: {reason}").format(reason=each.reason),
            _("owner: {owner}").format(owner=each.owner) if each.owner else "",
        ]
        yield Item(each.proposal, below=_("; ").join(filter(None, parts)), number=number)
