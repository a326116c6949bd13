"""Keyword expressions: 費用 OR 料金, 訪問 NEAR/3 診療, 薬 NOT 薬局 → a tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from outreach.comments.keyword_signs import NEAR, signs_of
from outreach.errors import OutreachError
from outreach.messages import _
from outreach.spelling import visible

LONGEST = 2_000  # signs of an expression: people write a line
_DEEPEST = 40  # parentheses in parentheses
MOST_NEAR = 50  # words apart: beyond it AND is meant


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a run of words that a comment must hold; `exact` stands in quotation marks."""

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Two things no more than `within` words apart, in either order."""

    left: Node
    right: Node
    within: int


@dataclass(frozen=True, slots=True)
class Not:
    """What a comment must not hold."""

    node: Node


@dataclass(frozen=True, slots=True)
class And:
    """All of them."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """One of them at least."""

    nodes: tuple[Node, ...]


Node = Word | Near | Not | And | Or


class KeywordError(OutreachError, ValueError):
    """A keyword expression that cannot be read."""


def parse(text: str) -> Node:
    """Return the tree of an expression.

    Operators, from the one that binds most: NEAR/n (within n words, in either
    order), NOT (!), AND (&, かつ, or just a space), OR (|, または). Width and
    case of the operators do not matter. What stands in "…" or 「…」 is meant
    letter by letter. Raises KeywordError, with what to do.

    >>> parse("費用 OR 料金")
    Or(nodes=(Word(text='費用', exact=False), Word(text='料金', exact=False)))
    >>> parse("薬　ＮＯＴ 「薬局」") == parse("薬 AND NOT 「薬局」")
    True
    >>> parse("訪問 NEAR/3 診療").within
    3
    """
    return _Reader(text).whole()


def can_say_nothing(node: Node) -> bool:
    """Return whether a comment without any word fits: such an expression fits nearly all.

    >>> can_say_nothing(parse("薬 NOT 薬局"))
    False
    """
    if isinstance(node, Not):
        return not can_say_nothing(node.node)
    if isinstance(node, And):
        return all(map(can_say_nothing, node.nodes))
    return isinstance(node, Or) and any(map(can_say_nothing, node.nodes))


class _Reader:
    """Reads an expression sign by sign."""

    def __init__(self, text: str) -> None:
        self.text = text
        if len(text) > LONGEST:
            raise self.error(_("It is too long."), _("Write several shorter ones."))
        self.signs = signs_of(text)
        self.at = self.depth = 0

    def whole(self) -> Node:
        if not self.signs:
            raise self.error(_("It is empty."), _("Write a word, such as: 費用 OR 料金"))
        node = self.either()
        if self.at < len(self.signs):
            raise self.error(
                _("A “)” has no “(” before it."), _("Take it out, or add the other one.")
            )
        if can_say_nothing(node):
            message = _("It says only what a comment does not hold, which fits nearly every one.")
            raise self.error(message, _("Say first what it holds: 薬 NOT 薬局"))
        return node

    def either(self) -> Node:
        nodes = [self.both()]
        while self.kind() == "or":
            self.at += 1
            nodes.append(self.both())
        return nodes[0] if len(nodes) == 1 else Or(tuple(nodes))

    def both(self) -> Node:
        nodes = [self.unless()]
        while self.kind() not in ("", "or", "close"):
            self.at += self.kind() == "and"
            nodes.append(self.unless())
        return nodes[0] if len(nodes) == 1 else And(tuple(nodes))

    def unless(self) -> Node:
        negated = False
        while self.kind() == "not":
            self.at += 1
            negated = not negated
        node = self.near()
        return Not(node) if negated else node

    def near(self) -> Node:
        node = self.one()
        while self.kind() == "near":
            within = self.within(self.signs[self.at][1])
            self.at += 1
            node = Near(_positive(self, node), _positive(self, self.one()), within)
        return node

    def within(self, sign: str) -> int:
        found = NEAR.fullmatch(sign)
        count = found[1] if found and found[1] else ""
        if not count or len(count) > 3 or not 0 < int(count) <= MOST_NEAR:
            message = _("NEAR needs a number of words from 1 to {most}.").format(most=MOST_NEAR)
            raise self.error(message, _("Write: 訪問 NEAR/3 診療"))
        return int(count)

    def one(self) -> Node:
        kind = self.kind()
        if kind == "open":
            return self.inner()
        if kind not in ("word", "quoted"):
            raise self.missing(kind)
        text = self.signs[self.at][1]
        self.at += 1
        if kind == "word":
            return Word(text)
        if not text[1:-1].strip():
            raise self.error(_("There is nothing between the quotation marks."), _add_or_take())
        return Word(text[1:-1].strip(), exact=True)

    def inner(self) -> Node:
        self.at += 1
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.error(_("Parentheses are nested too deeply."), _("Write several lines."))
        node = self.either()
        if self.kind() != "close":
            message = _("A “(” is not closed.")
            raise self.error(message, _("Add a “)” where it ends."))
        self.at += 1
        self.depth -= 1
        return node

    def kind(self) -> str:
        return self.signs[self.at][0] if self.at < len(self.signs) else ""

    def missing(self, kind: str) -> KeywordError:
        if kind == "stray":
            return self.error(
                _("A quotation mark is not closed, or a “!” stands alone."), _add_or_take()
            )
        before = self.signs[self.at - 1][1] if self.at else ""
        here = self.signs[self.at][1] if kind else ""
        if before and not here:
            message = _("A word is missing after “{sign}”.").format(sign=visible(before))
        else:
            message = _("A word is missing before “{sign}”.").format(sign=visible(here))
        return self.error(message, _add_or_take())

    def error(self, message: str, remedy: str) -> KeywordError:
        shown = visible(self.text[:60]) + ("…" if len(self.text) > 60 else "")
        said = _("The keywords “{text}” cannot be read: {reason}")
        return KeywordError(said.format(text=shown, reason=message), remedy=remedy)


def _add_or_take() -> str:
    return _('Add it or take the sign out; a word such as OR itself stands in quotes: "OR".')


def _positive(reader: _Reader, node: Node) -> Node:
    """Return what NEAR can measure from: words, phrases, and OR of them."""
    nodes: Sequence[Node] = node.nodes if isinstance(node, Or) else (node,)
    if all(isinstance(one, Word) for one in nodes):
        return node
    message = _("Beside NEAR stand words, or words joined by OR in parentheses.")
    raise reader.error(message, _("Write: (訪問 OR 往診) NEAR/3 診療"))
